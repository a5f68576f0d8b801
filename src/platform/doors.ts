import type { Reach } from "./actor.ts";

/** Who may ask for an address at all; what they see there is the database's answer, what they may do the policy's. */
export type Door = { path: RegExp; who: "open" | readonly Reach[] };

const INSIDE = ["staff", "reader"] as const;
const SIGNED_IN = ["staff", "reader", "outside"] as const;

/** The first that fits counts. The open ones are frozen by tests/routes.test.ts. */
export const DOORS: readonly Door[] = [
  { path: /^\/sign-in(\/|$)/, who: "open" },
  { path: /^\/sign-out$/, who: "open" },
  { path: /^\/first$/, who: "open" },
  { path: /^\/invitation\//, who: "open" },
  { path: /^\/language$/, who: "open" },
  { path: /^\/api\/auth\//, who: "open" },
  { path: /^\/api\/v1$/, who: "open" },
  { path: /^\/api\/v1\/health$/, who: "open" },
  { path: /^\/api\/v1\/openapi\.json$/, who: "open" },
  { path: /^\/api\/v1\/calendar\//, who: "open" },
  { path: /^\/(me|acting|outbox|notifications)(\/|$)/, who: SIGNED_IN },
  { path: /^\/(countries|search)(\/|$)/, who: SIGNED_IN },
  { path: /^\/$/, who: SIGNED_IN },
  { path: /^\/(partners|activities|delegations|aid-projects)(\/|$)/, who: SIGNED_IN },
  { path: /^\/(units|reports|imports|people|calendar|history)(\/|$)/, who: INSIDE },
  { path: /^\/api\/v1\/(indicators|reports|units|imports|aid-projects)(\/|$)/, who: INSIDE },
  { path: /^\/api\/v1\//, who: SIGNED_IN },
];

export function doorTo(path: string): Door | undefined {
  return DOORS.find((door) => door.path.test(path));
}

export function mayEnter(door: Door | undefined, reach: Reach): boolean {
  return door !== undefined && (door.who === "open" || door.who.includes(reach));
}
