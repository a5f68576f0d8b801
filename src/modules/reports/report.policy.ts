import type { Actor } from "#platform/actor.ts";
import { hasRole, isAtOrAbove } from "#platform/actor.ts";

/** The office writes the report of its unit; the unit's head may too, and the desk officer for associations as their secretary. */
export function canWriteReport(actor: Actor, unitPath: string): boolean {
  const writes = hasRole(actor, "office", "leader", "unit_officer", "association_officer", "desk_officer");
  return writes && isAtOrAbove(actor, unitPath);
}

export function canFreeze(actor: Actor, unitPath: string): boolean {
  return hasRole(actor, "office", "leader", "unit_officer") && isAtOrAbove(actor, unitPath);
}
