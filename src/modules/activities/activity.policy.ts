import type { Actor } from "#platform/actor.ts";
import { WRITERS, hasRole, isAtOrAbove } from "#platform/actor.ts";

const RECORDERS = [...WRITERS, "press"] as const;

export function canRecord(actor: Actor): boolean {
  return hasRole(actor, ...RECORDERS) && actor.unitPath !== undefined;
}

/** A held activity stays open to its unit: numbers and results arrive later. */
export function canEdit(actor: Actor, activity: { unit_path: string; status: string }): boolean {
  return hasRole(actor, ...RECORDERS) && isAtOrAbove(actor, activity.unit_path) && activity.status !== "cancelled";
}

export function canTake(actor: Actor, activity: { unit_path: string; status: string }): boolean {
  return canEdit(actor, activity);
}
