import { scopeFilter } from "#modules/reports/indicator.filter.ts";
import { canFreeze, canWriteReport } from "#modules/reports/report.policy.ts";
import { readScope } from "#modules/reports/indicator.queries.server.ts";
import { buildAnnualReport, findFrozenReport, listCorrections } from "#modules/reports/report.queries.server.ts";
import { narrate } from "#modules/reports/report-words.server.ts";
import { listUnitChoices } from "#modules/units/unit.queries.server.ts";
import { load as read } from "#platform/http.server.ts";
import { choices } from "#platform/names.ts";
import { today } from "#platform/time.ts";
import { readForPage } from "../../../list.server.ts";
import type { PageServerLoad } from "./$types";

export const load: PageServerLoad = (event) =>
  read(event, async (work) => {
    const { filter, bar } = await readForPage(event, work, scopeFilter);
    const scope = await readScope(work, { year: String(Number(today().slice(0, 4)) - 1), ...filter });
    const report = await buildAnnualReport(work, scope);
    const frozen = await findFrozenReport(work, scope);
    const units = await listUnitChoices(work);
    const query = new URLSearchParams({
      year: String(scope.year),
      as_of: scope.asOf,
      unit: scope.unitId,
      tree: scope.tree,
    }).toString();
    return {
      scope,
      refused: bar.refused,
      query,
      report,
      sections: narrate(report, event.locals.locale),
      frozen: frozen ? { at: frozen.frozen_at, as_of: frozen.as_of } : null,
      corrections: frozen ? listCorrections(frozen.content as never, report.figures) : [],
      units: choices(
        units.filter((one) => ["union", "provincial_union", "central_association", "department"].includes(one.kind)),
        (one) => one.id,
      ),
      can: { write: canWriteReport(work.actor, scope.unitPath), freeze: canFreeze(work.actor, scope.unitPath) },
    };
  });
