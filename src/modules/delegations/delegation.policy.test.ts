import { describe, expect, test } from "vitest";
import type { Actor, Role } from "#platform/actor.ts";
import { anonymous, system } from "#platform/actor.ts";
import { anActor } from "#platform/actor.fixtures.ts";
import type { DecisionAct, DelegationStatus, ReportAct, StepName } from "./delegation.model.ts";
import { DECISION_ACTS, REPORT_ACTS, STATUSES, STEPS } from "./delegation.model.ts";
import {
  canAskAround,
  canCorrect,
  canEdit,
  canFinish,
  canKeepRoutes,
  canPropose,
  canReadPassports,
  canTake,
  canTakeBack,
  signsFor,
} from "./delegation.policy.ts";

/** A visit of Ha Noi's own, decided in Ha Noi. */
const own = { unit_path: "vufo.ha_noi", approving_path: "vufo.ha_noi", status: "proposed" as DelegationStatus };
const DECISIONS: (StepName | DecisionAct | ReportAct)[] = [
  "approve",
  "return",
  "refuse",
  "ask",
  "accept_changes",
  "return_changes",
  "accept_report",
  "return_report",
];
const OTHER_STEPS: (StepName | ReportAct)[] = [
  "propose",
  "prepare",
  "depart",
  "come_back",
  "report",
  "settle",
  "archive",
  "postpone",
  "resume",
  "cancel",
  "edit_report",
];

function rightsOf(actor: Actor, visit = own): string[] {
  const rights: [string, boolean][] = [
    ["draft", canPropose(actor)],
    ["edit", canEdit(actor, visit)],
    ["ask around", canAskAround(actor, visit)],
    ["read passports", canReadPassports(actor, visit)],
    ...[...DECISIONS, ...OTHER_STEPS].map((step): [string, boolean] => [step, canTake(actor, step, visit)]),
    ["number", canTake(actor, "number", { ...visit, status: "approved" })],
    ["put right", canCorrect(actor, visit)],
  ];
  return rights.filter(([, may]) => may).map(([name]) => name);
}

const WRITE = ["draft", "edit", "ask around"];
const TEAM = [...WRITE, "read passports"];
/** What each role may do about a visit of its own unit. */
const ROLES: Record<Role, string[]> = {
  leader: [...WRITE, ...DECISIONS, ...OTHER_STEPS, "number", "put right"],
  unit_officer: [...TEAM, ...DECISIONS, ...OTHER_STEPS, "number", "put right"],
  office: [...TEAM, ...OTHER_STEPS, "number", "put right"],
  desk_officer: [...TEAM, ...OTHER_STEPS],
  association_officer: [...TEAM, ...OTHER_STEPS, "number"],
  ngo_officer: [...WRITE, ...OTHER_STEPS],
  mission_officer: [],
  press: [],
  auditor: [],
  administrator: ["put right"],
  consulted_agency: [],
  foreign_ngo: [],
  partner: [],
};

describe("what a role may do", () => {
  test("is asked of every step, and of all that is done about a decision", () => {
    const asked = new Set([...DECISIONS, ...OTHER_STEPS, "number"]);
    expect(asked).toEqual(new Set([...Object.keys(STEPS), ...DECISION_ACTS, ...REPORT_ACTS]));
  });

  test.each(Object.entries(ROLES) as [Role, string[]][])("%s", (role, rights) => {
    expect(rightsOf(anActor(role, "vufo.ha_noi"))).toEqual(rights);
  });

  test("a visitor may nothing, the machine everything but what needs a unit", () => {
    expect(rightsOf(anonymous)).toEqual([]);
    const all = [...TEAM, ...DECISIONS, ...OTHER_STEPS, "number", "put right"];
    expect(rightsOf(system)).toEqual(all.filter((one) => one !== "draft"));
  });

  test("a writer without a unit proposes nothing", () => {
    expect(canPropose(anActor("leader", "vufo", { unitPath: undefined }))).toBe(false);
  });
});

describe("where a role reaches", () => {
  test.each([
    ["the unit itself", "vufo.ha_noi", true],
    ["the union above", "vufo", true],
    ["a unit below", "vufo.ha_noi.ha_noi_fr", false],
    ["another unit", "vufo.can_tho", false],
    ["a unit whose name only begins the same", "vufo.ha", false],
    ["a unit whose name goes on", "vufo.ha_noi_2", false],
  ])("%s", (_where, path, may) => {
    const actor = anActor("unit_officer", path);
    expect(canEdit(actor, own)).toBe(may);
    expect(canTake(actor, "approve", own)).toBe(may);
    expect(canTake(actor, "depart", own)).toBe(may);
    expect(canReadPassports(actor, own)).toBe(may);
    expect(canAskAround(actor, own)).toBe(may);
    expect(canCorrect(actor, own)).toBe(may);
    expect(canTakeBack(actor, own, { step: "depart", user_id: "another" })).toBe(may);
  });

  test("who took a step takes it back from wherever they are now, but no guest", () => {
    const mayTakeBack = (role: Role) => {
      const actor = anActor(role, "vufo.can_tho");
      return canTakeBack(actor, own, { step: "depart", user_id: actor.userId ?? "" });
    };
    expect((["unit_officer", "auditor"] as const).map(mayTakeBack)).toEqual([true, true]);
    expect((["partner", "foreign_ngo", "consulted_agency"] as const).map(mayTakeBack)).toEqual([false, false, false]);
    expect(canTakeBack(anonymous, own, { step: "depart", user_id: null })).toBe(false);
  });

  test("what the union decides, the unit's own head does not", () => {
    const visit = { ...own, approving_path: "vufo" };
    expect(DECISIONS.map((step) => canTake(anActor("unit_officer", "vufo.ha_noi"), step, visit))).toEqual(
      DECISIONS.map(() => false),
    );
    expect(canTake(anActor("leader", "vufo"), "approve", visit)).toBe(true);
  });
});

