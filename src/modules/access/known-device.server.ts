import { createHmac, randomBytes, timingSafeEqual } from "node:crypto";
import { config } from "#platform/config.ts";

/** The cookie of a browser that signed in to an account before: strangers who try that account do not close it to this browser. */
export const KNOWN_DEVICE = "amity_known";
export const KNOWN_SECONDS = 31_536_000;

function signed(nonce: string, email: string): string {
  return createHmac("sha256", config.secret).update(`device:${nonce}:${email.toLowerCase()}`).digest("base64url");
}

/** Says nothing of whose it is; opens nothing. */
export function makeKnown(email: string): string {
  const nonce = randomBytes(12).toString("base64url");
  return `${nonce}.${signed(nonce, email)}`;
}

/** The device's own name, where its cookie was made here for this account. */
export function deviceOf(cookie: string | undefined, email: string): string | undefined {
  const [nonce = "", seal = ""] = (cookie ?? "").split(".");
  const expected = signed(nonce, email);
  const isOurs = seal.length === expected.length && timingSafeEqual(Buffer.from(seal), Buffer.from(expected));
  return isOurs ? nonce : undefined;
}
