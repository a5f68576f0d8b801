export { ROLES } from "#platform/actor.ts";

/** In the demo everybody knows the password of the accounts below this address; the sign-in page offers them. */
export const DEMO = { domain: "@demo.example", password: "amity-demo" };

/** An invitation is good for this many days. */
export const INVITATION_DAYS = 14;

/** In what way somebody signs in another's name: for the head as the deputy, by order, by written mandate (Decree 30/2020, art. 13). */
export const SIGNED_AS = ["KT", "TL", "TUQ"] as const;
export type SignedAs = (typeof SIGNED_AS)[number];
