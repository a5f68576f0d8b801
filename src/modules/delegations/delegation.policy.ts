import { canSettle } from "#modules/exchanges/exchange.policy.ts";
import type { Actor, Lent, Role } from "#platform/actor.ts";
import { WRITERS, hasRole, isAtOrAbove } from "#platform/actor.ts";
import type { NumberedPaper } from "./delegation-paper.model.ts";
import { NUMBERED } from "./delegation-paper.model.ts";
import type { DecisionAct, DelegationStatus, ReportAct, StepName } from "./delegation.model.ts";
import { ACCOUNTED, DECIDED, EDITABLE } from "./delegation.model.ts";

type Subject = { unit_path: string; status: DelegationStatus; approving_path: string };

/** Who decides in the approving unit, by role. */
export const APPROVERS: readonly Role[] = ["leader", "unit_officer"];
/** Who gives a decision its number there. */
export const CLERKS: readonly Role[] = ["office", "association_officer", ...APPROVERS];

/** Steps that belong to the one who decides; all others to the unit whose visit it is. */
const DECISIONS: readonly (StepName | DecisionAct | ReportAct)[] = [
  "approve",
  "return",
  "refuse",
  "ask",
  "accept_changes",
  "return_changes",
  "accept_report",
  "return_report",
];

export function isDecision(step: StepName | DecisionAct | ReportAct): boolean {
  return DECISIONS.includes(step);
}

export function canPropose(actor: Actor): boolean {
  return hasRole(actor, ...WRITERS) && actor.unitPath !== undefined;
}

export function canEdit(actor: Actor, delegation: Subject): boolean {
  return canCommit(actor, delegation) && EDITABLE.includes(delegation.status);
}

/** What was promised is written down and kept after the report too, so the state of the visit does not matter. */
export function canCommit(actor: Actor, delegation: Pick<Subject, "unit_path">): boolean {
  return hasRole(actor, ...WRITERS) && isAtOrAbove(actor, delegation.unit_path);
}

/** Amounts are no change of what was decided: they are entered after the report too, and once settled corrected with a reason. */
export function canAccount(actor: Actor, delegation: Pick<Subject, "unit_path" | "status">): boolean {
  return canCommit(actor, delegation) && ACCOUNTED.includes(delegation.status);
}

export function canTake(actor: Actor, step: StepName | DecisionAct | ReportAct, delegation: Subject): boolean {
  if (step === "number") return canNumber(actor, delegation);
  if (isDecision(step)) return canDecide(actor, delegation);
  return hasRole(actor, ...WRITERS) && isAtOrAbove(actor, delegation.unit_path);
}

/** Whoever took a step, or may take it, takes it back. */
export function canTakeBack(
  actor: Actor,
  delegation: Subject,
  last: { step: StepName; user_id: string | null } | undefined,
): boolean {
  if (!last) return false;
  const isOwn = last.user_id !== null && last.user_id === actor.userId && actor.reach !== "outside";
  return isOwn || canTake(actor, last.step, delegation);
}

/** Who answers for the unit puts right what was marked by mistake. */
export function canCorrect(actor: Actor, delegation: Pick<Subject, "unit_path">): boolean {
  return (
    hasRole(actor, "office", "administrator", "leader", "unit_officer") && isAtOrAbove(actor, delegation.unit_path)
  );
}

/** The head of the approving unit, or who signs for that head today; whoever that is when something is decided. */
export function canDecide(actor: Actor, delegation: Subject): boolean {
  const own = hasRole(actor, ...APPROVERS) && isAtOrAbove(actor, delegation.approving_path);
  return own || signsFor(actor, delegation) !== undefined;
}

/** The person in whose name the actor may decide, if not in the actor's own. */
export function signsFor(actor: Actor, delegation: Subject): Lent | undefined {
  if (hasRole(actor, ...APPROVERS) && isAtOrAbove(actor, delegation.approving_path)) return undefined;
  return actor.signsFor.find(
    (person) =>
      APPROVERS.includes(person.role) &&
      `${delegation.approving_path}.`.startsWith(`${person.unitPath}.`) &&
      isAtOrAbove(actor, delegation.unit_path),
  );
}

/** The clerk of the approving unit, or who decides there, gives the number once it is decided. */
export function canNumber(actor: Actor, delegation: Subject): boolean {
  return (
    DECIDED.includes(delegation.status) && hasRole(actor, ...CLERKS) && isAtOrAbove(actor, delegation.approving_path)
  );
}

/** The unit whose paper it is gives it a number, before and after the decision. */
export function canNumberPaper(
  actor: Actor,
  delegation: Pick<Subject, "unit_path" | "approving_path">,
  paper: NumberedPaper,
): boolean {
  const path = NUMBERED[paper].by === "unit" ? delegation.unit_path : delegation.approving_path;
  return hasRole(actor, ...CLERKS) && isAtOrAbove(actor, path);
}

/** Passport data is for the unit whose visit it is. */
export function canReadPassports(actor: Actor, delegation: Subject): boolean {
  return (
    hasRole(actor, "office", "desk_officer", "unit_officer", "association_officer") &&
    isAtOrAbove(actor, delegation.unit_path)
  );
}

/** Whose visit it is, and who decides on it, may ask others about it. */
export function canAskAround(actor: Actor, delegation: Subject): boolean {
  return canEdit(actor, delegation) || (EDITABLE.includes(delegation.status) && canTake(actor, "ask", delegation));
}

/** The unit that leads a commitment may see it done, and the unit whose visit it was. */
export function canFinish(actor: Actor, commitment: { unit_path: string; asker_path: string }): boolean {
  return hasRole(actor, ...WRITERS, "mission_officer") && canSettle(actor, commitment);
}

/** Who approves what is the union's own rule: its office, its leadership and its administrator keep it. */
export function canKeepRoutes(actor: Actor): boolean {
  return hasRole(actor, "leader", "office", "administrator") && actor.unitPath?.includes(".") === false;
}
