import { APPROVERS } from "#modules/delegations/delegation.policy.ts";
import type { Actor } from "#platform/actor.ts";
import { hasRole } from "#platform/actor.ts";

/** Who decides has a week of their own: whom they meet, what was planned, what they may be asked. */
export function hasWeek(actor: Actor): boolean {
  return hasRole(actor, ...APPROVERS);
}
