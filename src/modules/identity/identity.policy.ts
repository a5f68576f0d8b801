import type { Actor } from "#platform/actor.ts";
import { hasRole } from "#platform/actor.ts";

/** Whose union this is, its administrator alone says. */
export function canSayIdentity(actor: Actor): boolean {
  return hasRole(actor, "administrator") && (actor.reach === "system" || actor.unitPath?.includes(".") === false);
}
