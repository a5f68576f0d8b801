import { scopeFilter } from "#modules/reports/indicator.filter.ts";
import { canFreeze, canWriteReport } from "#modules/reports/report.policy.ts";
import { readReportScope } from "#modules/reports/indicator.queries.server.ts";
import { frozenList } from "#modules/reports/frozen.queries.server.ts";
import { buildAnnualReport } from "#modules/reports/report.queries.server.ts";
import { figureAddress, hasBegun, queryOf, yearBefore } from "#modules/reports/figure.model.ts";
import { chartsOf } from "#modules/reports/report-charts.server.ts";
import { beforeHead, narrate, sayBefore, sayKnown } from "#modules/reports/report-words.server.ts";
import { listUnitChoices } from "#modules/units/unit.queries.server.ts";
import { formatDay, formatInstant } from "#platform/format.ts";
import { load as read } from "#platform/http.server.ts";
import { choices } from "#platform/names.ts";
import { today } from "#platform/time.ts";
import { readForPage } from "../../../list.server.ts";
import type { PageServerLoad } from "./$types";

/** The units whose reports are asked for most; whoever works in another finds it beside them. */
const OFFERED = ["union", "provincial_union", "central_association", "department"];

export const load: PageServerLoad = (event) =>
  read(event, async (work) => {
    const { filter, bar } = await readForPage(event, work, scopeFilter);
    const scope = await readReportScope(work, { year: String(Number(today().slice(0, 4)) - 1), ...filter });
    const report = await buildAnnualReport(work, scope);
    const frozen = await frozenList.list(work, { year: String(scope.year), unit: scope.unitId, limit: 10 });
    const units = await listUnitChoices(work);
    const sections = narrate(report, event.locals.locale);
    return {
      scope,
      refused: bar.refused,
      query: queryOf(scope),
      report,
      sections: sections.map(({ sentences, ...section }) => ({
        ...section,
        sentences: sentences.map(({ key, text }) => ({ text, href: key && figureAddress(key, scope) })),
      })),
      figures: report.figures.map((one) => ({
        key: one.key,
        now: { text: sayKnown(one), href: figureAddress(one.key, scope) },
        before: { text: sayBefore(one), href: figureAddress(one.key, yearBefore(scope)) },
      })),
      beforeHead: beforeHead(report),
      charts: chartsOf(report, scope, event.locals.locale),
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
        units.filter((one) => OFFERED.includes(one.kind) || work.actor.paths.includes(one.path)),
        (one) => one.id,
      ),
      can: {
        write: canWriteReport(work.actor, scope.unitPath),
        freeze: canFreeze(work.actor, scope.unitPath) && hasBegun(scope),
      },
    };
  });
