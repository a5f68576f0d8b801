import { listCountryNames } from "#modules/reference/reference.queries.server.ts";
import { readScope } from "#modules/reports/indicator.queries.server.ts";
import { unitDayFilter } from "#modules/units/unit.filter.ts";
import { canKeepPosts, canOrganise } from "#modules/units/unit.policy.ts";
import { postsOn } from "#modules/units/unit-post.model.ts";
import { findAround } from "#modules/units/unit-tree.queries.server.ts";
import { findUnit, listUnitParts } from "#modules/units/unit.queries.server.ts";
import type { Work } from "#platform/db.server.ts";
import { listHistory } from "#platform/history.server.ts";
import { found, show as read } from "#platform/http.server.ts";
import { shown } from "#platform/shown.ts";
import { tellHistory } from "#platform/history-sentences.server.ts";
import { today } from "#platform/time.ts";
import { readForPage } from "../../../list.server.ts";
import { readYearBars } from "../../../year-bars.server.ts";
import type { PageServerLoad } from "./$types";

export const csr = false;

export const load: PageServerLoad = (event) =>
  read(event, async (work) => {
    const unit = found(await findUnit(work, event.params.unitId));
    const { filter, bar } = await readForPage(event, work, unitDayFilter);
    const { posts, ...parts } = await listUnitParts(work, unit.id, filter.on);
    return shown({
      unit: shown(unit),
      countryNames: await listCountryNames(work, unit.country_iso2 ? [unit.country_iso2] : [], event.locals.locale),
      ...parts,
      posts: postsOn(posts, filter.on).map((post) => ({
        ...post,
        holders: post.holders.map(shown),
        others: post.others.map(shown),
      })),
      around: await findAround(work, unit),
      charts: await drawYears(work, unit.id),
      until: Number(today().slice(0, 4)),
      asOf: today(),
      on: filter.on,
      bar,
      can: { organise: canOrganise(work.actor), posts: canKeepPosts(work.actor, unit) },
      history: await tellHistory(work, await listHistory(work, unit.id)),
    });
  });

/** What the unit and those below it did in each year, as the indicators count it. */
async function drawYears(work: Work, unit: string) {
  const scope = await readScope(work, { unit, as_of: today(), tree: "now" });
  const keys = ["onsite_activities", "delegations_out", "delegations_in"] as const;
  const charts = await Promise.all(keys.map(async (key) => ({ key, bars: await readYearBars(work, key, scope) })));
  return charts.filter(({ bars }) => bars.length > 0);
}
