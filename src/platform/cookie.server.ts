import { ownUnion } from "./union.server.ts";

/** Sent over https alone, where people type https; on plain localhost a browser would not take it back. */
export const isSecure = (): boolean => ownUnion().origin.startsWith("https://");

/** The name under which a cookie is kept: `__Host-` binds it to this very host, which no other host of the domain can write over. */
export function cookieName(name: string): string {
  return isSecure() ? `__Host-${name}` : name;
}

/** How every cookie of ours is kept; no script reads any. */
export const cookieRules = (maxAge: number) =>
  ({ path: "/", maxAge, sameSite: "lax", httpOnly: true, secure: isSecure() }) as const;

/** Nothing of who signed out stays in the browser. Cookies are ended one by one: the language and the mark of a known device are the browser's. */
export const CLEARED = { "clear-site-data": '"cache", "storage"' };
