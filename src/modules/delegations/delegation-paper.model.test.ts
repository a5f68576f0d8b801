import { expect, test } from "vitest";
import type { Paper } from "./delegation-paper.model.ts";
import { PAPERS, makesSense } from "./delegation-paper.model.ts";
import type { DelegationStatus } from "./delegation.model.ts";
import { DIRECTIONS, STATUSES } from "./delegation.model.ts";

/** By hand: in which states each paper of a visit with a report and a budget can be had, out and in. */
const ALWAYS = STATUSES;
const BEFORE: DelegationStatus[] = ["approved", "preparing"];
const AFTER: DelegationStatus[] = ["report_due", "reported", "settled", "archived"];
const WHEN: Record<Paper, [outgoing: readonly DelegationStatus[], incoming: readonly DelegationStatus[]]> = {
  proposal: [ALWAYS, ALWAYS],
  decision: [ALWAYS, ALWAYS],
  invitation: [[], BEFORE],
  visa: [BEFORE, BEFORE],
  programme: [ALWAYS, ALWAYS],
  contacts: [ALWAYS, ALWAYS],
  reception: [[], ALWAYS],
  "day-sheet": [ALWAYS, ALWAYS],
  "talking-points": [ALWAYS, ALWAYS],
  result: [ALWAYS, ALWAYS],
  settlement: [AFTER, AFTER],
  thanks: [AFTER, AFTER],
};
const told = { hasReport: true, hasBudget: true, hasDays: true, hasPoints: true, isInside: true };

test.each(PAPERS)("%s can be had where it has something to say", (paper) => {
  for (const [at, direction] of DIRECTIONS.entries())
    expect(STATUSES.filter((status) => makesSense(paper, { status, direction }, told))).toEqual(WHEN[paper][at]);
});

test("without a report there is no result, and without a budget nothing to account for", () => {
  const visit = { status: "reported", direction: "outgoing" } as const;
  expect(makesSense("result", visit, { ...told, hasReport: false })).toBe(false);
  expect(makesSense("settlement", visit, { ...told, hasBudget: false })).toBe(false);
});

test("without a day there is no sheet of it, and from outside the union no plan how guests are received", () => {
  const visit = { status: "preparing", direction: "incoming" } as const;
  expect(makesSense("day-sheet", visit, { ...told, hasDays: false })).toBe(false);
  expect(makesSense("talking-points", visit, { ...told, hasPoints: false })).toBe(false);
  expect(makesSense("reception", visit, { ...told, isInside: false })).toBe(false);
  expect(makesSense("day-sheet", visit, { ...told, isInside: false })).toBe(true);
});
