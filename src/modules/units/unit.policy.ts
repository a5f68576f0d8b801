import type { Actor } from "#platform/actor.ts";
import { hasRole, isAtOrAbove } from "#platform/actor.ts";

/** The tree is the union's own: its office and its administrator change it. */
export function canOrganise(actor: Actor): boolean {
  return (
    hasRole(actor, "administrator", "office") && (actor.reach === "system" || actor.unitPath?.includes(".") === false)
  );
}

export function canKeepPosts(actor: Actor, unit: { path: string }): boolean {
  return canOrganise(actor) && isAtOrAbove(actor, unit.path);
}
