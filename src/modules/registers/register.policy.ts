import type { Actor } from "#platform/actor.ts";
import { hasRole, isAtOrAbove } from "#platform/actor.ts";
import type { EntryStatus, StepName } from "./register.model.ts";
import { STEPS_OF } from "./register.model.ts";

/** Who keeps a unit's book: its office, and where there is none whoever writes its papers. */
const KEEPERS = ["office", "association_officer", "unit_officer", "leader"] as const;

/** Papers are registered in the own unit's book. */
export function canRegister(actor: Actor): boolean {
  return hasRole(actor, ...KEEPERS) && actor.unitPath !== undefined;
}

export function canKeepBook(actor: Actor, unit_path: string): boolean {
  return hasRole(actor, ...KEEPERS) && isAtOrAbove(actor, unit_path);
}

export function canTakeStep(
  actor: Actor,
  step: StepName,
  entry: { unit_path: string; status: string; record_id: string | null },
): boolean {
  // The file of a paper that was made here is the one that was issued.
  if (step === "attach" && entry.record_id !== null) return false;
  return canKeepBook(actor, entry.unit_path) && STEPS_OF[entry.status as EntryStatus].includes(step);
}

/** What stands behind the numbers is said by who administers the unit, or heads it. */
export function canKeepSymbols(actor: Actor): boolean {
  return hasRole(actor, "administrator", "office", "leader", "unit_officer") && actor.unitPath !== undefined;
}
