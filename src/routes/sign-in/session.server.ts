import type { RequestEvent } from "@sveltejs/kit";
import { KNOWN_DEVICE, KNOWN_SECONDS, makeKnown } from "#modules/access/known-device.server.ts";
import { askFromPage } from "#modules/access/sign-in-door.server.ts";
import { cookieName, cookieRules, isSecure } from "#platform/cookie.server.ts";

/** Passes a form on to better-auth, so that our limits and its cookies apply without script too. */
export async function passOn(event: RequestEvent, path: string, body: Record<string, unknown>): Promise<Response> {
  const answer = await askFromPage(path, body, {
    client: event.getClientAddress(),
    userId: event.locals.actor.userId,
    known: event.cookies.get(cookieName(KNOWN_DEVICE)),
    headers: event.request.headers,
  });
  const seconds = answer.headers.get("retry-after");
  if (answer.status === 429 && seconds !== null) event.setHeaders({ "retry-after": seconds });
  for (const set of answer.headers.getSetCookie()) keepCookie(event, set);
  if (path === "/sign-in/email" && answer.ok && typeof body.email === "string")
    event.cookies.set(cookieName(KNOWN_DEVICE), makeKnown(body.email), cookieRules(KNOWN_SECONDS));
  return answer;
}

function keepCookie(event: RequestEvent, set: string) {
  const [pair = "", ...attributes] = set.split(/;\s*/);
  const cut = pair.indexOf("=");
  const maxAge = attributes.find((one) => /^max-age=/i.test(one))?.split("=")[1];
  event.cookies.set(pair.slice(0, cut), decodeURIComponent(pair.slice(cut + 1)), {
    path: "/",
    httpOnly: true,
    sameSite: "lax",
    secure: isSecure(),
    ...(maxAge === undefined ? {} : { maxAge: Number(maxAge) }),
  });
}

const HERE = "http://amity.invalid";

/** Only addresses of our own, written as a header may carry them; anything else leads home. Read as a browser reads it, which leaves tabs and line ends out. */
export function safeNext(value: FormDataEntryValue | null): string {
  const read = typeof value === "string" && /^\/(?![/\\])/.test(value) ? URL.parse(value, HERE) : null;
  if (read?.origin !== HERE || read.pathname.startsWith("//")) return "/";
  return read.pathname + read.search + read.hash;
}
