import type { Actor } from "#platform/actor.ts";
import { WRITERS, hasRole, isAtOrAbove } from "#platform/actor.ts";

const RECORDERS = [...WRITERS, "press"] as const;

/** What was recorded twice is kept in the record that stays: the other is read and not written. */
type Twice = { kept_in_id?: string | null };
type Standing = Twice & { unit_path: string; status: string };
const isOpen = ({ kept_in_id }: Twice) => !kept_in_id;

export function canRecord(actor: Actor): boolean {
  return hasRole(actor, ...RECORDERS) && actor.unitPath !== undefined;
}

/** What the whole union calls its kinds of activities, its administrator says. */
export function canKeepKinds(actor: Actor): boolean {
  return hasRole(actor, "administrator") && (actor.reach === "system" || actor.unitPath?.includes(".") === false);
}

/** A held activity stays open to its unit: numbers and results arrive later. */
export function canEdit(actor: Actor, activity: Standing): boolean {
  return canShare(actor, activity) && activity.status !== "cancelled" && isOpen(activity);
}

/** Whether two are one is for who keeps both, or stands above them. */
export function canJoin(actor: Actor, one: { unit_path: string }, other: { unit_path: string }): boolean {
  return canShare(actor, one) && canShare(actor, other);
}

/** Who sees it is for its unit to say, whatever became of it. */
export function canShare(actor: Actor, activity: { unit_path: string }): boolean {
  return hasRole(actor, ...RECORDERS) && isAtOrAbove(actor, activity.unit_path);
}

export function canTake(actor: Actor, activity: Standing): boolean {
  return canEdit(actor, activity);
}

/** Whoever took a step, or may take one, takes it back. */
export function canTakeBack(
  actor: Actor,
  activity: Twice & { unit_path: string },
  last: { user_id: string | null } | undefined,
): boolean {
  if (!last || !isOpen(activity)) return false;
  const isOwn = last.user_id !== null && last.user_id === actor.userId && actor.reach !== "outside";
  return isOwn || (hasRole(actor, ...RECORDERS) && isAtOrAbove(actor, activity.unit_path));
}

/** Who answers for the unit puts right what was marked by mistake. */
export function canCorrect(actor: Actor, activity: Twice & { unit_path: string }): boolean {
  const answers = hasRole(actor, "office", "administrator", "leader", "unit_officer");
  return answers && isAtOrAbove(actor, activity.unit_path) && isOpen(activity);
}
