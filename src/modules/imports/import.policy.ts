import type { Actor } from "#platform/actor.ts";
import { hasRole } from "#platform/actor.ts";

export function canImport(actor: Actor): boolean {
  return (
    hasRole(
      actor,
      "leader",
      "office",
      "desk_officer",
      "ngo_officer",
      "unit_officer",
      "association_officer",
      "administrator",
    ) && actor.unitPath !== undefined
  );
}
