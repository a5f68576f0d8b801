import { describe, expect, test } from "vitest";
import { RuleError } from "#platform/errors.ts";
import { statusAfter } from "#platform/steps.ts";
import type { ActivityStatus, StepName } from "./activity.model.ts";
import { ACTIVITY_STATUSES, STEPS, allowedSteps, levelOf } from "./activity.model.ts";

/** Where each step leads from each state, written down by hand after process P4; what is not here is refused. */
const LEADS: Record<ActivityStatus, Partial<Record<StepName, ActivityStatus>>> = {
  draft: { hold: "held", cancel: "cancelled" },
  planned: { move: "moved", hold: "held", cancel: "cancelled" },
  moved: { move: "moved", hold: "held", cancel: "cancelled" },
  held: {},
  cancelled: {},
};
const NAMES: Record<StepName, true> = { move: true, hold: true, cancel: true };

describe.each(ACTIVITY_STATUSES)("from %s", (status) => {
  test.each(Object.keys(NAMES) as StepName[])("%s", (step) => {
    const to = LEADS[status][step];
    if (to) expect(statusAfter(STEPS, step, status)).toBe(to);
    else expect(() => statusAfter(STEPS, step, status)).toThrow(RuleError);
  });

  test("these steps are offered", () => {
    expect(allowedSteps(status).toSorted()).toEqual(Object.keys(LEADS[status]).toSorted());
  });
});

test.each([
  ["union", "central"],
  ["department", "central"],
  ["committee", "central"],
  ["central_association", "central"],
  ["provincial_union", "local"],
  ["provincial_association", "local"],
  ["chapter", "local"],
])("what a %s leads is %s", (kind, level) => {
  expect(levelOf(kind)).toBe(level);
});
