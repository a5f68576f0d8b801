import type { Actor } from "#platform/actor.ts";
import { WRITERS, hasRole, isAtOrAbove, ownPaths } from "#platform/actor.ts";
import type { DelegationDirection, DelegationStatus } from "./delegation.model.ts";
import { EDITABLE } from "./delegation.model.ts";
import type { HostingStatus } from "./delegation-hosting.model.ts";

type Visit = { unit_path: string; status: DelegationStatus; direction: DelegationDirection };
type Hosting = { unit_path: string; asker_path: string; status: HostingStatus };

/** Whose guests they are asks other units to host them. */
export function canAskHosts(actor: Actor, visit: Visit): boolean {
  return (
    visit.direction === "incoming" &&
    hasRole(actor, ...WRITERS) &&
    isAtOrAbove(actor, visit.unit_path) &&
    EDITABLE.includes(visit.status)
  );
}

/** Whoever writes for the very unit that was asked says what it can do, and names its people; nobody above it speaks for it. */
export function canAnswerHosting(actor: Actor, hosting: Hosting): boolean {
  const isTheirs = actor.reach === "system" || ownPaths(actor).includes(hosting.unit_path);
  return hosting.status !== "withdrawn" && hasRole(actor, ...WRITERS) && isTheirs;
}

/** Who asked takes it back, or asks otherwise. */
export function canKeepHosting(actor: Actor, hosting: Hosting): boolean {
  return hasRole(actor, ...WRITERS) && isAtOrAbove(actor, hosting.asker_path);
}
