import { lastDayOfKeys, renewCalendar } from "#modules/access/key.commands.server.ts";
import { calendarForm } from "#modules/access/key.forms.ts";
import type { Actions, PageServerLoad } from "./$types";
import { showMade } from "../made-key.server.ts";

export const load: PageServerLoad = () => ({ last: lastDayOfKeys() });

export const actions: Actions = {
  default: (event) => showMade(event, calendarForm, (work, { appointment_id }) => renewCalendar(work, appointment_id)),
};
