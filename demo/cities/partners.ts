import type { Work } from "#platform/db.server.ts";
import { addDays } from "#platform/time.ts";
import type { UnitIndex } from "../load.ts";
import type { Random } from "../random.ts";
import { inventForeignName } from "../people.ts";
import { writePartners } from "../load-partners.ts";
import { rightsIn } from "../records.ts";
import { TWINS } from "./union.ts";

const BODIES = [
  ["local_government", (city: string) => `City of ${city}, International Relations`],
  ["friendship_association", (city: string) => `${city} Friends of Switzerland`],
  ["university", (city: string) => `University of ${city}`],
] as const;

/** Of each twin city its town hall, its society of friends, a school, and two persons. */
export async function loadPartners(
  work: Work,
  units: UnitIndex,
  of: { random: Random; today: string },
): Promise<Map<string, string[]>> {
  const { random, today } = of;
  const rows = TWINS.flatMap(([unit, country_iso2, city]) => {
    const known = {
      country_iso2,
      first_contact_on: addDays(today, -random.between(400, 6000)),
      rights: rightsIn(units, unit, "union"),
    };
    const bodies = BODIES.map(([kind, name]) => ({
      ...known,
      kind,
      name: name(city),
      family_name: null,
      given_name: null,
      position: null,
    }));
    const persons = Array.from({ length: 2 }, () => {
      const { given, family } = inventForeignName(random);
      return {
        ...known,
        kind: "individual_friend" as const,
        name: `${given} ${family}`,
        family_name: family,
        given_name: given,
        position: `Committee of ${city}`,
      };
    });
    return [...bodies, ...persons];
  }).map(({ rights, ...partner }) => ({
    id: crypto.randomUUID(),
    ...partner,
    name_in: {},
    last_contact_on: partner.first_contact_on,
    ...rights,
  }));
  return writePartners(work, rows);
}
