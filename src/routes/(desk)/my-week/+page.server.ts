import { listCountryNames } from "#modules/reference/reference.queries.server.ts";
import { hasWeek } from "#modules/today/my-week.policy.ts";
import { WEEK_DAYS, findMyWeek } from "#modules/today/my-week.queries.server.ts";
import { requirePermission } from "#platform/errors.ts";
import { formatDay, formatDays, formatMonth, formatNumber } from "#platform/format.ts";
import { show as read } from "#platform/http.server.ts";
import { addressOf } from "#platform/kinds.ts";
import { nameOf } from "#platform/names.ts";
import { addDays } from "#platform/time.ts";
import type { PageServerLoad } from "./$types";
import { readFigures } from "./figures.server.ts";

const STATES = ["done", "dropped", "left"] as const;

export const csr = false;

export const load: PageServerLoad = (event) =>
  read(event, async (work) => {
    requirePermission(hasWeek(work.actor));
    const [week, figures] = await Promise.all([findMyWeek(work), readFigures(work, event.locals.locale)]);
    const { day, guests, planned } = week;
    const codes = [...new Set(guests.items.flatMap((one) => one.countries))];
    const names = await listCountryNames(work, codes, event.locals.locale);
    return {
      days: formatDays(day, addDays(day, WEEK_DAYS)),
      month: formatMonth(Number(day.slice(0, 4)), Number(day.slice(5, 7))),
      countryNames: names,
      guests: {
        more: guests.more,
        items: guests.items.map((guest) => ({
          ...guest,
          href: addressOf(guest.kind, guest.id),
          days: formatDays(guest.from_on, guest.until_on),
          contacts: guest.contacts.map((one) => ({ ...one, href: addressOf(one.kind, one.id) })),
        })),
      },
      plan: {
        counts: Object.fromEntries(
          STATES.map((state) => [state, formatNumber(planned.filter((one) => one.state === state).length)]),
        ),
        // What is still to be done comes first.
        rows: [...planned.filter((one) => one.state === "left"), ...planned.filter((one) => one.state !== "left")].map(
          (one) => ({ ...one, href: addressOf(one.kind, one.id), day: formatDay(one.on_date) }),
        ),
        all: formatNumber(planned.length),
      },
      chaired: week.chaired.map((one) => ({
        ...one,
        href: addressOf("activity", one.id),
        when: [formatDays(one.from_on, one.until_on), one.hour].filter(Boolean).join(", "),
        where: [one.place, one.room].filter(Boolean).join(", "),
      })),
      silent: week.silent.map((one) => ({ iso2: one.iso2, name: nameOf(one), last: formatDay(one.last_on) })),
      ...figures,
    };
  });
