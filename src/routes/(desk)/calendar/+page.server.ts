import { canRecord } from "#modules/activities/activity.policy.ts";
import { ENTRY_KINDS, calendarFilter } from "#modules/calendar/calendar.filter.ts";
import { besideOf, leadOf, spanOf } from "#modules/calendar/calendar.model.ts";
import type { Entry } from "#modules/calendar/calendar.queries.server.ts";
import { listEntries } from "#modules/calendar/calendar.queries.server.ts";
import { listAnniversaries, listNationalDays } from "#modules/countries/country.queries.server.ts";
import { listCalendarDays, listCountryNames } from "#modules/reference/reference.queries.server.ts";
import { home, homeCalendar } from "#platform/home.ts";
import { show as read } from "#platform/http.server.ts";
import { addressOf } from "#platform/kinds.ts";
import { today } from "#platform/time.ts";
import { readForPage } from "../../list.server.ts";
import type { PageServerLoad } from "./$types";

/** How many of a square of the month are seen at first, and of a day of its own; its last line opens the others. */
const SHOWN = 5;
const SHOWN_OF_DAY = 40;

export const csr = false;

/** Where an entry opens: what is owed on its own page where it has one, else its record. */
const hrefOf = ({ of, id, owed, owed_id }: Entry) =>
  (owed_id && addressOf(`${of}_${owed}`, owed_id)) ?? addressOf(of, id) ?? "/";

export const load: PageServerLoad = (event) =>
  read(event, async (work) => {
    const { filter, bar } = await readForPage(event, work, calendarFilter);
    const { view = "month", country, what } = filter;
    const span = spanOf(filter, today(), home().week_starts);
    const isShown = (kind: (typeof ENTRY_KINDS)[number]) =>
      (what ?? kind) === kind && !filter.q && !filter.mine && !filter.unit_path;
    const ofCountry = <One extends { iso2: string }>(some: One[]) =>
      some.filter((one) => (country ?? one.iso2) === one.iso2);
    const few = { first: view === "month" ? SHOWN : SHOWN_OF_DAY, whole: filter.day, once: view === "list" };
    const anniversaries = isShown("anniversary") ? ofCountry(await listAnniversaries(work, { ...span, every: 1 })) : [];
    const names = await listCountryNames(
      work,
      anniversaries.map((one) => one.iso2),
      event.locals.locale,
    );
    const entries = await listEntries(work, span, filter, few);
    /** The address of the same calendar on other days, or seen in another way. */
    const at = (other: Record<string, string | undefined>) => {
      const query = new URLSearchParams(bar.query);
      for (const [name, value] of Object.entries({ month: undefined, day: undefined, ...other })) {
        if (value === undefined) query.delete(name);
        else query.set(name, value);
      }
      return `?${query.toString()}`;
    };
    const here = view === "week" ? { day: span.from } : { month: span.from.slice(0, 7) };
    return {
      bar,
      view,
      span,
      today: today(),
      lead: leadOf(span.from, home().week_starts),
      canAdd: canRecord(work.actor),
      entries: entries.map((one) => ({ ...one, href: hrefOf(one) })),
      days: await listCalendarDays(work, homeCalendar(), span),
      nationalDays: isShown("national_day") ? ofCountry(await listNationalDays(work, span)) : [],
      anniversaries: anniversaries.map((one) => ({ ...one, country: names[one.iso2] ?? one.iso2 })),
      links: {
        before: at(besideOf(filter, span, false)),
        after: at(besideOf(filter, span, true)),
        now: `${at({})}#d${today()}`,
        views: {
          month: at({ view: undefined, month: span.from.slice(0, 7) }),
          week: at({ view: "week", day: span.from }),
          list: at({ view: "list", month: span.from.slice(0, 7) }),
        },
        feed: `/me/calendar?${new URLSearchParams(Object.entries({ country, what }).filter((one): one is [string, string] => one[1] !== undefined)).toString()}`,
        whole: Object.fromEntries(
          entries
            .filter((one) => one.on_day > few.first)
            .map((one) => [one.on_date, `${at({ ...here, day: one.on_date })}#d${one.on_date}`]),
        ),
      },
    };
  });
