import { describe, expect, test } from "vitest";
import type { Role } from "#platform/actor.ts";
import { anonymous, system } from "#platform/actor.ts";
import { anActor } from "#platform/actor.fixtures.ts";
import { canKeepQuestion, canSettle, owes } from "./exchange.policy.ts";

describe("who owes an answer", () => {
  const person = { to_user_id: "minister", to_unit_id: null, to_body_id: null, unit_path: "vufo.ha_noi" };
  test.each([
    ["the person asked", anActor("consulted_agency", "vufo", { userId: "minister" }), true],
    ["another guest", anActor("consulted_agency", "vufo", { userId: "other" }), false],
    ["the head of the unit that asked", anActor("unit_officer", "vufo.ha_noi"), false],
    ["a visitor", anonymous, false],
  ])("a person: %s", (_who, actor, does) => {
    expect(owes(actor, person)).toBe(does);
  });

  const mission = { to_user_id: null, to_unit_id: "mission_fr", to_body_id: null, unit_path: "vufo.mission_fr" };
  test.each([
    ["anybody who works in it", anActor("mission_officer", "vufo.mission_fr"), true],
    ["a leader of it", anActor("leader", "vufo.mission_fr"), true],
    ["who writes of it", anActor("press", "vufo.mission_fr"), false],
    ["who keeps its accounts", anActor("administrator", "vufo.mission_fr"), false],
    ["a reader in it", anActor("auditor", "vufo.mission_fr"), false],
    ["a guest in it", anActor("partner", "vufo.mission_fr"), false],
    ["another unit", anActor("mission_officer", "vufo.mission_de"), false],
    ["the union above it", anActor("leader", "vufo"), false],
    ["a unit below it", anActor("mission_officer", "vufo.mission_fr.lyon"), false],
    ["a visitor", anonymous, false],
  ])("a unit: %s", (_who, actor, does) => {
    expect(owes(actor, mission)).toBe(does);
  });

  const body = { to_user_id: null, to_unit_id: null, to_body_id: "mofa", unit_path: "vufo.ha_noi" };
  const speaker = (bodyId: string | null, role: Role = "consulted_agency") => {
    const actor = anActor(role, "vufo");
    const place = { unitId: "vufo", unitPath: "vufo", paths: ["vufo"], unitName: "", unitName_in: {}, unitKind: "" };
    const appointments = [{ ...place, id: "one", role, bodyId }];
    return { ...actor, appointments };
  };
  test.each([
    ["anybody who speaks for it", speaker("mofa"), true],
    ["who speaks for another", speaker("moet"), false],
    ["who speaks for none", speaker(null), false],
    ["who works in the unit that asked", anActor("unit_officer", "vufo.ha_noi"), false],
    ["who works in the union, whatever stands there", speaker("mofa", "office"), false],
    ["a visitor", anonymous, false],
  ])("a body: %s", (_who, actor, does) => {
    expect(owes(actor, body)).toBe(does);
  });

  test("who was asked by mail alone is nobody here", () => {
    const letter = { to_user_id: null, to_unit_id: null, to_body_id: null, unit_path: "vufo.ha_noi" };
    expect(owes(anActor("unit_officer", "vufo.ha_noi"), letter)).toBe(false);
  });
});

describe("who reminds, escalates, withdraws and takes note", () => {
  const asked = { asker_path: "vufo.ha_noi" };
  test.each([
    ["who asked", anActor("unit_officer", "vufo.ha_noi"), true],
    ["the leader above", anActor("leader", "vufo"), true],
    ["the press of who asked", anActor("press", "vufo.ha_noi"), false],
    ["a unit elsewhere", anActor("unit_officer", "vufo.can_tho"), false],
    ["a guest", anActor("consulted_agency", "vufo"), false],
    ["a reader", anActor("auditor", "vufo"), false],
  ])("%s", (_who, actor, may) => {
    expect(canKeepQuestion(actor, asked)).toBe(may);
  });
});

describe("who says how it ended", () => {
  const owed = { unit_path: "vufo.hue.hue_fr", asker_path: "vufo.ha_noi" };
  test.each([
    ["who owes it", "vufo.hue.hue_fr", true],
    ["those above who owes it", "vufo.hue", true],
    ["who asked", "vufo.ha_noi", true],
    ["the union above both", "vufo", true],
    ["a unit below who asked", "vufo.ha_noi.ha_noi_fr", false],
    ["a unit elsewhere", "vufo.can_tho", false],
    ["a unit whose name only begins the same", "vufo.ha", false],
  ])("%s", (_who, path, may) => {
    expect(canSettle(anActor("unit_officer", path), owed)).toBe(may);
  });

  const INSIDE: Record<Role, boolean> = {
    leader: true,
    office: true,
    desk_officer: true,
    ngo_officer: true,
    unit_officer: true,
    association_officer: true,
    mission_officer: true,
    press: true,
    administrator: true,
    auditor: false,
    consulted_agency: false,
    foreign_ngo: false,
    partner: false,
  };
  test.each(Object.entries(INSIDE) as [Role, boolean][])("%s of the union: %s", (role, may) => {
    expect(canSettle(anActor(role, "vufo"), owed)).toBe(may);
  });

  test("a visitor settles nothing, the machine everything", () => {
    expect([canSettle(anonymous, owed), canSettle(system, owed)]).toEqual([false, true]);
  });
});
