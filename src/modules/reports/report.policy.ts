import type { Actor } from "#platform/actor.ts";
import { hasRole, isAtOrAbove } from "#platform/actor.ts";

/** The office writes the report of its unit; the unit's head may too. */
export function canWriteReport(actor: Actor, unitPath: string): boolean {
  return hasRole(actor, "office", "leader", "unit_officer", "association_officer") && isAtOrAbove(actor, unitPath);
}

export function canFreeze(actor: Actor, unitPath: string): boolean {
  return hasRole(actor, "office", "leader", "unit_officer") && isAtOrAbove(actor, unitPath);
}
