import { expect, test } from "vitest";
import type { Counted } from "./correction.model.ts";
import { TABLES, definitions, differencesBetween, subjectOf } from "./correction.model.ts";
import { INDICATORS } from "./indicator.model.ts";

const gave = (gave: Record<string, number>, via?: [string, string][]) => ({ gave, ...(via ? { via } : {}) });
const then: Counted = {
  delegation: {
    a: gave({ delegations_out: 1, delegation_members: 4, "delegations_by_country.FR": 1 }),
    b: gave({ delegations_out: 1, delegation_members: 2, "delegations_by_country.LA": 1 }),
  },
  activity: { x: gave({ onsite_activities: 1, "anniversaries.FR": 1 }), y: gave({ "anniversaries.FR": 1 }) },
  partner: { p: gave({ partners_active: 1 }, [["activity", "x"]]) },
};

test("the same count has no differences", () => {
  expect(differencesBetween(then, structuredClone(then))).toEqual([]);
});

test("what was added, what is gone and what gives another amount are differences of each figure and row they belong to", () => {
  const now = structuredClone(then);
  now.delegation = {
    a: gave({ delegations_out: 1, delegation_members: 5, "delegations_by_country.FR": 1 }),
    c: gave({ delegations_out: 1, delegation_members: 2, "delegations_by_country.LA": 1 }),
  };
  const of = (id: string, frozen: number, is: number) => ({ kind: "delegation", id, frozen, now: is, via: [] });
  expect(differencesBetween(then, now)).toEqual([
    { key: "delegation_members", frozen: 6, now: 7, records: [of("a", 4, 5), of("b", 2, 0), of("c", 0, 2)] },
    { key: "delegations_out", frozen: 2, now: 2, records: [of("b", 1, 0), of("c", 0, 1)] },
    { key: "delegations_by_country.LA", frozen: 1, now: 1, records: [of("b", 1, 0), of("c", 0, 1)] },
  ]);
});

test("a thing that another record still names has not gone; one that nobody names any more has", () => {
  const now = structuredClone(then);
  now.activity = { x: gave({ onsite_activities: 1 }), y: gave({ "anniversaries.FR": 1 }) };
  expect(differencesBetween(then, now)).toEqual([]);
  now.activity = { x: gave({ onsite_activities: 1, "anniversaries.LA": 1 }), y: gave({}) };
  expect(differencesBetween(then, now)).toMatchObject([
    { key: "anniversaries", frozen: 1, now: 1, records: [{ id: "x" }, { id: "y" }, { id: "x" }] },
  ]);
});

test("a partner is named with the records through which it counted and counts", () => {
  const now = structuredClone(then);
  now.partner = { p: gave({ partners_new: 1 }, [["delegation", "a"]]) };
  const via = [
    ["activity", "x"],
    ["delegation", "a"],
  ];
  expect(differencesBetween(then, now)).toMatchObject([
    { key: "partners_active", records: [{ id: "p", frozen: 1, now: 0, via }] },
    { key: "partners_new", records: [{ id: "p", frozen: 0, now: 1, via }] },
  ]);
});

test.each([
  ["delegations_out", "delegations_out", undefined, false],
  ["before.delegations_out", "delegations_out", undefined, true],
  ["before.anniversaries.FR", "anniversaries", "FR", true],
  ["activities_by_country.FR", "activities_by_country", "FR", false],
  ["text.context.vi", "text", "context.vi", false],
])("%s is of %s", (key, name, row, isBefore) => {
  expect(subjectOf(key)).toEqual({ name, row, isBefore });
});

test("every figure and table has its definition", () => {
  expect(Object.keys(definitions())).toEqual([...INDICATORS, ...TABLES].map((one) => one.key));
  expect(definitions().fngo_aid).toEqual({ version: 1, rule: "sum(fact.amount) fact.kind = 'disbursement'" });
});
