import { expect, test } from "vitest";
import { anActor } from "#platform/actor.fixtures.ts";
import { anonymous, system } from "#platform/actor.ts";
import { canAppoint, canInvite } from "./access.policy.ts";
import { ROLES } from "./access.model.ts";

const may = (actor: Parameters<typeof canInvite>[0], path: string) => [canInvite(actor, path), canAppoint(actor, path)];

test.each(ROLES)("%s", (role) => {
  const isAdministrator = role === "administrator";
  expect(may(anActor(role, "vufo"), "vufo")).toEqual([isAdministrator, isAdministrator]);
});

test.each([
  ["vufo.ha_noi", true],
  ["vufo.ha_noi.ha_noi_fr", true],
  ["vufo", false],
  ["vufo.can_tho", false],
  ["vufo.ha_noi_2", false],
])("the administrator of vufo.ha_noi gives roles in %s: %s", (path, allowed) => {
  expect(may(anActor("administrator", "vufo.ha_noi"), path)).toEqual([allowed, allowed]);
});

test("a visitor gives none, the command line all", () => {
  expect(may(anonymous, "vufo")).toEqual([false, false]);
  expect(may(system, "vufo")).toEqual([true, true]);
});
