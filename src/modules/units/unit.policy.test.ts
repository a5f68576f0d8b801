import { expect, test } from "vitest";
import type { Role } from "#platform/actor.ts";
import { anActor } from "#platform/actor.fixtures.ts";
import { anonymous, system } from "#platform/actor.ts";
import { canKeepPosts, canOrganise } from "./unit.policy.ts";

const ORGANISES: Record<Role, boolean> = {
  administrator: true,
  office: true,
  leader: false,
  desk_officer: false,
  ngo_officer: false,
  unit_officer: false,
  association_officer: false,
  mission_officer: false,
  press: false,
  auditor: false,
  consulted_agency: false,
  foreign_ngo: false,
  partner: false,
};

test.each(Object.entries(ORGANISES) as [Role, boolean][])("%s of the whole union", (role, may) => {
  const actor = anActor(role, "vufo");
  expect([canOrganise(actor), canKeepPosts(actor, { path: "vufo.ha_noi" })]).toEqual([may, may]);
});

test("no unit changes the tree, not even below itself", () => {
  for (const role of ["administrator", "office"] as const) {
    const actor = anActor(role, "vufo.ha_noi");
    expect([canOrganise(actor), canKeepPosts(actor, { path: "vufo.ha_noi" })]).toEqual([false, false]);
  }
});

test("who acts for no unit changes no tree", () => {
  for (const role of ["administrator", "office"] as const)
    expect(canOrganise(anActor(role, "vufo", { unitPath: undefined }))).toBe(false);
});

test("posts are kept in the own tree only", () => {
  expect(canKeepPosts(anActor("office", "vufo"), { path: "elsewhere.ha_noi" })).toBe(false);
});

test("a visitor changes nothing, the command line everything", () => {
  expect([canOrganise(anonymous), canOrganise(system)]).toEqual([false, true]);
});
