import { expect, test } from "vitest";
import type { Role } from "#platform/actor.ts";
import { anActor } from "#platform/actor.fixtures.ts";
import { anonymous } from "#platform/actor.ts";
import { canImport } from "./import.policy.ts";

const IMPORTS: Record<Role, boolean> = {
  leader: true,
  office: true,
  desk_officer: true,
  ngo_officer: true,
  unit_officer: true,
  association_officer: true,
  administrator: true,
  mission_officer: false,
  press: false,
  auditor: false,
  consulted_agency: false,
  foreign_ngo: false,
  partner: false,
};

test.each(Object.entries(IMPORTS) as [Role, boolean][])("%s: %s", (role, may) => {
  expect(canImport(anActor(role, "vufo.ha_noi"))).toBe(may);
});

test("a visitor, or somebody without a unit, imports nothing", () => {
  expect(canImport(anonymous)).toBe(false);
  expect(canImport(anActor("office", "vufo", { unitPath: undefined }))).toBe(false);
});
