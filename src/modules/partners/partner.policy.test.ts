import { describe, expect, test } from "vitest";
import type { Role } from "#platform/actor.ts";
import { anonymous } from "#platform/actor.ts";
import { anActor } from "#platform/actor.fixtures.ts";
import { canEdit, canReadContacts, canRegister, canReopen, canSuggest } from "./partner.policy.ts";

const active = { unit_path: "vufo.ha_noi", status: "active" };
const closed = { unit_path: "vufo.ha_noi", status: "closed" };

/** What each role may do in its own unit: keep the register, read how to reach a person. */
const ROLES: Record<Role, [keeps: boolean, readsContacts: boolean]> = {
  leader: [true, true],
  office: [true, true],
  desk_officer: [true, true],
  ngo_officer: [true, true],
  unit_officer: [true, true],
  association_officer: [true, true],
  mission_officer: [true, true],
  press: [false, true],
  administrator: [false, true],
  auditor: [false, false],
  consulted_agency: [false, false],
  foreign_ngo: [false, false],
  partner: [false, false],
};

test.each(Object.entries(ROLES) as [Role, [boolean, boolean]][])("%s", (role, [keeps, readsContacts]) => {
  const actor = anActor(role, "vufo.ha_noi");
  expect([canRegister(actor), canEdit(actor, active), canReopen(actor, closed)]).toEqual([keeps, keeps, keeps]);
  expect(canReadContacts(actor, active)).toBe(readsContacts);
});

test("a visitor, or a writer without a unit, registers nothing", () => {
  expect(canRegister(anonymous)).toBe(false);
  expect(canRegister(anActor("leader", "vufo", { unitPath: undefined }))).toBe(false);
  expect(canReadContacts(anonymous, active)).toBe(false);
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
    expect([canEdit(actor, active), canReopen(actor, closed), canReadContacts(actor, active)]).toEqual([may, may, may]);
  });
});

test.each([
  ["active", true, false],
  ["dormant", true, false],
  ["closed", false, true],
])("when it is %s", (status, edits, reopens) => {
  const actor = anActor("office", "vufo");
  expect(canEdit(actor, { ...active, status })).toBe(edits);
  expect(canReopen(actor, { ...active, status })).toBe(reopens);
});

describe("who suggests a correction", () => {
  const granted = { named_user_ids: ["marc"] };
  test.each([
    ["the guest to whom the record was granted", anActor("partner", "vufo", { userId: "marc" }), true],
    ["another guest", anActor("partner", "vufo", { userId: "claire" }), false],
    ["somebody of the union, who corrects it at once", anActor("office", "vufo", { userId: "marc" }), false],
    ["somebody whose role has ended", { ...anonymous, userId: "marc" }, false],
    ["a guest nobody knows", anActor("partner", "vufo", { userId: undefined }), false],
  ])("%s", (_who, actor, may) => {
    expect(canSuggest(actor, granted)).toBe(may);
  });
});
