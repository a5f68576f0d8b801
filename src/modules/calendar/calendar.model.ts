import { addDays } from "#platform/time.ts";
import type { CalendarFilter } from "./calendar.filter.ts";

export type Span = { from: string; to: string };

/** The days that an address asks for: the week of a day, else a month; of a day that is named the month is its own. */
export function spanOf({ view, month, day }: CalendarFilter, today: string, weekStarts: number): Span {
  const on = day ?? (month ? `${month}-01` : today);
  if (view === "week") {
    const from = addDays(on, -leadOf(on, weekStarts));
    return { from, to: addDays(from, 6) };
  }
  const from = `${on.slice(0, 7)}-01`;
  return { from, to: addDays(`${addDays(from, 31).slice(0, 7)}-01`, -1) };
}

/** How many days of a week lie before this one; a week starts on Monday (1) to Sunday (7). */
export function leadOf(day: string, weekStarts: number): number {
  return (new Date(`${day}T00:00:00Z`).getUTCDay() + 7 - (weekStarts % 7)) % 7;
}

/** The same view of the days before or after: what its address is narrowed by, `day` or `month`. */
export function besideOf({ view }: CalendarFilter, { from, to }: Span, isAfter: boolean): Record<string, string> {
  if (view === "week") return { day: isAfter ? addDays(to, 1) : addDays(from, -7) };
  return { month: (isAfter ? addDays(to, 1) : addDays(from, -1)).slice(0, 7) };
}
