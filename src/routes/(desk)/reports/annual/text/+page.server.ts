import { scopeFilter } from "#modules/reports/indicator.filter.ts";
import { writeText } from "#modules/reports/report.commands.server.ts";
import { textForm } from "#modules/reports/report.forms.ts";
import { canWriteReport } from "#modules/reports/report.policy.ts";
import { readReportScope } from "#modules/reports/indicator.queries.server.ts";
import { findText } from "#modules/reports/report.queries.server.ts";
import { requirePermission } from "#platform/errors.ts";
import { requireValues } from "#platform/filter.server.ts";
import { load as read, onSubmit } from "#platform/http.server.ts";
import type { Actions, PageServerLoad } from "./$types";

export const load: PageServerLoad = (event) =>
  read(event, async (work) => {
    const scope = await readReportScope(work, requireValues(scopeFilter, event.url.searchParams));
    requirePermission(canWriteReport(work.actor, scope.unitPath));
    const section = event.url.searchParams.get("section") ?? "context";
    const written = await findText(work, scope, { year: scope.year, section, language: event.locals.locale });
    return {
      year: scope.year,
      section,
      language: event.locals.locale,
      body: written?.body ?? "",
      version: written?.version ?? 0,
      query: event.url.search,
    };
  });

export const actions: Actions = onSubmit(textForm, async (work, paragraph, event) => {
  await writeText(work, await readReportScope(work, requireValues(scopeFilter, event.url.searchParams)), paragraph);
  const back = new URLSearchParams(event.url.search);
  back.delete("section");
  return `/reports/annual?${back.toString()}&did=saved`;
});
