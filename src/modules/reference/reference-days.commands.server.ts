import type { z } from "zod";
import type { Work } from "#platform/db.server.ts";
import { FieldError, requirePermission } from "#platform/errors.ts";
import { homeCalendar } from "#platform/home.ts";
import { addFact, completeYear } from "./reference-fact.commands.server.ts";
import { findCalendarEnd, findFact } from "./reference-fact.queries.server.ts";
import { readDayLines } from "./reference-days.model.ts";
import type { daysOffForm } from "./reference.forms.ts";
import { canCorrectFacts } from "./reference.policy.ts";

/** Some ten years of days off at once. */
const MOST_LINES = 200;

/**
 * Days off as they were pasted, all or none; what is known already stays. Each year that they name is then known whole, in its turn, so that
 * clocks run through it. Returns how many are new.
 */
export async function addDaysOff(work: Work, { lines, source }: z.output<typeof daysOffForm>): Promise<number> {
  requirePermission(canCorrectFacts(work.actor));
  const { days, wrong } = readDayLines(lines);
  if (wrong !== undefined) throw new FieldError("lines", "rule_day_line", 422, { line: wrong });
  if (days.length > MOST_LINES) throw new FieldError("lines", "rule_day_lines_many", 422, { most: MOST_LINES });
  let added = 0;
  for (const { on_date, name } of days) {
    if (await findFact(work, "days", `${homeCalendar()}-${on_date}`)) continue;
    await addFact(work, "days", { on_date, kind: "holiday", name, name_in: {}, source, is_confirmed: true });
    added += 1;
  }
  const until = await findCalendarEnd(work, homeCalendar());
  const years = [...new Set(days.map((one) => one.on_date.slice(0, 4)))].toSorted();
  for (const year of years.filter((one) => until === undefined || one > until.slice(0, 4)))
    await completeYear(work, { year: Number(year), source });
  return added;
}
