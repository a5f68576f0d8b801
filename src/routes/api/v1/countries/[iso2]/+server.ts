import { findCountry, listMissionPosts } from "#modules/reference/reference.queries.server.ts";
import { eachResource } from "#modules/resources.server.ts";
import { listUnitsOfCountry } from "#modules/units/unit.queries.server.ts";
import { answerOne } from "#platform/calls.server.ts";
import { found } from "#platform/http.server.ts";
import type { RequestHandler } from "./$types";

export const GET: RequestHandler = (event) =>
  answerOne(event, async (work) => {
    const country = found(await findCountry(work, event.params.iso2.toUpperCase()));
    const { iso2 } = country;
    const counts: Record<string, number> = {};
    const byYear: Record<string, unknown> = {};
    for (const [, one] of eachResource()) {
      Object.assign(counts, await one.counts?.(work, iso2));
      if (one.years) byYear[`${one.years.name}_by_year`] = await one.years.list(work, iso2);
    }
    counts.associations = (await listUnitsOfCountry(work, iso2)).length;
    counts.missions = (await listMissionPosts(work, iso2)).length;
    return { ...country, counts, ...byYear };
  });
