import type { DelegationStatus } from "./delegation.model.ts";

/** Where it stands what a unit was asked to do for guests. */
export const HOSTING_STATUSES = ["asked", "confirmed", "change_asked", "declined", "withdrawn"] as const;
export type HostingStatus = (typeof HOSTING_STATUSES)[number];

/** What the unit may say; the last word counts, until who asked takes the question back. */
export const HOSTING_ANSWERS = ["confirmed", "change_asked", "declined"] as const;

/** Where nobody comes any more, or not on these days: whoever was asked to host is told so. */
export const NOBODY_COMES: readonly DelegationStatus[] = ["cancelled", "refused", "postponed"];
