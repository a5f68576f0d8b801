import { calendarFilter } from "#modules/activities/activity.filter.ts";
import { listOnCalendar } from "#modules/activities/activity-days.queries.server.ts";
import { listNationalDays } from "#modules/countries/country.queries.server.ts";
import { listCalendarDays } from "#modules/reference/reference.queries.server.ts";
import { home, homeCalendar } from "#platform/home.ts";
import { show as read } from "#platform/http.server.ts";
import { addDays, today } from "#platform/time.ts";
import { readForPage } from "../../../list.server.ts";
import type { PageServerLoad } from "./$types";

/** How many of a day are seen at first; its last line opens the others. */
const SHOWN = 5;

export const csr = false;

export const load: PageServerLoad = (event) =>
  read(event, async (work) => {
    const { filter, bar } = await readForPage(event, work, calendarFilter);
    const month = filter.month ?? today().slice(0, 7);
    const from = `${month}-01`;
    const until = addDays(addDays(from, 31).slice(0, 8) + "01", -1);
    return {
      month,
      refused: bar.refused,
      today: today(),
      from,
      until,
      activities: await listOnCalendar(work, { from, to: until, first: SHOWN, whole: filter.day }),
      weekStarts: home().week_starts,
      days: await listCalendarDays(work, homeCalendar(), { from, to: until }),
      nationalDays: await listNationalDays(work, { from, to: until }),
    };
  });
