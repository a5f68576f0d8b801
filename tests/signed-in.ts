import { createHmac } from "node:crypto";
import { hashKey } from "#modules/access/key.commands.server.ts";
import { keyMay } from "#modules/access/key.model.ts";
import { findKey } from "#modules/access/key.queries.server.ts";
import { signIn } from "#modules/access/sign-in.server.ts";
import { system } from "#platform/actor.ts";
import { inReading } from "#platform/db.server.ts";

const cookies = new Map<string, Promise<string>>();

/** The cookie of a session of this person, as signing in would set it. */
export async function sessionOf(userId: string): Promise<string> {
  const context = await signIn().$context;
  const { token } = await context.internalAdapter.createSession(userId);
  const signature = createHmac("sha256", context.secret).update(token).digest("base64");
  return `${context.authCookies.sessionToken.name}=${encodeURIComponent(`${token}.${signature}`)}`;
}

/** What no key opens is asked by its owner, signed in: so one test may ask a page and the interface with one and the same key. */
export async function signedIn(request: Request): Promise<Request> {
  const bearer = /^Bearer (.+)$/.exec(request.headers.get("authorization") ?? "")?.[1];
  const { pathname } = new URL(request.url);
  if (!bearer || (pathname.startsWith("/api/") && keyMay({ scope: "write", kinds: [] }, request.method, pathname)))
    return request;
  const key = await inReading(system, (work) => findKey(work, hashKey(bearer), "calls"));
  if (!key) return request;
  const made = cookies.get(bearer) ?? sessionOf(key.userId);
  cookies.set(bearer, made);
  const headers = new Headers(request.headers);
  headers.delete("authorization");
  headers.set("cookie", await made);
  headers.set("origin", new URL(request.url).origin);
  return new Request(request, { headers });
}
