import { expect, test } from "vitest";
import type { Role } from "#platform/actor.ts";
import { anActor } from "#platform/actor.fixtures.ts";
import { anonymous } from "#platform/actor.ts";
import { canFreeze, canWriteReport } from "./report.policy.ts";

const ROLES: Record<Role, [writes: boolean, freezes: boolean]> = {
  office: [true, true],
  leader: [true, true],
  unit_officer: [true, true],
  association_officer: [true, false],
  desk_officer: [true, false],
  ngo_officer: [false, false],
  mission_officer: [false, false],
  press: [false, false],
  auditor: [false, false],
  administrator: [false, false],
  consulted_agency: [false, false],
  foreign_ngo: [false, false],
  partner: [false, false],
};

test.each(Object.entries(ROLES) as [Role, [boolean, boolean]][])("%s", (role, rights) => {
  const actor = anActor(role, "vufo.ha_noi");
  expect([canWriteReport(actor, "vufo.ha_noi"), canFreeze(actor, "vufo.ha_noi")]).toEqual(rights);
});

test.each([
  ["vufo", true],
  ["vufo.ha_noi", true],
  ["vufo.ha_noi.ha_noi_fr", false],
  ["vufo.can_tho", false],
  ["vufo.ha", false],
])("the head of %s and the report of vufo.ha_noi: %s", (path, may) => {
  const actor = anActor("unit_officer", path);
  expect([canWriteReport(actor, "vufo.ha_noi"), canFreeze(actor, "vufo.ha_noi")]).toEqual([may, may]);
});

test("a visitor writes no report", () => {
  expect([canWriteReport(anonymous, "vufo"), canFreeze(anonymous, "vufo")]).toEqual([false, false]);
});
