import * as m from "#words/messages.js";

/** How a term stands, from the working days left (negative when late), or null where the calendar of days off ends before. */
export function daysLeftOf(days: number | null, isLate: boolean, unknownYear: number | null) {
  const year = unknownYear ?? "";
  if (days === null)
    return isLate
      ? ({ tone: "late", word: m.working_days_late_unknown({ year }) } as const)
      : ({ tone: "waiting", word: m.working_days_left_unknown({ year }) } as const);
  return days < 0
    ? ({ tone: "late", word: m.working_days_late({ count: -days }) } as const)
    : ({ tone: "waiting", word: m.working_days_left({ count: days }) } as const);
}
