import { describe, expect, test } from "vitest";
import { RuleError } from "#platform/errors.ts";
import { statusAfter } from "#platform/steps.ts";
import type { DelegationStatus, StepName } from "./delegation.model.ts";
import { STATUSES, STEPS, allowedSteps, approvingPath, lackingOf, routeFor } from "./delegation.model.ts";

/** Where each step leads from each state, written down by hand after processes P2 and P3; what is not here is refused. */
const LEADS: Record<DelegationStatus, Partial<Record<StepName, DelegationStatus>>> = {
  draft: { propose: "proposed", postpone: "postponed", cancel: "cancelled" },
  proposed: {
    ask: "opinions",
    return: "draft",
    refuse: "refused",
    approve: "approved",
    postpone: "postponed",
    cancel: "cancelled",
  },
  opinions: {
    return: "draft",
    refuse: "refused",
    approve: "approved",
    postpone: "postponed",
    cancel: "cancelled",
  },
  approved: { prepare: "preparing", depart: "travelling", postpone: "postponed", cancel: "cancelled" },
  preparing: { depart: "travelling", postpone: "postponed", cancel: "cancelled" },
  travelling: { come_back: "report_due", report: "reported" },
  report_due: { report: "reported" },
  reported: { settle: "settled" },
  settled: { archive: "archived" },
  postponed: { resume: "draft", cancel: "cancelled" },
  archived: {},
  refused: {},
  cancelled: {},
};
const NAMES: Record<StepName, true> = {
  propose: true,
  ask: true,
  return: true,
  refuse: true,
  approve: true,
  prepare: true,
  depart: true,
  come_back: true,
  report: true,
  settle: true,
  archive: true,
  postpone: true,
  resume: true,
  cancel: true,
};

describe.each(STATUSES)("from %s", (status) => {
  test.each(Object.keys(NAMES) as StepName[])("%s", (step) => {
    const to = LEADS[status][step];
    if (to) expect(statusAfter(STEPS, step, status)).toBe(to);
    else expect(() => statusAfter(STEPS, step, status)).toThrow(RuleError);
  });

  test("these steps are offered", () => {
    expect(allowedSteps(status).toSorted()).toEqual(Object.keys(LEADS[status]).toSorted());
  });
});

describe("who approves is data", () => {
  const route = (values: object) => ({
    unit_kind: null,
    direction: null,
    is_in_plan: null,
    approving_kind: "union" as const,
    report_due_working_days: 7,
    budget_share: 10,
    accepts_reports: false,
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

test("who goes abroad lacks a visa and an insurance until both cover the last day", () => {
  const visit = { returns_on: "2025-05-18" };
  const nothing = { visa_state: null, visa_expires_on: null, insurance_expires_on: null };
  const lacking = (said: Partial<Record<keyof typeof nothing, string>>) => lackingOf({ ...nothing, ...said }, visit);
  expect(lacking({})).toEqual(["visa", "insurance"]);
  for (const visa_state of ["to_apply", "applied", "refused"])
    expect(lacking({ visa_state, insurance_expires_on: "2025-05-18" })).toEqual(["visa"]);
  expect(lacking({ visa_state: "granted", visa_expires_on: "2025-05-17" })).toContain("visa");
  expect(lacking({ visa_state: "granted", visa_expires_on: "2025-05-18" })).not.toContain("visa");
  expect(lacking({ visa_state: "granted", insurance_expires_on: "2025-05-17" })).toEqual(["insurance"]);
  expect(lacking({ visa_state: "not_needed", insurance_expires_on: "2025-05-19" })).toEqual([]);
});
