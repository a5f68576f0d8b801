import type { Actor } from "#platform/actor.ts";
import { WRITERS, hasRole, isAtOrAbove, ownBodies, ownPaths } from "#platform/actor.ts";

type Asked = { to_user_id: string | null; to_unit_id: string | null; to_body_id: string | null; unit_path: string };

/** Who speaks for a unit to others: neither who writes of it, as the press does, nor who keeps its accounts. */
const SPEAKERS = [...WRITERS, "mission_officer"] as const;

/** Who has to answer: the person asked, anybody who speaks for the unit asked, or for the body outside. */
export function owes(actor: Actor, owed: Asked): boolean {
  if (owed.to_user_id !== null) return owed.to_user_id === actor.userId;
  if (owed.to_body_id !== null) return ownBodies(actor).includes(owed.to_body_id);
  const speaks = actor.reach === "staff" && hasRole(actor, ...SPEAKERS);
  return owed.to_unit_id !== null && speaks && ownPaths(actor).includes(owed.unit_path);
}

/** Who asked reminds, escalates, withdraws, and takes note of the answer. */
export function canKeepQuestion(actor: Actor, owed: { asker_path: string }): boolean {
  return hasRole(actor, ...WRITERS) && isAtOrAbove(actor, owed.asker_path);
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
