import type { Actor } from "#platform/actor.ts";
import { hasRole, isAtOrAbove } from "#platform/actor.ts";

export function canInvite(actor: Actor, unitPath: string): boolean {
  return hasRole(actor, "administrator") && isAtOrAbove(actor, unitPath);
}

export function canAppoint(actor: Actor, unitPath: string): boolean {
  return canInvite(actor, unitPath);
}
