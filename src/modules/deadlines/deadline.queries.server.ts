import type { Work } from "#platform/db.server.ts";
import { RuleError } from "#platform/errors.ts";
import { addDays } from "#platform/time.ts";
import type { Counted, SpecialDay, Term } from "./deadline.model.ts";
import { calculateDue } from "./deadline.model.ts";

/** The calendar's exceptional days; kept apart so that lists ask once. */
export async function listSpecialDays(work: Work, span: { from: string; to: string }): Promise<SpecialDay[]> {
  return work.trx
    .selectFrom("reference_day as day")
    .select(["day.on_date", "day.kind"])
    .where("day.calendar", "=", "vn")
    .where("day.on_date", ">=", span.from)
    .where("day.on_date", "<=", span.to)
    .execute() as Promise<SpecialDay[]>;
}

/** The due day by Viet Nam's calendar; a day past the last year known is refused, never guessed. */
export async function findDue(work: Work, term: Term): Promise<Counted> {
  const counted = calculateDue(term, await listSpecialDays(work, { from: term.start, to: addDays(term.start, 4000) }));
  const known = await work.trx
    .selectFrom("reference_calendar")
    .select("reference_calendar.until_on")
    .where("reference_calendar.calendar", "=", "vn")
    .executeTakeFirst();
  // Where no calendar was loaded, only weekends are off.
  const year = known?.until_on?.slice(0, 4);
  if (year && counted.due.slice(0, 4) > year) throw new RuleError("rule_calendar_ends", { year });
  return counted;
}
