import { describe, expect, test } from "vitest";
import { anActor } from "./actor.fixtures.ts";
import type { Reach, Role } from "./actor.ts";
import { anonymous, hasRole, isAtOrAbove, ownPaths, reachOf, system } from "./actor.ts";
import { doorTo, mayEnter } from "./doors.ts";

const REACH: Record<Role, Reach> = {
  leader: "staff",
  office: "staff",
  desk_officer: "staff",
  ngo_officer: "staff",
  unit_officer: "staff",
  association_officer: "staff",
  mission_officer: "staff",
  press: "staff",
  administrator: "staff",
  auditor: "reader",
  consulted_agency: "outside",
  foreign_ngo: "outside",
  partner: "outside",
};

test.each(Object.entries(REACH) as [Role, Reach][])("%s is %s", (role, reach) => {
  expect(reachOf(role)).toBe(reach);
});

test("a role is held by whom it was given to, and by the machine", () => {
  expect(hasRole(anActor("press", "vufo"), "press", "office")).toBe(true);
  expect(hasRole(anActor("press", "vufo"), "office")).toBe(false);
  expect([hasRole(anonymous, "office"), hasRole(system, "office")]).toEqual([false, true]);
});

test("a visitor and the machine act for no unit and sign for nobody", () => {
  for (const nobody of [anonymous, system])
    expect([nobody.paths, nobody.appointments, nobody.signsFor, nobody.role]).toEqual([[], [], [], undefined]);
});

describe("at or above", () => {
  test.each([
    [["vufo"], true],
    [["vufo.ha_noi"], true],
    [["vufo.can_tho", "vufo.ha_noi"], true],
    [["vufo.ha_noi.ha_noi_fr"], false],
    [["vufo.ha"], false],
    [[], false],
  ])("%j", (paths, is) => {
    expect(isAtOrAbove(anActor("office", "vufo", { paths }), "vufo.ha_noi")).toBe(is);
  });
  test("the machine stands above all", () => expect(isAtOrAbove(system, "vufo.ha_noi")).toBe(true));
});

test("one answers for the units that gave the role acted in, not for the network below them", () => {
  const given = (role: Role, unitPath: string) => ({
    id: unitPath,
    role,
    unitId: unitPath,
    unitPath,
    paths: [unitPath],
    unitName: "",
    unitName_in: {},
    unitKind: "",
    bodyId: null,
  });
  const appointments = [given("desk_officer", "vufo.fr"), given("leader", "vufo"), given("desk_officer", "vufo.de")];
  const actor = anActor("desk_officer", "vufo.fr", { appointments, paths: ["vufo.fr", "vufo.hue.hue_fr"] });
  expect(ownPaths(actor)).toEqual(["vufo.fr", "vufo.de"]);
  expect(ownPaths(anActor("desk_officer", "vufo.fr"))).toEqual(["vufo.fr"]);
  expect(ownPaths(anonymous)).toEqual([]);
});

/** Who may ask for an address at all; what they find there is the database's answer. */
describe("doors", () => {
  const EVERYBODY: Reach[] = ["staff", "reader", "outside", "anonymous"];
  const SIGNED_IN: Reach[] = ["staff", "reader", "outside"];
  const INSIDE: Reach[] = ["staff", "reader"];
  test.each([
    ["/sign-in", EVERYBODY],
    ["/sign-in/code", EVERYBODY],
    ["/invitation/key", EVERYBODY],
    ["/api/v1/calendar/key.ics", EVERYBODY],
    ["/", SIGNED_IN],
    ["/me/tokens", SIGNED_IN],
    ["/partners/x", SIGNED_IN],
    ["/delegations/x/approve", SIGNED_IN],
    ["/api/v1/partners", SIGNED_IN],
    ["/units", INSIDE],
    ["/reports/annual", INSIDE],
    ["/people/invite", INSIDE],
    ["/history", INSIDE],
    ["/imports/new", INSIDE],
    ["/api/v1/indicators", INSIDE],
    ["/api/v1/imports/x", INSIDE],
    ["/sign-out", EVERYBODY],
    ["/first", EVERYBODY],
    ["/language", EVERYBODY],
    ["/api/auth/get-session", EVERYBODY],
    ["/api/v1", EVERYBODY],
    ["/api/v1/health", EVERYBODY],
    ["/api/v1/openapi.json", EVERYBODY],
    ["/me", SIGNED_IN],
    ["/acting", SIGNED_IN],
    ["/outbox", SIGNED_IN],
    ["/notifications/read", SIGNED_IN],
    ["/search", SIGNED_IN],
    ["/search/more", SIGNED_IN],
    ["/reports", INSIDE],
    ["/people", INSIDE],
    ["/calendar", SIGNED_IN],
    ["/api/v1/reports", INSIDE],
    ["/api/v1/reports/2025", INSIDE],
    ["/api/v1/search", SIGNED_IN],
    // An address that only begins like an open one, or holds one, is not that one.
    ["/sign-in-as", []],
    ["/sign-outs", []],
    ["/sign-out/all", []],
    ["/firsts", []],
    ["/invitations", []],
    ["/language/pack", []],
    ["/api/authors", []],
    ["/api/v1/healthy", SIGNED_IN],
    ["/api/v1/health/all", SIGNED_IN],
    ["/api/v1/openapi.json/all", SIGNED_IN],
    ["/api/v1/calendars", SIGNED_IN],
    ["/meetings", []],
    ["/searches", []],
    ["/reporters", []],
    ["/api/v10", []],
    ["/api/v1/reporters", SIGNED_IN],
    ...[
      "/sign-in",
      "/sign-out",
      "/first",
      "/invitation/key",
      "/language",
      "/api/auth/x",
      "/api/v1",
      "/api/v1/health",
      "/api/v1/openapi.json",
      "/api/v1/calendar/x",
      "/me",
      "/search",
      "/",
      "/reports",
      "/api/v1/reports",
      "/api/v1/search",
      "/partners",
      "/api/v1/partners",
    ].map((address): [string, Reach[]] => [`/nothing${address}`, []]),
    ["/partnership", []],
    ["/nothing", []],
  ] as [string, Reach[]][])("%s", (path, who) => {
    expect(EVERYBODY.filter((reach) => mayEnter(doorTo(path), reach))).toEqual(who);
  });
});
