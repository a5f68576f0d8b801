import type { Actor } from "#platform/actor.ts";
import { WRITERS, hasRole } from "#platform/actor.ts";

export function canImport(actor: Actor): boolean {
  return hasRole(actor, ...WRITERS, "administrator") && actor.unitPath !== undefined;
}
