import type { Actor } from "#platform/actor.ts";
import { WRITERS, hasRole, isAtOrAbove } from "#platform/actor.ts";

const RECORDERS = [...WRITERS, "press"] as const;

export function canRecord(actor: Actor): boolean {
  return hasRole(actor, ...RECORDERS) && actor.unitPath !== undefined;
}

/** What the whole union calls its kinds of activities, its administrator says. */
export function canKeepKinds(actor: Actor): boolean {
  return hasRole(actor, "administrator") && (actor.reach === "system" || actor.unitPath?.includes(".") === false);
}

/** A held activity stays open to its unit: numbers and results arrive later. */
export function canEdit(actor: Actor, activity: { unit_path: string; status: string }): boolean {
  return hasRole(actor, ...RECORDERS) && isAtOrAbove(actor, activity.unit_path) && activity.status !== "cancelled";
}

/** Who sees it is for its unit to say, whatever became of it. */
export function canShare(actor: Actor, activity: { unit_path: string }): boolean {
  return hasRole(actor, ...RECORDERS) && isAtOrAbove(actor, activity.unit_path);
}

export function canTake(actor: Actor, activity: { unit_path: string; status: string }): boolean {
  return canEdit(actor, activity);
}

/** Whoever took a step, or may take one, takes it back. */
export function canTakeBack(
  actor: Actor,
  activity: { unit_path: string },
  last: { user_id: string | null } | undefined,
): boolean {
  if (!last) return false;
  const isOwn = last.user_id !== null && last.user_id === actor.userId && actor.reach !== "outside";
  return isOwn || (hasRole(actor, ...RECORDERS) && isAtOrAbove(actor, activity.unit_path));
}

/** Who answers for the unit puts right what was marked by mistake. */
export function canCorrect(actor: Actor, activity: { unit_path: string }): boolean {
  return hasRole(actor, "office", "administrator", "leader", "unit_officer") && isAtOrAbove(actor, activity.unit_path);
}
