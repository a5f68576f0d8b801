import { calculateDue } from "#modules/deadlines/deadline.model.ts";
import { listSpecialDays } from "#modules/deadlines/deadline.queries.server.ts";
import type { Work } from "#platform/db.server.ts";
import { addDays } from "#platform/time.ts";

/** Due days of the demo come out of the same clock as everybody's: so many working days after a day, and a day that is off moves on. */
export type Clock = { after(start: string, workingDays: number): string; onOrAfter(day: string): string };

/** The clock of Viet Nam's calendar, for days around today; past the calendar's end only weekends are off. */
export async function readClock(work: Work, today: string): Promise<Clock> {
  const special = await listSpecialDays(work, { from: addDays(today, -800), to: addDays(today, 800) });
  const due = (start: string, length: number, unit: "working" | "calendar") =>
    calculateDue({ start, length, unit, pauses: [] }, special).due;
  return {
    after: (start, days) => due(start, days, "working"),
    onOrAfter: (day) => due(addDays(day, -1), 1, "calendar"),
  };
}

/** As somebody did it on that day: the commands ask the clock. */
export async function onDay<Result>(day: string, act: () => Promise<Result>): Promise<Result> {
  const before = process.env.AMITY_NOW;
  process.env.AMITY_NOW = `${day}T03:00:00Z`;
  try {
    return await act();
  } finally {
    if (before === undefined) delete process.env.AMITY_NOW;
    else process.env.AMITY_NOW = before;
  }
}
