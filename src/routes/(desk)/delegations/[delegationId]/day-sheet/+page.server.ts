import { daysOf, sheetDays } from "#modules/delegations/delegation-day-sheet.model.ts";
import { sheetOf } from "#modules/delegations/delegation-day-sheet.server.ts";
import { listHostings } from "#modules/delegations/delegation-hosting.queries.server.ts";
import { listParts } from "#modules/delegations/delegation-parts.queries.server.ts";
import { findDelegation } from "#modules/delegations/delegation.queries.server.ts";
import { found, show as read } from "#platform/http.server.ts";
import type { PageServerLoad } from "./$types";

/** Read in a car, far from a fast line. */
export const csr = false;

export const load: PageServerLoad = (event) =>
  read(event, async (work) => {
    const visit = found(await findDelegation(work, event.params.delegationId));
    const { programme, journeys } = await listParts(work, visit.id);
    const sheet = sheetOf(work, { programme, journeys, hostings: await listHostings(work, visit.id) });
    const day = event.url.searchParams.get("day");
    return {
      visit: { id: visit.id, title: visit.title, needs: visit.needs },
      days: daysOf(sheet),
      sheets: sheetDays(sheet, day),
      day,
    };
  });
