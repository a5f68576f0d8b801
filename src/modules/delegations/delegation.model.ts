import type { DelegationDirection, DelegationStatus } from "#platform/schema.gen.ts";
import type { Step } from "#platform/steps.ts";

export type { DelegationDirection, DelegationStatus };

export const DIRECTIONS = ["outgoing", "incoming"] as const satisfies readonly DelegationDirection[];
export const STATUSES = [
  "draft",
  "proposed",
  "opinions",
  "approved",
  "refused",
  "preparing",
  "travelling",
  "report_due",
  "reported",
  "settled",
  "archived",
  "cancelled",
  "postponed",
] as const satisfies readonly DelegationStatus[];

/** Processes P2 and P3 of the union's work. Who approves is data (delegation_route); the seven working days for the report too. */
export const STEPS = {
  propose: { from: ["draft"], to: "proposed" },
  ask: { from: ["proposed"], to: "opinions" },
  return: { from: ["proposed", "opinions"], to: "draft" },
  refuse: { from: ["proposed", "opinions"], to: "refused" },
  approve: { from: ["proposed", "opinions"], to: "approved" },
  prepare: { from: ["approved"], to: "preparing" },
  depart: { from: ["approved", "preparing"], to: "travelling" },
  come_back: { from: ["travelling"], to: "report_due" },
  report: { from: ["travelling", "report_due"], to: "reported" },
  settle: { from: ["reported"], to: "settled" },
  archive: { from: ["settled"], to: "archived" },
  postpone: { from: ["draft", "proposed", "opinions", "approved", "preparing"], to: "postponed" },
  resume: { from: ["postponed"], to: "draft" },
  cancel: { from: ["draft", "proposed", "opinions", "approved", "preparing", "postponed"], to: "cancelled" },
} as const satisfies Record<string, Step<DelegationStatus>>;

export type StepName = keyof typeof STEPS;

/** While the facts of the proposal may still be edited. */
export const EDITABLE: readonly DelegationStatus[] = [
  "draft",
  "proposed",
  "opinions",
  "approved",
  "preparing",
  "travelling",
  "report_due",
  "postponed",
];

/** From the decision on; before it, and while it is proposed anew, nothing is there that a change could differ from. */
export const DECIDED: readonly DelegationStatus[] = [
  "approved",
  "preparing",
  "travelling",
  "report_due",
  "reported",
  "settled",
  "archived",
];

/** Where an approval, once given, still counts or waits to count again; in all other states it has ended. */
export const APPROVAL_STANDS: readonly DelegationStatus[] = [...DECIDED, "postponed", "cancelled"];

/** From the departure on: what counts as a visit that took place or is under way. */
export const LEFT: readonly DelegationStatus[] = ["travelling", "report_due", "reported", "settled", "archived"];

/** Why a visit with these days cannot be in that state yet, as the key of a sentence: what has not come is not done. */
export function aheadIn(
  status: DelegationStatus,
  { departs_on, returns_on }: { departs_on: string; returns_on: string },
  day: string,
): string | undefined {
  if (!LEFT.includes(status)) return undefined;
  if (departs_on > day) return "rule_departs_ahead";
  return status !== "travelling" && returns_on > day ? "rule_returns_ahead" : undefined;
}

/** How a mistake is put right: the last step taken back, or the state corrected. */
export const MENDINGS = ["take_back", "correct"] as const;
export type Mending = (typeof MENDINGS)[number];

/** What a visit that was marked as more, or as cancelled, may really be. */
export const CORRECTED_TO = [
  "draft",
  "approved",
  "travelling",
  "report_due",
  "reported",
  "settled",
  "cancelled",
] as const satisfies readonly DelegationStatus[];

/** The states to which this one may be corrected: those before it, or that it never took place. */
export function correctionsOf(
  status: DelegationStatus,
  kept: { isApproved: boolean; hasReport: boolean },
): (typeof CORRECTED_TO)[number][] {
  const start = kept.isApproved ? "approved" : "draft";
  if (status === "cancelled") return [start];
  if (!LEFT.includes(status)) return [];
  const before = LEFT.slice(0, LEFT.indexOf(status)).filter((one) => kept.hasReport || !WITH_REPORT.includes(one));
  return CORRECTED_TO.filter((one) => one === start || one === "cancelled" || before.includes(one));
}

export const WITH_REPORT: readonly DelegationStatus[] = ["reported", "settled", "archived"];

/** How a file differs from what was decided: it waits for who decided, was returned by them, or in small things only. */
export const CHANGE_STATES = ["waiting", "returned", "listed"] as const;
export type ChangeState = (typeof CHANGE_STATES)[number];

/** Where a result report stands that has to be accepted: it waits for who decides, was returned by them, or is accepted. */
export const REPORT_STATES = ["waiting", "returned", "accepted"] as const;
export type ReportState = (typeof REPORT_STATES)[number];

/** Somebody still has to accept it, or to put it right. */
export const isReportOpen = ({ report_state }: { report_state: string | null }) =>
  report_state === "waiting" || report_state === "returned";

/** What is done about a result report once it is there: put right by the unit, accepted or returned by who decides. */
export const REPORT_ACTS = ["edit_report", "accept_report", "return_report"] as const;
export type ReportAct = (typeof REPORT_ACTS)[number];

/** While a result report can still be put right; a file that is kept for good is taken back first. */
const REPORT_OPEN: readonly DelegationStatus[] = ["reported", "settled"];

/** What there is to do about a report now. What was returned may be accepted after all. */
export function reportActs({
  status,
  report_state,
}: {
  status: DelegationStatus;
  report_state: string | null;
}): ReportAct[] {
  if (!REPORT_OPEN.includes(status)) return [];
  if (report_state === "waiting") return ["accept_report", "return_report", "edit_report"];
  return report_state === "returned" ? ["edit_report", "accept_report"] : ["edit_report"];
}

