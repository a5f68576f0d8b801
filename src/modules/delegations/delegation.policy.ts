import { canSettle } from "#modules/exchanges/exchange.policy.ts";
import type { Actor, Role } from "#platform/actor.ts";
import { WRITERS, hasRole, isAtOrAbove } from "#platform/actor.ts";
import type { DelegationStatus, StepName } from "./delegation.model.ts";
import { EDITABLE } from "./delegation.model.ts";

type Subject = { unit_path: string; status: DelegationStatus; approving_path: string };

export const APPROVERS: readonly Role[] = ["leader", "unit_officer"];

/** Steps that belong to the one who decides; all others to the unit whose visit it is. */
const DECISIONS: readonly StepName[] = ["approve", "return", "refuse", "ask"];

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

export function canTake(actor: Actor, step: StepName, delegation: Subject): boolean {
  if (DECISIONS.includes(step)) return canDecide(actor, delegation);
  return hasRole(actor, ...WRITERS) && isAtOrAbove(actor, delegation.unit_path);
}

/** The head of the approving unit, or who signs for that head today. */
function canDecide(actor: Actor, delegation: Subject): boolean {
  const own = hasRole(actor, ...APPROVERS) && isAtOrAbove(actor, delegation.approving_path);
  return own || signsFor(actor, delegation) !== undefined;
}

/** The person in whose name the actor may decide, if not in the actor's own. */
export function signsFor(actor: Actor, delegation: Subject): { userId: string; name: string } | undefined {
  if (hasRole(actor, ...APPROVERS) && isAtOrAbove(actor, delegation.approving_path)) return undefined;
  return actor.signsFor.find(
    (person) =>
      APPROVERS.includes(person.role) &&
      `${delegation.approving_path}.`.startsWith(`${person.unitPath}.`) &&
      isAtOrAbove(actor, delegation.unit_path),
  );
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
