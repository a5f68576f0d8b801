import type { Actor } from "#platform/actor.ts";
import { hasRole, isAtOrAbove } from "#platform/actor.ts";

export function canInvite(actor: Actor, unitPath: string): boolean {
  return hasRole(actor, "administrator") && isAtOrAbove(actor, unitPath);
}

export function canAppoint(actor: Actor, unitPath: string): boolean {
  return canInvite(actor, unitPath);
}

/** Who works in a unit may let another sign in the own name there. */
export function canLendSignature(actor: Actor): boolean {
  return actor.reach === "staff" && actor.userId !== undefined && actor.unitPath !== undefined;
}

/** Either side, and the administrator of the unit. */
export function canEndSignature(
  actor: Actor,
  lent: { from_user_id: string; to_user_id: string; unit_path: string },
): boolean {
  const isOwn = actor.userId !== undefined && [lent.from_user_id, lent.to_user_id].includes(actor.userId);
  return isOwn || canAppoint(actor, lent.unit_path);
}

/** Its owner, and the administrator of the unit whose role it acts in. */
export function canRevokeKey(actor: Actor, key: { user_id: string; unit_path: string | null }): boolean {
  if (actor.reach === "system" || (actor.userId !== undefined && actor.userId === key.user_id)) return true;
  return key.unit_path !== null && canAppoint(actor, key.unit_path);
}

/** An account belongs to everybody it works for: who administers all the places of its roles decides over it, and nobody over the own. */
export function canManageAccount(actor: Actor, account: { id: string; paths: string[] }): boolean {
  if (!hasRole(actor, "administrator") || actor.userId === account.id) return false;
  if (account.paths.length === 0) return actor.reach === "system" || actor.paths.some((path) => !path.includes("."));
  return account.paths.every((path) => isAtOrAbove(actor, path));
}

/** Ministries, partners and foreign NGOs are asked by every unit: the whole union's administrator keeps them. */
export function canKeepBodies(actor: Actor): boolean {
  return hasRole(actor, "administrator") && (actor.reach === "system" || actor.unitPath?.includes(".") === false);
}

/** Who answers a person's letter about their data: an administrator of the whole union. */
export function canHandlePersonal(actor: Actor): boolean {
  return hasRole(actor, "administrator") && (actor.reach === "system" || actor.unitPath?.includes(".") === false);
}
