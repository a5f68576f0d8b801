import { countActivities } from "#modules/activities/activity.queries.server.ts";
import { sumAidByYear } from "#modules/aid-projects/aid-project.queries.server.ts";
import { countDelegations, countDelegationsByYear } from "#modules/delegations/delegation.queries.server.ts";
import { countPartners } from "#modules/partners/partner.queries.server.ts";
import { findCountry, listMissionPosts } from "#modules/reference/reference.queries.server.ts";
import { listUnitsOfCountry } from "#modules/units/unit.queries.server.ts";
import { answer, found } from "#platform/http.server.ts";
import type { RequestHandler } from "./$types";

export const GET: RequestHandler = (event) =>
  answer(event, async (work) => {
    const country = found(await findCountry(work, event.params.iso2.toUpperCase()));
    const { iso2 } = country;
    return {
      ...country,
      counts: {
        partners: await countPartners(work, { country: iso2 }),
        delegations_out: await countDelegations(work, { country: iso2, direction: "outgoing" }),
        delegations_in: await countDelegations(work, { country: iso2, direction: "incoming" }),
        activities: await countActivities(work, { country: iso2, status: "held" }),
        associations: (await listUnitsOfCountry(work, iso2)).length,
        missions: (await listMissionPosts(work, iso2)).length,
      },
      delegations_by_year: await countDelegationsByYear(work, iso2),
      aid_by_year: await sumAidByYear(work, iso2),
    };
  });
