import { canOrganise } from "#modules/units/unit.policy.ts";
import { apart } from "#platform/apart.server.ts";
import type { Actor } from "#platform/actor.ts";
import { requirePermission } from "#platform/errors.ts";
import { getLocale } from "#words/runtime.js";

/** Reads a tree of units out of a file, in a thread: nothing is asked of the database meanwhile. */
export function readUnitRows(actor: Actor, sent: { name: string; bytes: Uint8Array }): Promise<string> {
  requirePermission(canOrganise(actor));
  return apart<typeof import("./unit-rows.apart.ts")>("#modules/imports/unit-rows.apart.ts", sent, {
    lane: "reading",
    who: actor.userId,
    locale: getLocale(),
  });
}
