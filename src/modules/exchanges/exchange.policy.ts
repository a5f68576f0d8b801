import type { Actor } from "#platform/actor.ts";
import { isAtOrAbove, ownPaths } from "#platform/actor.ts";

/** Who has to answer: the person asked, or anybody who works in the unit asked. */
export function owes(actor: Actor, owed: { to_user_id: string | null; to_unit_id: string | null; unit_path: string }) {
  if (owed.to_user_id !== null) return owed.to_user_id === actor.userId;
  return owed.to_unit_id !== null && actor.reach === "staff" && ownPaths(actor).includes(owed.unit_path);
}

/** Who said it from outside the union takes it back or says it again. */
export function isOwn(actor: Actor, owed: { created_by: string | null }): boolean {
  return actor.reach === "outside" && actor.userId !== undefined && owed.created_by === actor.userId;
}

/** Who says how it ended: inside the union who owes it, who asked, and those above either. */
export function canSettle(actor: Actor, owed: { unit_path: string; asker_path: string }): boolean {
  const isInside = actor.reach === "staff" || actor.reach === "system";
  return isInside && (isAtOrAbove(actor, owed.unit_path) || isAtOrAbove(actor, owed.asker_path));
}
