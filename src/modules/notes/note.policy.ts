import type { Actor } from "#platform/actor.ts";
import { WRITERS, hasRole, isAtOrAbove } from "#platform/actor.ts";

/** Whoever keeps relations notes them; a mission what it hears abroad. */
const KEEPERS = [...WRITERS, "mission_officer"] as const;

export function canNote(actor: Actor): boolean {
  return hasRole(actor, ...KEEPERS) && actor.unitPath !== undefined;
}

/** Put right or taken back by the unit that noted it, also when its writer has left, and by those above. */
export function canChangeNote(actor: Actor, note: { unit_path: string; taken_back_on: string | null }): boolean {
  return hasRole(actor, ...KEEPERS) && isAtOrAbove(actor, note.unit_path) && note.taken_back_on === null;
}
