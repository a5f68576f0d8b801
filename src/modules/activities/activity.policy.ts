import type { Actor, Role } from "#platform/actor.ts";
import { hasRole, isAtOrAbove } from "#platform/actor.ts";

const WRITERS: readonly Role[] = [
  "leader",
  "office",
  "desk_officer",
  "ngo_officer",
  "unit_officer",
  "association_officer",
  "press",
];

export function canRecord(actor: Actor): boolean {
  return hasRole(actor, ...WRITERS) && actor.unitPath !== undefined;
}

/** A held activity stays open to its unit: numbers and results arrive later. */
export function canEdit(actor: Actor, activity: { unit_path: string; status: string }): boolean {
  return hasRole(actor, ...WRITERS) && isAtOrAbove(actor, activity.unit_path) && activity.status !== "cancelled";
}

export function canTake(actor: Actor, activity: { unit_path: string; status: string }): boolean {
  return canEdit(actor, activity);
}
