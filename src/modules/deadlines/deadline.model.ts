import { RuleError } from "#platform/errors.ts";
import { addDays } from "#platform/time.ts";

/** Civil Code 2015 Art. 144-148; how it is read is written in docs/decisions/0008. */
export type Term = {
  /** The day of the event; it is not counted (Art. 147). */
  start: string;
  length: number;
  unit: "working" | "calendar";
  /** Both ends inclusive; no day inside counts. */
  pauses: [from: string, to: string][];
};

export type SpecialDay = {
  on_date: string;
  kind: "holiday" | "compensatory" | "swap_off" | "swap_working";
  /** Reckoned, and not announced by anybody yet. */
  to_be_confirmed?: boolean;
};

export type Counted = {
  due: string;
  days: {
    date: string;
    counted: boolean;
    why: "counted" | "weekend" | "holiday" | "paused" | "rolled" | "swap_working";
  }[];
};

const MOST_DAYS = 4000;

function isWorkingDay(day: string, special: Map<string, SpecialDay["kind"]>): boolean {
  const kind = special.get(day);
  if (kind) return kind === "swap_working";
  const weekday = new Date(`${day}T00:00:00Z`).getUTCDay();
  return weekday !== 0 && weekday !== 6;
}

/** When a term ends and, day by day, why. A calendar term that ends on a day off ends on the next working day (Art. 148(5)). */
export function calculateDue(term: Term, calendar: SpecialDay[]): Counted {
  const special = new Map(calendar.map((day) => [day.on_date, day.kind]));
  const isPaused = (day: string) => term.pauses.some(([from, to]) => day >= from && day <= to);
  const days: Counted["days"] = [];
  let counted = 0;
  let date = term.start;
  while (counted < term.length && days.length < MOST_DAYS) {
    date = addDays(date, 1);
    const why = isPaused(date) ? "paused" : whyCounted(date, term.unit, special);
    const counts = why === "counted" || why === "swap_working";
    if (counts) counted += 1;
    days.push({ date, counted: counts, why });
  }
  while (term.unit === "calendar" && (!isWorkingDay(date, special) || isPaused(date)) && days.length < MOST_DAYS) {
    date = addDays(date, 1);
    days.push({ date, counted: false, why: "rolled" });
  }
  if (counted < term.length || days.length >= MOST_DAYS) throw new RuleError("rule_deadline_too_far");
  return { due: date, days };
}

function whyCounted(day: string, unit: Term["unit"], special: Map<string, SpecialDay["kind"]>) {
  if (unit === "calendar" || isWorkingDay(day, special))
    return special.get(day) === "swap_working" ? "swap_working" : "counted";
  return special.has(day) ? "holiday" : "weekend";
}

/** Days off, and the first and the last year whose are all known; no years where no calendar was loaded, then only weekends are off. */
export type Calendar = { special: SpecialDay[]; firstYear: string | undefined; lastYear: string | undefined };

function isKnownDay(day: string, { firstYear, lastYear }: Calendar): boolean {
  const year = day.slice(0, 4);
  return (firstYear ?? year) <= year && year <= (lastYear ?? year);
}

/** Working days that lie between two days, the first not counted; negative when `to` is earlier. Null where the calendar does not reach. */
export function workingDaysBetween(from: string, to: string, calendar: Calendar): number | null {
  if (!isKnownDay(from, calendar) || !isKnownDay(to, calendar)) return null;
  const special = new Map(calendar.special.map((day) => [day.on_date, day.kind]));
  const [early, late] = from <= to ? [from, to] : [to, from];
  let days = 0;
  for (let day = addDays(early, 1); day <= late; day = addDays(day, 1)) if (isWorkingDay(day, special)) days += 1;
  return from <= to ? days : -days;
}
