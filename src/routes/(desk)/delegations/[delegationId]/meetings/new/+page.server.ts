import { addMeeting } from "#modules/delegations/delegation-parts.commands.server.ts";
import { meetingForm } from "#modules/delegations/delegation.forms.ts";
import { submit } from "#platform/http.server.ts";
import { loadPart } from "../../part.server.ts";
import type { Actions, PageServerLoad } from "./$types";

export const load: PageServerLoad = (event) => loadPart(event);

export const actions: Actions = {
  default: (event) =>
    submit(event, meetingForm, async (work, part) => {
      await addMeeting(work, event.params.delegationId, part);
      return `/delegations/${event.params.delegationId}?did=part_added#meetings`;
    }),
};
