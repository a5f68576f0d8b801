import { lastDayOfKeys, renewCalendar } from "#modules/access/key.commands.server.ts";
import { calendarForm } from "#modules/access/key.forms.ts";
import { showMade } from "#platform/http.server.ts";
import { freshSessionOf } from "../../../fresh.server.ts";
import type { Actions, PageServerLoad } from "./$types";

export const load: PageServerLoad = (event) => {
  freshSessionOf(event);
  return { last: lastDayOfKeys() };
};

export const actions: Actions = {
  default: (event) => {
    freshSessionOf(event);
    return showMade(event, calendarForm, (work, { appointment_id }) => renewCalendar(work, appointment_id));
  },
};
