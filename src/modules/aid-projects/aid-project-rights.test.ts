import { describe, expect, test } from "vitest";
import type { Role } from "#platform/actor.ts";
import { anonymous } from "#platform/actor.ts";
import { anActor } from "#platform/actor.fixtures.ts";
import { canKeepAid, canState } from "./aid-project.commands.server.ts";

/** PACCOM and the leadership keep the register of aid; so do the heads and the offices of units. */
const KEEPS: Record<Role, boolean> = {
  ngo_officer: true,
  leader: true,
  office: true,
  unit_officer: true,
  desk_officer: false,
  association_officer: false,
  mission_officer: false,
  press: false,
  auditor: false,
  administrator: false,
  consulted_agency: false,
  foreign_ngo: false,
  partner: false,
};

test.each(Object.entries(KEEPS) as [Role, boolean][])("%s keeps the register: %s", (role, may) => {
  expect(canKeepAid(anActor(role, "vufo.paccom"))).toBe(may);
});

test("a visitor keeps nothing", () => expect(canKeepAid(anonymous)).toBe(false));

describe("who reports on a project", () => {
  const granted = { named_user_ids: ["claire"] };
  test.each([
    ["the guest to whom it was granted", anActor("foreign_ngo", "vufo", { userId: "claire" }), true],
    ["another guest", anActor("foreign_ngo", "vufo", { userId: "marc" }), false],
    ["somebody of the union, who records it at once", anActor("ngo_officer", "vufo", { userId: "claire" }), false],
    ["somebody whose role has ended", { ...anonymous, userId: "claire" }, false],
    ["a guest nobody knows", anActor("foreign_ngo", "vufo", { userId: undefined }), false],
  ])("%s", (_who, actor, may) => {
    expect(canState(actor, granted)).toBe(may);
  });
});
