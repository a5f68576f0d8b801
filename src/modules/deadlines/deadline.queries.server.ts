import { sql } from "kysely";
import type { Work } from "#platform/db.server.ts";
import { RuleError } from "#platform/errors.ts";
import { homeCalendar } from "#platform/home.ts";
import { remembered } from "#platform/remembered.server.ts";
import type { Calendar, Counted, SpecialDay, Term } from "./deadline.model.ts";
import { calculateDue } from "./deadline.model.ts";

/** The calendar's exceptional days; kept apart so that lists ask once. */
export async function listSpecialDays(
  work: Work,
  span: { from: string; to: string },
  calendar = homeCalendar(),
): Promise<SpecialDay[]> {
  return work.trx
    .selectFrom("reference_day as day")
    .select(["day.on_date", "day.kind"])
    .select(sql<boolean>`day.certainty <> 'confirmed'`.as("to_be_confirmed"))
    .where("day.calendar", "=", calendar)
    .where("day.on_date", ">=", span.from)
    .where("day.on_date", "<=", span.to)
    .execute() as Promise<SpecialDay[]>;
}

/** The days off from a day on. */
export async function readCalendar(work: Work, from: string): Promise<Calendar> {
  const { special, ...years } = await readWholeCalendar(work, homeCalendar());
  return { special: special.filter(({ on_date }) => on_date >= from), ...years };
}

const readWholeCalendar = remembered(async (work, calendar: string): Promise<Calendar> => {
  const [special, known] = await Promise.all([
    listSpecialDays(work, { from: "0001-01-01", to: "9999-12-31" }, calendar),
    work.trx
      .selectFrom("reference_calendar")
      .select("reference_calendar.until_on")
      .where("reference_calendar.calendar", "=", calendar)
      .executeTakeFirst(),
  ]);
  const holidays = special.filter(({ kind }) => kind === "holiday").map(({ on_date }) => on_date);
  return { special, firstYear: holidays.toSorted()[0]?.slice(0, 4), lastYear: known?.until_on?.slice(0, 4) };
});

/** When a term ends, or null where it lies outside the years known. */
export function dueBy({ special, firstYear, lastYear }: Calendar, term: Term): string | null {
  if (firstYear && term.start.slice(0, 4) < firstYear) return null;
  const { due } = calculateDue(term, special);
  return lastYear && due.slice(0, 4) > lastYear ? null : due;
}

/** A due day that may still move, since a day off on the way to it is reckoned and not announced. */
type Doubted = Counted & { to_be_confirmed: boolean; days: { to_be_confirmed: boolean }[] };

/** The due day by the calendar at home; a day outside the years known is refused, never guessed. */
export async function findDue(work: Work, term: Term): Promise<Doubted> {
  const { special, firstYear, lastYear: year } = await readCalendar(work, term.start);
  if (firstYear && term.start.slice(0, 4) < firstYear) throw new RuleError("rule_calendar_begins", { year: firstYear });
  const counted = calculateDue(term, special);
  if (year && counted.due.slice(0, 4) > year) throw new RuleError("rule_calendar_ends", { year });
  const doubted = new Set(special.filter((one) => one.to_be_confirmed).map((one) => one.on_date));
  const days = counted.days.map((one) => ({ ...one, to_be_confirmed: doubted.has(one.date) }));
  return { due: counted.due, to_be_confirmed: days.some((one) => one.to_be_confirmed), days };
}

/** The year whose days off have to be entered next. */
export function yearAfter({ lastYear }: Calendar, day: string): number {
  return Number(lastYear ?? day.slice(0, 4)) + 1;
}
