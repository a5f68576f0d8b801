import { lastDayOfKeys, renewCalendar } from "#modules/access/key.commands.server.ts";
import { calendarForm } from "#modules/access/key.forms.ts";
import { feedFilter } from "#modules/calendar/calendar.filter.ts";
import { readFilter } from "#platform/filter.ts";
import { showMade } from "#platform/http.server.ts";
import { freshSessionOf } from "../../../fresh.server.ts";
import type { Actions, PageServerLoad } from "./$types";

export const load: PageServerLoad = (event) => {
  freshSessionOf(event);
  // What the calendar was narrowed to where one asked for it on a phone; what a feed does not know is left out.
  const { given } = readFilter(feedFilter, event.url.searchParams);
  const narrowed = new URLSearchParams(given).toString();
  return { last: lastDayOfKeys(), narrowed: narrowed && `?${narrowed}` };
};

export const actions: Actions = {
  default: (event) => {
    freshSessionOf(event);
    return showMade(event, calendarForm, (work, { appointment_id }) => renewCalendar(work, appointment_id));
  },
};
