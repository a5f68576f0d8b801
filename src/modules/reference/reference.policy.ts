import type { Actor } from "#platform/actor.ts";
import { hasRole } from "#platform/actor.ts";

/** What the whole union counts by is put right by its administrator alone. */
export function canCorrectFacts(actor: Actor): boolean {
  return hasRole(actor, "administrator") && (actor.reach === "system" || actor.unitPath?.includes(".") === false);
}
