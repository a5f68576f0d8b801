import { listHostings } from "#modules/delegations/delegation-hosting.queries.server.ts";
import { listJourneys, listParts } from "#modules/delegations/delegation-parts.queries.server.ts";
import { findDelegation } from "#modules/delegations/delegation.queries.server.ts";
import { found, show as read } from "#platform/http.server.ts";
import { nameOf } from "#platform/names.ts";
import { asUnionCalled } from "#platform/union-shown.ts";
import { daysOf, sheetDays } from "../../day-sheet.ts";
import type { PageServerLoad } from "./$types";

/** Read in a car, far from a fast line. */
export const csr = false;

/** Whoever sees the visit reads it; telephones are for those who work in the union. */
export const load: PageServerLoad = (event) =>
  read(event, async (work) => {
    const visit = found(await findDelegation(work, event.params.delegationId));
    const { programme } = await listParts(work, visit.id);
    const isInside = work.actor.reach !== "outside";
    const entries = programme.map(({ host_name, host_name_in, ...one }) => ({
      ...one,
      host: host_name === null ? null : nameOf({ name: host_name, name_in: asUnionCalled(host_name, host_name_in) }),
    }));
    const journeys = (await listJourneys(work, visit.id)).map((one) => ({
      ...one,
      met_by_phone: isInside ? one.met_by_phone : null,
    }));
    const people = (await listHostings(work, visit.id)).flatMap((one) =>
      one.contact_name === null || one.status === "withdrawn"
        ? []
        : [
            {
              days: [one.from_on, one.until_on] as [string, string],
              name: one.contact_name,
              unit: nameOf({ name: one.host_name, name_in: asUnionCalled(one.host_name, one.host_name_in) }),
              phone: isInside ? one.contact_phone : null,
            },
          ],
    );
    const day = event.url.searchParams.get("day");
    return {
      visit: { id: visit.id, title: visit.title, needs: visit.needs },
      days: daysOf({ entries, journeys }),
      sheets: sheetDays({ entries, journeys, people }, day),
      day,
    };
  });
