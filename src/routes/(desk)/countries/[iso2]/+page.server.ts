import { countActivities, listActivities } from "#modules/activities/activity.queries.server.ts";
import { dossierFilter } from "#modules/countries/country.filter.ts";
import { listAnniversaries } from "#modules/countries/country.queries.server.ts";
import { countDelegationsByYear, listDelegations } from "#modules/delegations/delegation.queries.server.ts";
import { listDocumentsWith } from "#modules/delegations/delegation-parts.queries.server.ts";
import { countPartners, listPartners } from "#modules/partners/partner.queries.server.ts";
import { findCountry, listForeignNgosOf, listMissionPosts } from "#modules/reference/reference.queries.server.ts";
import { eachResource } from "#modules/resources.server.ts";
import { listUnitsOfCountry } from "#modules/units/unit.queries.server.ts";
import type { Work } from "#platform/db.server.ts";
import { formatNumber } from "#platform/format.ts";
import { found, load as read } from "#platform/http.server.ts";
import { lineOf } from "#platform/kinds.ts";
import { addDays, today } from "#platform/time.ts";
import { wordsFor } from "#platform/words.server.ts";
import { readForPage } from "../../../list.server.ts";
import type { PageServerLoad } from "./$types";

export const load: PageServerLoad = (event) =>
  read(event, async (work) => {
    const country = found(await findCountry(work, event.params.iso2.toUpperCase()));
    const { filter, bar } = await readForPage(event, work, dossierFilter);
    const { year } = filter;
    const { iso2 } = country;
    const ahead = await listAnniversaries(work, { from: today(), to: addDays(today(), 3660), every: 5 });
    return {
      country,
      year,
      refused: bar.refused,
      anniversaries: ahead.filter((one) => one.iso2 === iso2).slice(0, 4),
      units: await listUnitsOfCountry(work, iso2),
      missions: await listMissionPosts(work, iso2),
      ngos: await listForeignNgosOf(work, iso2),
      organizations: await latest(work, iso2, "organizations"),
      persons: await latest(work, iso2, "persons"),
      documents: await listDocumentsWith(work, iso2),
      partnersTotal: await countPartners(work, { country: iso2 }),
      delegations: (await listDelegations(work, { country: iso2, year, limit: 12 })).items,
      activities: (await listActivities(work, { country: iso2, year, limit: 12 })).items,
      activitiesTotal: await countActivities(work, { country: iso2, year, status: "held" }),
      visits: await countDelegationsByYear(work, iso2),
      charts: await listCharts(work, iso2),
    };
  });

/** What each kind of record draws of a country: a bar for each year, which opens as its list. */
async function listCharts(work: Work, iso2: string) {
  const charts = eachResource().map(async ([kind, { years }]) => {
    if (!years?.chart) return [];
    const { title, source, value, inMillions, only } = years.chart;
    const bars = (await years.list(work, iso2)).map(({ year, [value]: counted }) => ({
      label: String(year),
      value: Number(counted),
      text: inMillions ? formatNumber(Number(counted) / 1e6, 1) : String(counted),
      href: `/${lineOf(kind).list}?${new URLSearchParams({ country: iso2, year: String(year), ...only })}`,
    }));
    return [{ title: wordsFor(title) ?? "", source: wordsFor(source) ?? "", bars }];
  });
  return (await Promise.all(charts)).flat().filter(({ bars }) => bars.length > 0);
}

async function latest(work: Work, country: string, are: "persons" | "organizations") {
  return (await listPartners(work, { country, are, sort: "last_contact", limit: 12 })).items;
}
