import { describe, expect, test } from "vitest";
import type { Role } from "#platform/actor.ts";
import { anonymous } from "#platform/actor.ts";
import { anActor } from "#platform/actor.fixtures.ts";
import { canCorrect, canEdit, canRecord, canTake, canTakeBack } from "./activity.policy.ts";

const held = { unit_path: "vufo.ha_noi", status: "held" };

/** Who records activities, and keeps those of the own unit. */
const RECORDS: Record<Role, boolean> = {
  leader: true,
  office: true,
  desk_officer: true,
  ngo_officer: true,
  unit_officer: true,
  association_officer: true,
  press: true,
  mission_officer: false,
  auditor: false,
  administrator: false,
  consulted_agency: false,
  foreign_ngo: false,
  partner: false,
};

test.each(Object.entries(RECORDS) as [Role, boolean][])("%s", (role, may) => {
  const actor = anActor(role, "vufo.ha_noi");
  expect([canRecord(actor), canEdit(actor, held), canTake(actor, held)]).toEqual([may, may, may]);
});

/** Who puts right what was marked by mistake, and who takes back the step of somebody else. */
const CORRECTS: Role[] = ["office", "administrator", "leader", "unit_officer"];

test.each(Object.entries(RECORDS) as [Role, boolean][])("%s puts right and takes back", (role, records) => {
  const actor = anActor(role, "vufo.ha_noi");
  const step = { user_id: "another" };
  expect([canCorrect(actor, held), canTakeBack(actor, held, step)]).toEqual([CORRECTS.includes(role), records]);
});

test("who took a step takes it back also where they record nothing any more, but no guest", () => {
  const mayTakeBack = (role: Role) => {
    const actor = anActor(role, "vufo.can_tho");
    return canTakeBack(actor, held, { user_id: actor.userId ?? "" });
  };
  expect((["unit_officer", "auditor"] as const).map(mayTakeBack)).toEqual([true, true]);
  expect((["partner", "foreign_ngo", "consulted_agency"] as const).map(mayTakeBack)).toEqual([false, false, false]);
  expect(canTakeBack(anonymous, held, { user_id: null })).toBe(false);
});

test("a visitor, or a writer without a unit, records nothing", () => {
  expect(canRecord(anonymous)).toBe(false);
  expect(canRecord(anActor("leader", "vufo", { unitPath: undefined }))).toBe(false);
});

describe("where", () => {
  test.each([
    ["vufo", true],
    ["vufo.ha_noi", true],
    ["vufo.ha_noi.ha_noi_fr", false],
    ["vufo.can_tho", false],
    ["vufo.ha", false],
  ])("an officer of %s", (path, may) => {
    const actor = anActor("unit_officer", path);
    expect([canEdit(actor, held), canTake(actor, held), canCorrect(actor, held)]).toEqual([may, may, may]);
  });
});

/** Numbers and results arrive late, so a held activity stays open. */
test.each([
  ["draft", true],
  ["planned", true],
  ["moved", true],
  ["held", true],
  ["cancelled", false],
])("when it is %s", (status, may) => {
  const actor = anActor("press", "vufo.ha_noi");
  expect([canEdit(actor, { ...held, status }), canTake(actor, { ...held, status })]).toEqual([may, may]);
});
