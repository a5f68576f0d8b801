import type { Reach } from "./actor.ts";
import { INSIDE, SIGNED_IN } from "./actor.ts";
import { kindsWith, lineOf } from "./kinds.ts";

/** Who may ask for an address at all; what they see there is the database's answer, what they may do the policy's. */
export type Door = { path: RegExp; who: "open" | readonly Reach[] };

/** The pages and the interface of every kind of record that has a list. */
const OF_KINDS: readonly Door[] = kindsWith("list").flatMap((kind) => {
  const { list, pages = [], api = [] } = lineOf(kind);
  return [
    { path: new RegExp(`^/${list}(/|$)`), who: pages },
    { path: new RegExp(`^/api/v1/${list}(/|$)`), who: api },
  ];
});

/** The first that fits counts. The open ones are frozen by tests/routes.test.ts. */
export const DOORS: readonly Door[] = [
  { path: /^\/sign-in(\/|$)/, who: "open" },
  { path: /^\/sign-out$/, who: "open" },
  { path: /^\/first$/, who: "open" },
  { path: /^\/invitation\//, who: "open" },
  { path: /^\/password\//, who: "open" },
  { path: /^\/language$/, who: "open" },
  { path: /^\/accent$/, who: "open" },
  { path: /^\/logo$/, who: "open" },
  { path: /^\/api\/auth\//, who: "open" },
  { path: /^\/api\/v1$/, who: "open" },
  { path: /^\/api\/v1\/health$/, who: "open" },
  { path: /^\/api\/v1\/openapi\.json$/, who: "open" },
  { path: /^\/api\/v1\/calendar\//, who: "open" },
  { path: /^\/(me|acting|outbox|notifications|design)(\/|$)/, who: SIGNED_IN },
  { path: /^\/((search|calendar)(\/|$)|$)/, who: SIGNED_IN },
  { path: /^\/(manual|first-week)(\/|$)/, who: SIGNED_IN },
  // What a form offers: the database shows each what is theirs to see.
  { path: /^\/choices\//, who: SIGNED_IN },
  ...OF_KINDS,
  {
    path: /^\/(glance|my-week|reports|people|facts|identity|settings|set-up|history|backups|security|letters|paper-templates)(\/|$)/,
    who: INSIDE,
  },
  {
    path: /^\/api\/v1\/(indicators|reports|facts|people|personal|commitments|security-events|letters|paper-templates)(\/|$)/,
    who: INSIDE,
  },
  { path: /^\/api\/v1\//, who: SIGNED_IN },
];

/** Letters, digits and `-._~`, which say the same written out or as `%70` (RFC 3986, 2.3). */
const PLAIN = /%(?:2[DE]|3\d|4[1-9A-F]|5[0-9AF]|6[1-9A-F]|7[0-9AE])/gi;

/**
 * An address as the framework's router reads it: it finds `/api/v1/people` under `/api/v1/%70eople` too, so every rule about addresses, of
 * doors, keys, bodies and headers, has to ask of this one.
 */
export function asRouted(path: string): string {
  return path.replaceAll(PLAIN, (said) => decodeURIComponent(said));
}

export function doorTo(path: string): Door | undefined {
  return DOORS.find((door) => door.path.test(path));
}

export function mayEnter(door: Door | undefined, reach: Reach): boolean {
  return door !== undefined && (door.who === "open" || door.who.includes(reach));
}
