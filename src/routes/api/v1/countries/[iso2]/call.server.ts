import type { Handler } from "#platform/asked.ts";
import { findCountry, listMissionPosts } from "#modules/reference/reference.queries.server.ts";
import { keptFigure } from "#modules/reports/kept-figure.queries.server.ts";
import { eachResource } from "#modules/resources.server.ts";
import { isClosed } from "#modules/units/unit.model.ts";
import { listUnitsOfCountry } from "#modules/units/unit.queries.server.ts";
import { answerOne } from "#platform/calls.server.ts";
import type { Work } from "#platform/db.server.ts";
import { found } from "#platform/http.server.ts";
import { today } from "#platform/time.ts";

export const GET: Handler<{ iso2: string }> = (event) =>
  answerOne(event, async (work) => {
    const country = found(await findCountry(work, event.params.iso2.toUpperCase()));
    const { iso2 } = country;
    const open = await countRecords(work, iso2);
    // The same for everybody inside. Who stands outside is told none of it: nothing shared is not nothing there.
    const isInside = work.actor.reach !== "outside" && work.actor.reach !== "anonymous";
    const counts = isInside
      ? await keptFigure(work, `counts of ${iso2} on ${today()}`, () => countRecords(work, iso2))
      : Object.fromEntries(Object.keys(open).map((name) => [name, null]));
    const years = await keptFigure(work, `years of ${iso2} on ${today()}`, () => countYears(work, iso2));
    const byYear = isInside ? years : Object.fromEntries(Object.keys(years).map((name) => [name, null]));
    const doubts = {
      national_day_to_be_confirmed: country.national_day !== null && country.national_day_source === null,
      relations_to_be_confirmed: country.confidence !== null && country.confidence !== "A",
    };
    const associations = (await listUnitsOfCountry(work, iso2)).filter((one) => !isClosed(one)).length;
    const missions = (await listMissionPosts(work, iso2)).length;
    return { ...country, ...doubts, as_of: today(), counts: { ...counts, associations, missions }, open, ...byYear };
  });

async function countRecords(work: Work, iso2: string) {
  const counts: Record<string, number> = {};
  for (const [, one] of eachResource()) Object.assign(counts, await one.counts?.(work, iso2));
  return counts;
}

async function countYears(work: Work, iso2: string) {
  const byYear: Record<string, unknown> = {};
  for (const [, one] of eachResource())
    if (one.years) byYear[`${one.years.name}_by_year`] = await one.years.list(work, iso2);
  return byYear;
}
