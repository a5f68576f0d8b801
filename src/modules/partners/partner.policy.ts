import type { Actor } from "#platform/actor.ts";
import { WRITERS, hasRole, isAtOrAbove } from "#platform/actor.ts";
import type { StepName } from "./partner.model.ts";

const KEEPERS = [...WRITERS, "mission_officer"] as const;

/** A mission introduces partners too. */
export function canRegister(actor: Actor): boolean {
  return hasRole(actor, ...KEEPERS) && actor.unitPath !== undefined;
}

export function canEdit(actor: Actor, partner: { unit_path: string; status: string }): boolean {
  return hasRole(actor, ...KEEPERS) && isAtOrAbove(actor, partner.unit_path) && partner.status !== "closed";
}

/** Who sees it is for the unit that keeps it to say, closed or not. */
export function canShare(actor: Actor, partner: { unit_path: string }): boolean {
  return hasRole(actor, ...KEEPERS) && isAtOrAbove(actor, partner.unit_path);
}

export function canReopen(actor: Actor, partner: { unit_path: string; status: string }): boolean {
  return hasRole(actor, ...KEEPERS) && isAtOrAbove(actor, partner.unit_path) && partner.status === "closed";
}

/** Telephone numbers and addresses of persons: the unit that keeps them and those above it. */
export function canReadContacts(actor: Actor, partner: { unit_path: string }): boolean {
  return actor.reach === "staff" && isAtOrAbove(actor, partner.unit_path);
}

/** What the union intends with a partner: the database gives it to no others (docs/rights.md, closed fields). */
export function canReadIntentions(actor: Actor, partner: { unit_path: string }): boolean {
  if (actor.reach === "reader" || actor.reach === "system") return true;
  return (
    actor.reach === "staff" && (!hasRole(actor, "mission_officer", "press") || isAtOrAbove(actor, partner.unit_path))
  );
}

/** Somebody outside the union to whom this record was granted. */
export function canSuggest(actor: Actor, partner: { named_user_ids: string[] }): boolean {
  return actor.reach === "outside" && actor.userId !== undefined && partner.named_user_ids.includes(actor.userId);
}

export function canTake(
  actor: Actor,
  step: StepName,
  partner: { unit_path: string; status: string; named_user_ids: string[] },
): boolean {
  if (step === "suggest") return canSuggest(actor, partner);
  return step === "reopen" ? canReopen(actor, partner) : canEdit(actor, partner);
}
