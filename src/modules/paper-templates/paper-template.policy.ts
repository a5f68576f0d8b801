import type { Actor, Role } from "#platform/actor.ts";
import { hasRole, isAtOrAbove } from "#platform/actor.ts";

export const KEEPERS: readonly Role[] = ["administrator", "office", "leader", "unit_officer"];

/** Who says what stands behind a unit's numbers says what its papers look like: who administers it, or heads it. */
export function canKeepTemplates(actor: Actor): boolean {
  return hasRole(actor, ...KEEPERS) && actor.unitPath !== undefined;
}

/** Those of a unit, and of units below. */
export function canKeepTemplatesOf(actor: Actor, unit_path: string): boolean {
  return canKeepTemplates(actor) && isAtOrAbove(actor, unit_path);
}
