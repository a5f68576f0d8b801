import { describe, expect, test } from "vitest";
import { anonymous, system } from "#platform/actor.ts";
import { anActor } from "#platform/actor.fixtures.ts";
import { canSettle, owes } from "./exchange.policy.ts";

describe("who answers", () => {
  const person = { to_user_id: "minister", to_unit_id: null, unit_path: "vufo.ha_noi" };
  test.each([
    ["the person asked", anActor("consulted_agency", "vufo", { userId: "minister" }), true],
    ["another guest", anActor("consulted_agency", "vufo", { userId: "other" }), false],
    ["the unit that asked", anActor("unit_officer", "vufo.ha_noi"), false],
    ["a visitor", anonymous, false],
  ])("a question to a person: %s", (_who, actor, may) => {
    expect(owes(actor, person)).toBe(may);
  });

  const mission = { to_user_id: null, to_unit_id: "mission", unit_path: "vufo.mission_fr" };
  test.each([
    ["anybody of the mission asked", anActor("mission_officer", "vufo.mission_fr"), true],
    ["another mission", anActor("mission_officer", "vufo.mission_de"), false],
    ["a reader in that mission", anActor("auditor", "vufo.mission_fr"), false],
    ["the union above the mission", anActor("leader", "vufo"), false],
    ["a visitor", anonymous, false],
  ])("a question to a unit: %s", (_who, actor, may) => {
    expect(owes(actor, mission)).toBe(may);
  });

  test("a letter to an address outside is nobody's to answer here", () => {
    expect(owes(anActor("leader", "vufo"), { to_user_id: null, to_unit_id: null, unit_path: "vufo" })).toBe(false);
  });
});

test.each([
  ["who owes it", anActor("unit_officer", "vufo.hue"), true],
  ["who asked", anActor("unit_officer", "vufo.ha_noi"), true],
  ["the union above both", anActor("leader", "vufo"), true],
  ["the machine", system, true],
  ["a third unit", anActor("unit_officer", "vufo.da_nang"), false],
  ["a reader above both", anActor("auditor", "vufo"), false],
  ["a guest", anActor("partner", "vufo"), false],
])("how it ended: %s", (_who, actor, may) => {
  expect(canSettle(actor, { unit_path: "vufo.hue", asker_path: "vufo.ha_noi" })).toBe(may);
});
