import { scopeFilter } from "#modules/reports/indicator.filter.ts";
import { canFreeze, canWriteReport } from "#modules/reports/report.policy.ts";
import { readReportScope } from "#modules/reports/indicator.queries.server.ts";
import { frozenList } from "#modules/reports/frozen.queries.server.ts";
import { buildAnnualReport } from "#modules/reports/report.queries.server.ts";
import { narrate } from "#modules/reports/report-words.server.ts";
import { listUnitChoices } from "#modules/units/unit.queries.server.ts";
import { formatDay, formatInstant } from "#platform/format.ts";
import { load as read } from "#platform/http.server.ts";
import { choices } from "#platform/names.ts";
import { today } from "#platform/time.ts";
import { readForPage } from "../../../list.server.ts";
import type { PageServerLoad } from "./$types";

export const load: PageServerLoad = (event) =>
  read(event, async (work) => {
    const { filter, bar } = await readForPage(event, work, scopeFilter);
    const scope = await readReportScope(work, { year: String(Number(today().slice(0, 4)) - 1), ...filter });
    const report = await buildAnnualReport(work, scope);
    const frozen = await frozenList.list(work, { year: String(scope.year), unit: scope.unitId, limit: 10 });
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
      frozen: {
        more: frozen.next_cursor !== null,
        items: frozen.items.map((one) => ({
          ...one,
          day: formatDay(one.as_of),
          when: formatInstant(one.frozen_at),
          who: one.frozen_by ?? "–",
        })),
      },
      units: choices(
        units.filter((one) => ["union", "provincial_union", "central_association", "department"].includes(one.kind)),
        (one) => one.id,
      ),
      can: { write: canWriteReport(work.actor, scope.unitPath), freeze: canFreeze(work.actor, scope.unitPath) },
    };
  });
