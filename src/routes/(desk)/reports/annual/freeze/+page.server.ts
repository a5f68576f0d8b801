import { z } from "zod";
import { keepFrozen, prepareFrozen } from "#modules/reports/frozen.commands.server.ts";
import { scopeFilter } from "#modules/reports/indicator.filter.ts";
import { statusOf } from "#modules/reports/indicator.model.ts";
import { readReportScope } from "#modules/reports/indicator.queries.server.ts";
import { freezeForm } from "#modules/reports/report.forms.ts";
import { canFreeze } from "#modules/reports/report.policy.ts";
import { findUnit } from "#modules/units/unit.queries.server.ts";
import type { Work } from "#platform/db.server.ts";
import { requirePermission } from "#platform/errors.ts";
import { requireValues } from "#platform/filter.server.ts";
import { unionLanguages } from "#platform/home.ts";
import { found, load as read, onPrepared } from "#platform/http.server.ts";
import type { Actions, PageServerLoad } from "./$types";

export const load: PageServerLoad = (event) =>
  read(event, async (work) => {
    const scope = await readReportScope(work, requireValues(scopeFilter, event.url.searchParams));
    requirePermission(canFreeze(work.actor, scope.unitPath));
    const { name, name_in } = found(await findUnit(work, scope.unitId));
    return {
      scope,
      unit: { name, name_in },
      status: statusOf(scope.year, scope.asOf),
      language: event.locals.locale,
      languages: [...new Set([...unionLanguages(), event.locals.locale])],
      query: event.url.search,
    };
  });

/** What is frozen stands in the address, as the page showed it. */
const languageForm = z.object({ language: freezeForm.shape.language });

export const actions: Actions = onPrepared(languageForm, async ({ language }, { locals, url }) => {
  const readScope = (work: Work) => readReportScope(work, requireValues(scopeFilter, url.searchParams));
  const printed = await prepareFrozen(locals.actor, readScope, language);
  return async (work) => `/reports/${await keepFrozen(work, printed)}?did=report_frozen`;
});