/** What is done about a decision once it is there; none of it moves the visit on. */
export const DECISION_ACTS = ["number", "accept_changes", "return_changes"] as const;
export type DecisionAct = (typeof DECISION_ACTS)[number];

export const MEMBER_ROLES = ["head", "deputy_head", "member", "interpreter", "secretary", "press"] as const;
/** With which honours guests are received: the protocol of the union, above, at or below their rank. */
export const RECEPTION_LEVELS = ["high", "equal", "working", "courtesy"] as const;
export const SECURITY_LEVELS = ["normal", "attention", "special"] as const;
export const JOURNEYS = ["arrives", "departs"] as const;
export const PAYERS = ["union", "unit", "partner", "self", "state", "other"] as const;

/** Whose money goes through the union's accounts: what they pay is accounted for. What others paid is known only if they say it. */
export const OWN_FUNDS: readonly (typeof PAYERS)[number][] = ["union", "unit", "state"];
/** While amounts are entered: money is advanced from the decision on. */
export const ACCOUNTED: readonly DelegationStatus[] = [
  "approved",
  "preparing",
  "travelling",
  "report_due",
  "reported",
  "settled",
];

/** While visas and tickets are seen to. */
export const PREPARED: readonly DelegationStatus[] = ["approved", "preparing"];
/** How far the visa of one who goes abroad is. */
export const VISA_STATES = ["not_needed", "to_apply", "applied", "granted", "refused"] as const;

/** So many days before it leaves, a visit whose travellers lack visas is shown to whoever prepares it. */
export const VISA_DAYS = 21;

type Papers = { visa_state: string | null; visa_expires_on: string | null; insurance_expires_on: string | null };

/** What one who goes abroad still lacks: a visa and an insurance for all days of the visit. A visa whose last day nobody wrote down is believed. */
export function lackingOf(one: Papers, { returns_on }: { returns_on: string }): ("visa" | "insurance")[] {
  const isGranted = one.visa_state === "granted" && (one.visa_expires_on ?? returns_on) >= returns_on;
  const hasVisa = one.visa_state === "not_needed" || isGranted;
  const isInsured = one.insurance_expires_on !== null && one.insurance_expires_on >= returns_on;
  return [...(hasVisa ? [] : (["visa"] as const)), ...(isInsured ? [] : (["insurance"] as const))];
}

/** Passport data is erased this many days after the return (purpose: visa and tickets; Decree 13/2023). */
export const PASSPORT_DAYS = 90;

export function allowedSteps(status: DelegationStatus): StepName[] {
  return (Object.keys(STEPS) as StepName[]).filter((name) =>
    (STEPS[name].from as readonly DelegationStatus[]).includes(status),
  );
}

export type Route = {
  unit_kind: string | null;
  direction: DelegationDirection | null;
  is_in_plan: boolean | null;
  approving_kind: "own" | "parent" | "union";
  report_due_working_days: number;
  /** Per cent by which the budget may move after the decision before who decided is asked again. */
  budget_share: number;
  /** Whether the result report waits until whoever decides accepts it. */
  accepts_reports: boolean;
};

/** The facts of a visit by which a route is chosen; its unit and direction stay what they were drafted as. */
export const CHOOSES_DECIDER = ["direction", "is_in_plan"] as const satisfies (keyof Route)[];

/** The most exact route that fits, of equal ones the first given; the union approves where nothing says otherwise. */
export function routeFor(
  routes: Route[],
  delegation: { unit_kind: string; direction: DelegationDirection; is_in_plan: boolean },
): Route {
  const fits = (wanted: unknown, is: unknown) => wanted === null || wanted === is;
  const exactness = (route: Route) =>
    [route.unit_kind, route.direction, route.is_in_plan].filter((value) => value !== null).length;
  const fitting = routes.filter(
    (route) =>
      fits(route.unit_kind, delegation.unit_kind) &&
      fits(route.direction, delegation.direction) &&
      fits(route.is_in_plan, delegation.is_in_plan),
  );
  const [best] = fitting.toSorted((one, other) => exactness(other) - exactness(one));
  return (
    best ?? {
      unit_kind: null,
      direction: null,
      is_in_plan: null,
      approving_kind: "union",
      report_due_working_days: 7,
      budget_share: 10,
      accepts_reports: false,
    }
  );
}

/** The path of the unit that approves: the unit's own, the one above it, or the root. */
export function approvingPath(unitPath: string, kind: Route["approving_kind"]): string {
  const labels = unitPath.split(".");
  if (kind === "own" || labels.length === 1) return unitPath;
  return kind === "parent" ? labels.slice(0, -1).join(".") : (labels[0] ?? unitPath);
}

type Routed = {
  status: DelegationStatus;
  unit_path: string;
  unit_kind: string;
  direction: DelegationDirection;
  is_in_plan: boolean;
  /** Where the approval that stands was given. */
  decided_path: string | null;
};

/** The place of the unit that decides: what is decided goes back to who decided it, whatever the routes or the file say since; all else goes by the routes of today. */
export function decidingPath(routes: Route[], visit: Routed): string {
  if (visit.decided_path && DECIDED.includes(visit.status)) return visit.decided_path;
  return approvingPath(visit.unit_path, routeFor(routes, visit).approving_kind);
}

/** What stands below a delegation, and how the address of its list is called. */
export const PARTS = {
  member: "members",
  programme: "programme",
  journey: "journeys",
  meeting: "meetings",
  provision: "provisions",
  budget: "budget",
} as const;

export type PartName = keyof typeof PARTS;
