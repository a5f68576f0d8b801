import { canOrganise } from "#modules/units/unit.policy.ts";
import { apart } from "#platform/apart.server.ts";
import type { Actor } from "#platform/actor.ts";
import { requirePermission } from "#platform/errors.ts";
import { getLocale } from "#words/runtime.js";
import type { UnitSheet } from "./unit-sheet.server.ts";

/** Reads a tree of units out of a file, in a thread: nothing is asked of the database meanwhile. */
export function readUnitRows(actor: Actor, sent: { name: string; bytes: Uint8Array }): Promise<UnitSheet> {
  requirePermission(canOrganise(actor));
  return apart<typeof import("./unit-sheet.apart.ts")>("#modules/imports/unit-sheet.apart.ts", sent, {
    lane: "reading",
    who: actor.userId,
    locale: getLocale(),
  });
}
