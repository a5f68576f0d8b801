import { expect, test } from "vitest";
import { readFacts } from "./reference.commands.server.ts";

type Unit = {
  code: string;
  parent: string | null;
  kind: string;
  country_iso2?: string;
  province_code?: string;
  memberOf?: string;
};
const units = readFacts<Unit>("units-vn");
const unit = (code: string) => units.find((one) => one.code === code);

test("each unit has a code of its own, and its parent comes before it", () => {
  const before = new Set<string>();
  for (const { code, parent } of units) {
    expect(before.has(code)).toBe(false);
    expect(code).toMatch(/^[a-z][a-z0-9_]+$/);
    expect(parent === null || before.has(parent)).toBe(true);
    before.add(code);
  }
  expect(units.filter((one) => one.parent === null).map((one) => one.code)).toEqual(["vufo"]);
});

test("the union has its agency with departments, its associations, committees, provinces and missions", () => {
  const kinds = Map.groupBy(units, (one) => one.kind);
  expect([...kinds].map(([kind, some]) => [kind, some.length])).toEqual([
    ["union", 1],
    ["standing_agency", 1],
    ["department", 7],
    ["press", 1],
    ["central_association", 37],
    ["committee", 2],
    ["provincial_union", 26],
    ["provincial_association", 50],
    ["mission", 97],
  ]);
  const parents = (kind: string) => [...new Set(kinds.get(kind)?.map((one) => one.parent))];
  expect([parents("department"), parents("central_association"), parents("mission")]).toEqual([
    ["agency"],
    ["vufo"],
    ["vufo"],
  ]);
});

test.each([
  ["vufo", { kind: "union", founded_on: "1950-11-17" }],
  ["association_fr", { kind: "central_association", parent: "vufo", country_iso2: "FR" }],
  // What is for a continent has no country.
  ["africa", { kind: "central_association", parent: "vufo" }],
  ["peace_committee", { kind: "committee", parent: "vufo" }],
  ["solidarity_committee", { kind: "committee", parent: "vufo" }],
  ["da_nang", { kind: "provincial_union", parent: "vufo", province_code: "48" }],
  ["ha_noi_fr", { kind: "provincial_association", parent: "ha_noi", country_iso2: "FR", memberOf: "association_fr" }],
  // Where a province has no union of its own, its association stands below the whole one.
  [
    "thai_nguyen_la",
    { kind: "provincial_association", parent: "vufo", country_iso2: "LA", memberOf: "association_la" },
  ],
  ["mission_fr_paris_48", { kind: "mission", country_iso2: "FR", accreditedTo: ["FR", "MC", "PT"] }],
  ["mission_au_perth_1", { kind: "mission", country_iso2: "AU", accreditedTo: ["AU"] }],
])("%s", (code, facts) => {
  expect(unit(code)).toMatchObject(facts);
});

test("provinces and countries are those of the facts", () => {
  expect(units.filter((one) => one.kind === "provincial_union" && !one.province_code)).toEqual([]);
  expect(unit("africa")?.country_iso2).toBeUndefined();
  const membersOf = new Set(units.map((one) => one.memberOf).filter(Boolean));
  expect(membersOf.size).toBeGreaterThan(3);
});
