import { describe, expect, test } from "vitest";
import { RuleError } from "#platform/errors.ts";
import { statusAfter } from "#platform/steps.ts";
import type { StepName } from "./delegation.model.ts";
import { STATUSES, STEPS, allowedSteps, approvingPath, routeFor } from "./delegation.model.ts";

const names = Object.keys(STEPS) as StepName[];

describe.each(names)("step %s", (name) => {
  test.each(STATUSES)("from %s", (status) => {
    const allowed = (STEPS[name].from as readonly string[]).includes(status);
    if (allowed) expect(statusAfter(STEPS, name, status)).toBe(STEPS[name].to);
    else expect(() => statusAfter(STEPS, name, status)).toThrow(RuleError);
    expect(allowedSteps(status).includes(name)).toBe(allowed);
  });
});

test("a refused, cancelled or archived delegation goes nowhere", () => {
  for (const status of ["refused", "cancelled", "archived"] as const) expect(allowedSteps(status)).toEqual([]);
});

describe("who approves is data", () => {
  const route = (values: object) => ({
    unit_kind: null,
    direction: null,
    is_in_plan: null,
    approving_kind: "union" as const,
    report_due_working_days: 7,
    ...values,
  });
  const visit = { unit_kind: "provincial_union", direction: "incoming" as const, is_in_plan: true };
  test("the most exact route counts", () => {
    const routes = [
      route({}),
      route({ unit_kind: "provincial_union", approving_kind: "parent" }),
      route({ unit_kind: "provincial_union", direction: "incoming", approving_kind: "own" }),
    ];
    expect(routeFor(routes, visit).approving_kind).toBe("own");
    expect(routeFor(routes, { ...visit, direction: "outgoing" }).approving_kind).toBe("parent");
    expect(routeFor(routes, { ...visit, unit_kind: "central_association" }).approving_kind).toBe("union");
  });
  test("without any route the union approves", () => expect(routeFor([], visit).approving_kind).toBe("union"));
  test("own, parent and union are places in the tree", () => {
    expect(approvingPath("vufo.ha_noi.ha_noi_fr", "own")).toBe("vufo.ha_noi.ha_noi_fr");
    expect(approvingPath("vufo.ha_noi.ha_noi_fr", "parent")).toBe("vufo.ha_noi");
    expect(approvingPath("vufo.ha_noi.ha_noi_fr", "union")).toBe("vufo");
    expect(approvingPath("vufo", "parent")).toBe("vufo");
  });
});
