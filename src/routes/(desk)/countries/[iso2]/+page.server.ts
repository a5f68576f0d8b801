import { countActivities, listActivities } from "#modules/activities/activity.queries.server.ts";
import { dossierFilter } from "#modules/countries/country.filter.ts";
import { listAnniversaries } from "#modules/countries/country.queries.server.ts";
import { countDelegations, listDelegations } from "#modules/delegations/delegation.queries.server.ts";
import { listDocumentsWith } from "#modules/delegations/delegation-parts.queries.server.ts";
import { countPartners, listPartners } from "#modules/partners/partner.queries.server.ts";
import { findCountry, listForeignNgosOf, listMissionPosts } from "#modules/reference/reference.queries.server.ts";
import { readScope } from "#modules/reports/indicator.queries.server.ts";
import { findNamedUnit, listUnitsOfCountry } from "#modules/units/unit.queries.server.ts";
import type { Work } from "#platform/db.server.ts";
import { found, show as read } from "#platform/http.server.ts";
import { addDays, today } from "#platform/time.ts";
import { readForPage } from "../../../list.server.ts";
import type { PageServerLoad } from "./$types";
import { countDossier } from "./figures.server.ts";

/** How many of a list the dossier shows; the rest is one link away. */
const SHOWN = 12;

export const csr = false;

export const load: PageServerLoad = (event) =>
  read(event, async (work) => {
    const country = found(await findCountry(work, event.params.iso2.toUpperCase()));
    const { filter, bar } = await readForPage(event, work, dossierFilter);
    const { year, unit } = filter;
    const { iso2 } = country;
    const scope = await readScope(work, { unit, as_of: today(), tree: "now" });
    const of = { iso2, year, path: unit && scope.unitPath };
    const ahead = await listAnniversaries(work, { from: today(), to: addDays(today(), 3660), every: 5 });
    const outside = work.actor.reach === "outside";
    return {
      country,
      year,
      scope: { ...scope, unit: found(await findNamedUnit(work, "unit", scope.unitId)) },
      isNarrowed: unit !== undefined,
      ownUnit: await findOwnUnit(work),
      refused: bar.refused,
      anniversaries: ahead.filter((one) => one.iso2 === iso2),
      units: await listUnitsOfCountry(work, iso2),
      missions: await listMissionPosts(work, iso2),
      ngos: await listForeignNgosOf(work, iso2),
      documents: await listDocumentsWith(work, iso2),
      ...(await listLatest(work, of)),
      ...(await countDossier(work, { ...of, scope, outside })),
    };
  });

type Of = { iso2: string; year: string | undefined; path: string | undefined };

/** The newest of each kind that the reader may open, and where the others are. */
async function listLatest(work: Work, { iso2: country, year, path: unit_path }: Of) {
  const all = { country, unit_path };
  const ofYear = { ...all, year };
  const partners = async (are: "persons" | "organizations") => {
    const of = { country, known_to: unit_path, are, sort: "last_contact" } as const;
    const { items } = await listPartners(work, { ...of, limit: SHOWN });
    return { items, more: moreAt("partners", of, await countPartners(work, of)) };
  };
  return {
    organizations: await partners("organizations"),
    persons: await partners("persons"),
    delegations: {
      items: (await listDelegations(work, { ...ofYear, limit: SHOWN })).items,
      more: moreAt("delegations", ofYear, await countDelegations(work, ofYear)),
    },
    activities: (await listActivities(work, { ...ofYear, limit: SHOWN })).items,
    activitiesMore: moreAt("activities", ofYear, await countActivities(work, ofYear)),
  };
}

function moreAt(list: string, filter: Record<string, string | undefined>, total: number) {
  const given = Object.entries(filter).filter((entry): entry is [string, string] => entry[1] !== undefined);
  return total > SHOWN ? { href: `/${list}?${new URLSearchParams(given).toString()}`, count: total - SHOWN } : null;
}

/** The unit that the reader acts for, where that is not the whole union. */
async function findOwnUnit(work: Work) {
  const { unitId, unitPath } = work.actor;
  return unitId && unitPath?.includes(".") ? findNamedUnit(work, "unit", unitId) : undefined;
}