/** While the facts of the proposal may be edited, and others asked about it. */
const OPEN: Record<DelegationStatus, boolean> = {
  draft: true,
  proposed: true,
  opinions: true,
  approved: true,
  preparing: true,
  travelling: true,
  report_due: true,
  postponed: true,
  refused: false,
  reported: false,
  settled: false,
  archived: false,
  cancelled: false,
};

describe("when", () => {
  test.each(STATUSES)("%s", (status) => {
    const visit = { ...own, status };
    expect(canEdit(anActor("desk_officer", "vufo.ha_noi"), visit)).toBe(OPEN[status]);
    expect(canAskAround(anActor("desk_officer", "vufo.ha_noi"), visit)).toBe(OPEN[status]);
    // Passports may be read as long as they are kept.
    expect(canReadPassports(anActor("desk_officer", "vufo.ha_noi"), visit)).toBe(true);
  });
});

describe("in whose name", () => {
  const head = {
    lentId: "lent",
    userId: "leader",
    name: "Phan Minh Anh",
    unitPath: "vufo",
    role: "leader" as Role,
    signedAs: "TUQ" as const,
    post: "Chủ tịch",
    ownPost: "Chánh Văn phòng",
  };
  const visit = { ...own, approving_path: "vufo" };
  const deputy = (role: Role, path: string, signs = [head]) => anActor(role, path, { signsFor: signs });

  test("who signs for the head of the approving unit decides in that name", () => {
    expect(signsFor(deputy("office", "vufo"), visit)).toEqual(head);
    for (const step of DECISIONS) expect(canTake(deputy("office", "vufo"), step, visit)).toBe(true);
  });

  test("and also on what a unit below decides for itself, as the head could", () => {
    expect(signsFor(deputy("office", "vufo"), own)).toEqual(head);
    expect(canTake(deputy("office", "vufo"), "approve", own)).toBe(true);
  });

  test("whoever decides anyway decides in the own name", () => {
    expect(signsFor(deputy("leader", "vufo"), visit)).toBeUndefined();
    expect(signsFor(deputy("unit_officer", "vufo"), visit)).toBeUndefined();
    expect(canTake(deputy("leader", "vufo"), "approve", visit)).toBe(true);
  });

  test.each([
    ["the one signed for could not decide", deputy("office", "vufo", [{ ...head, role: "office" }])],
    ["the one signed for heads a unit below", deputy("office", "vufo", [{ ...head, unitPath: "vufo.ha_noi" }])],
    ["the names of units only begin the same", deputy("office", "vufo", [{ ...head, unitPath: "vu" }])],
    ["the visit is of a unit elsewhere", deputy("office", "vufo.can_tho")],
    ["nobody gave the signature", deputy("office", "vufo", [])],
  ])("not when %s", (_why, actor) => {
    expect(signsFor(actor, visit)).toBeUndefined();
    expect(canTake(actor, "approve", visit)).toBe(false);
  });

  test("with the signature of a head somebody who writes no visits may ask around, while it is open", () => {
    const editor = deputy("press", "vufo");
    expect([canEdit(editor, visit), canAskAround(editor, visit)]).toEqual([false, true]);
    expect(canAskAround(editor, { ...visit, status: "archived" })).toBe(false);
  });
});

describe("who sees that a commitment was kept", () => {
  const promise = { unit_path: "vufo.hue", asker_path: "vufo.ha_noi" };
  const KEEPERS: Role[] = [
    "leader",
    "office",
    "desk_officer",
    "ngo_officer",
    "unit_officer",
    "association_officer",
    "mission_officer",
  ];
  test.each(Object.keys(ROLES) as Role[])("%s", (role) => {
    const may = KEEPERS.includes(role);
    expect(canFinish(anActor(role, "vufo.hue"), promise)).toBe(may);
    expect(canFinish(anActor(role, "vufo.ha_noi"), promise)).toBe(may);
    expect(canFinish(anActor(role, "vufo.can_tho"), promise)).toBe(false);
  });
});

describe("who keeps the rules of approval", () => {
  const KEEPERS: Role[] = ["leader", "office", "administrator"];
  test.each(Object.keys(ROLES) as Role[])("%s", (role) => {
    expect(canKeepRoutes(anActor(role, "vufo"))).toBe(KEEPERS.includes(role));
    expect(canKeepRoutes(anActor(role, "vufo.ha_noi"))).toBe(false);
  });

  test("nobody who acts for no unit", () => {
    for (const role of KEEPERS) expect(canKeepRoutes(anActor(role, "vufo", { unitPath: undefined }))).toBe(false);
  });
});
