import { daysOf, sheetDays } from "#modules/delegations/delegation-day-sheet.model.ts";
import { findHosted, findHosting } from "#modules/delegations/delegation-hosting.queries.server.ts";
import { found, show as read } from "#platform/http.server.ts";
import { nameOf } from "#platform/names.ts";
import { asUnionCalled } from "#platform/union-shown.ts";

import type { PageServerLoad } from "./$types";

export const csr = false;

/** The part of one host: its own entries and its own people. */
export const load: PageServerLoad = (event) =>
  read(event, async (work) => {
    const hosting = found(await findHosting(work, event.params.hostingId));
    const { entries, needs } = found(await findHosted(work, hosting));
    const { from_on, until_on, contact_name, contact_phone } = hosting;
    const unit = nameOf({ name: hosting.host_name, name_in: asUnionCalled(hosting.host_name, hosting.host_name_in) });
    const days: [string, string] = [from_on, until_on];
    const people = contact_name === null ? [] : [{ days, unit, name: contact_name, phone: contact_phone }];
    const day = event.url.searchParams.get("day");
    return {
      hosting: { id: hosting.id, title: hosting.title },
      days: daysOf({ entries, journeys: [] }),
      sheets: sheetDays({ entries, journeys: [], people }, day),
      needs,
      day,
    };
  });
