import { lastDayOfKeys, renewCalendar } from "#modules/access/key.commands.server.ts";
import { calendarForm } from "#modules/access/key.forms.ts";
import { feedFilter } from "#modules/calendar/calendar.filter.ts";
import { load as read, showMade } from "#platform/http.server.ts";
import { freshSessionOf } from "../../../fresh.server.ts";
import { readForPage } from "../../../list.server.ts";
import type { Actions, PageServerLoad } from "./$types";

export const load: PageServerLoad = (event) => {
  freshSessionOf(event);
  return read(event, async (work) => {
    // What the calendar was narrowed to where one asked for it on a phone; what a feed does not know is said and left out.
    const { bar } = await readForPage(event, work, feedFilter);
    return { last: lastDayOfKeys(), narrowed: bar.query && `?${bar.query}`, said: bar.said, refused: bar.refused };
  });
};

export const actions: Actions = {
  default: (event) => {
    freshSessionOf(event);
    return showMade(event, calendarForm, (work, { appointment_id }) => renewCalendar(work, appointment_id));
  },
};
