import { countActivities, activityList } from "#modules/activities/activity.queries.server.ts";
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
import { listNotesOf } from "../../notes/notes-of.server.ts";
import { countDossier } from "./figures.server.ts";
import { lifeOf } from "./life.server.ts";

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
    const outside = work.actor.reach === "outside";
    const [known, latest, named, ownUnit, counted, noted] = await Promise.all([
      listKnown(work, iso2),
      listLatest(work, of),
      findNamedUnit(work, "unit", scope.unitId),
      findOwnUnit(work),
      countDossier(work, { ...of, scope, outside }),
      listNotesOf(work, { country: iso2 }),
    ]);
    return {
      country,
      year,
      scope: { ...scope, unit: found(named) },
      isNarrowed: unit !== undefined,
      ownUnit,
      refused: bar.refused,
      ...known,
      ...latest,
      ...counted,
      noted,
      life: lifeOf({ country, ...known, ...counted, outside }),
      thisYear: Number(today().slice(0, 4)),
    };
  });

/** What does not depend on what was done: when relations and associations are celebrated, who is there, what was signed. */
async function listKnown(work: Work, iso2: string) {
  const span = { from: today(), to: addDays(today(), 3660), every: 5 };
  const [anniversaries, units, missions, ngos, documents] = await Promise.all([
    listAnniversaries(work, span, iso2),
    listUnitsOfCountry(work, iso2),
    listMissionPosts(work, iso2),
    listForeignNgosOf(work, iso2),
    listDocumentsWith(work, iso2),
  ]);
  return { anniversaries, units, missions, ngos, documents };
}

type Of = { iso2: string; year: string | undefined; path: string | undefined };

/** The newest of each kind that the reader may open, and where the others are. */
async function listLatest(work: Work, { iso2: country, year, path: unit_path }: Of) {
  const all = { country, unit_path };
  const ofYear = { ...all, year };
  const partners = async (are: "persons" | "organizations") => {
    const of = { country, known_to: unit_path, are, sort: "last_contact" } as const;
    const [{ items }, total] = await Promise.all([
      listPartners(work, { ...of, limit: SHOWN }),
      countPartners(work, of),
    ]);
    return { items, more: moreAt("partners", of, total) };
  };
  const [organizations, persons, visits, visitsTotal, activities, activitiesTotal] = await Promise.all([
    partners("organizations"),
    partners("persons"),
    listDelegations(work, { ...ofYear, limit: SHOWN }),
    countDelegations(work, ofYear),
    activityList.list(work, { ...ofYear, limit: SHOWN }),
    countActivities(work, ofYear),
  ]);
  return {
    organizations,
    persons,
    delegations: { items: visits.items, more: moreAt("delegations", ofYear, visitsTotal) },
    activities: activities.items,
    activitiesMore: moreAt("activities", ofYear, activitiesTotal),
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
