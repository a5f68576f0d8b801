import type { Scope } from "#modules/reports/fact.queries.server.ts";
import { REGIONS, MAPS, glanceFilter } from "#modules/reports/glance.filter.ts";
import { findGlance } from "#modules/reports/glance.queries.server.ts";
import { statusOf } from "#modules/reports/indicator.model.ts";
import { readReportScope } from "#modules/reports/indicator.queries.server.ts";
import { findNamedUnit, listUnitChoices } from "#modules/units/unit.queries.server.ts";
import { formatDay, formatNumber } from "#platform/format.ts";
import { found, show as read } from "#platform/http.server.ts";
import { doesWork } from "#platform/own-words.ts";
import { choices, nameOf } from "#platform/names.ts";
import * as m from "#words/messages.js";
import { readForPage } from "../../list.server.ts";
import type { PageServerLoad } from "./$types";
import { mapOf } from "./map.server.ts";
import { attentionOf, figuresOf, monthsOf, promisesAddress, tilesOf } from "./parts.server.ts";
import { reportingOf } from "./reporting.server.ts";

export const csr = false;

export const load: PageServerLoad = (event) =>
  read(event, async (work) => {
    const { filter, bar } = await readForPage(event, work, glanceFilter);
    const scope = await readReportScope(work, filter);
    const { show = "activities", region } = filter;
    const [glance, units, unit] = await Promise.all([
      findGlance(work, scope, show),
      listUnitChoices(work),
      findNamedUnit(work, "unit", scope.unitId),
    ]);
    const map = await mapOf(work, glance.byCountry, { show, region, scope });
    const { late, promised } = glance.attention;
    return {
      year: scope.year,
      unit: nameOf(found(unit)),
      unitId: scope.unitId,
      asOf: formatDay(scope.asOf),
      status: m.report_status({ status: statusOf(scope.year, scope.asOf) }),
      refused: bar.refused,
      units: choices(
        // Embassies by the dozen would hide all others; whoever works in one finds it.
        units.filter((one) => one.kind !== "mission" || work.actor.paths.includes(one.path)),
        (one) => one.id,
      ),
      figures: figuresOf(glance, scope),
      promises: {
        late: formatNumber(late),
        open: formatNumber(promised),
        hrefLate: promisesAddress("late", scope.unitPath),
        hrefOpen: promisesAddress("open", scope.unitPath),
      },
      map: {
        ...map,
        shown: m.glance_show({ show }),
        shows: MAPS.filter((one) => one !== "aid" || doesWork("aid")).map((one) =>
          choiceOf(scope, { show: one, region }, one === show, m.glance_show({ show: one })),
        ),
        regionLinks: [undefined, ...REGIONS].map((one) => {
          const word = one ? m.glance_region({ region: one }) : m.glance_region_all();
          return choiceOf(scope, { show, region: one }, one === region, word);
        }),
      },
      months: monthsOf(glance, scope),
      tiles: await tilesOf(work, glance.hosted, scope),
      attention: attentionOf(glance, scope.unitPath),
      reporting: reportingOf(glance, scope),
    };
  });

/** One of several things to choose from, by a link that keeps all else. */
function choiceOf(scope: Scope, asked: { show: string; region: string | undefined }, isChosen: boolean, word: string) {
  const query = new URLSearchParams({ year: String(scope.year), unit: scope.unitId, show: asked.show });
  if (asked.region) query.set("region", asked.region);
  return { href: `/glance?${query.toString()}#map`, word, isChosen };
}
