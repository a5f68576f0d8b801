import type { RequestEvent } from "@sveltejs/kit";
import { askSignIn } from "#modules/access/sign-in.server.ts";

/** Passes a form on to better-auth, so that its rate limits and cookies apply without script too. */
export async function passOn(event: RequestEvent, path: string, body: Record<string, unknown>): Promise<Response> {
  const headers = new Headers({
    "content-type": "application/json",
    origin: event.url.origin,
    "x-forwarded-for": event.getClientAddress(),
  });
  const cookie = event.request.headers.get("cookie");
  if (cookie) headers.set("cookie", cookie);
  const agent = event.request.headers.get("user-agent");
  if (agent) headers.set("user-agent", agent);
  const answer = await askSignIn(
    new Request(`${event.url.origin}/api/auth${path}`, { method: "POST", headers, body: JSON.stringify(body) }),
  );
  for (const set of answer.headers.getSetCookie()) keepCookie(event, set);
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
    secure: event.url.protocol === "https:",
    ...(maxAge === undefined ? {} : { maxAge: Number(maxAge) }),
  });
}

/** Only addresses of our own; anything else leads home. */
export function safeNext(value: FormDataEntryValue | null): string {
  return typeof value === "string" && /^\/(?![/\\])/.test(value) ? value : "/";
}
