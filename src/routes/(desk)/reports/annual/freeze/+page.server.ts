import { scopeFilter } from "#modules/reports/indicator.filter.ts";
import { freezeReport } from "#modules/reports/report.commands.server.ts";
import { canFreeze } from "#modules/reports/report.policy.ts";
import { readScope } from "#modules/reports/indicator.queries.server.ts";
import { requirePermission } from "#platform/errors.ts";
import { requireValues } from "#platform/filter.server.ts";
import { load as read, onSubmit } from "#platform/http.server.ts";
import { z } from "zod";
import type { Actions, PageServerLoad } from "./$types";

export const load: PageServerLoad = (event) =>
  read(event, async (work) => {
    const scope = await readScope(work, requireValues(scopeFilter, event.url.searchParams));
    requirePermission(canFreeze(work.actor, scope.unitPath));
    return { scope, query: event.url.search };
  });

export const actions: Actions = onSubmit(z.object({}), async (work, _nothing, event) => {
  await freezeReport(work, await readScope(work, requireValues(scopeFilter, event.url.searchParams)));
  return `/reports/annual${event.url.search}&did=report_frozen`;
});
