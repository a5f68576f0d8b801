import { ownUnion } from "#platform/union.server.ts";
import { underWay } from "#platform/log.server.ts";
import { sayEvent } from "#platform/security-log.server.ts";
import type { Try } from "./guess.commands.server.ts";
import { tryFrom, tryOwn, tryPassword } from "./guess.commands.server.ts";
import { deviceOf } from "./known-device.server.ts";
import type { Guard } from "./sign-in-surface.ts";
import { OF_BROWSERS, OF_PAGES } from "./sign-in-surface.ts";

/** Loaded by the first who signs in: of all that is loaded it is the largest. */
const library = async () => (await import("./sign-in.server.ts")).signIn();

/** The header under which the sign-in library hears who asks; what a client says of itself under it never arrives. */
const CLIENT = "x-amity-client";

/** Who asks, as the server knows it: `userId` where somebody is signed in, `known` the cookie of a device that signed in before. */
type Asker = { client: string; userId: string | undefined; known: string | undefined; headers: Headers };

/** What a page asks of the sign-in library in a person's name; 429 with `retry-after` where there were too many wrong tries. */
export async function askFromPage(path: string, body: Record<string, unknown>, asker: Asker): Promise<Response> {
  const guard = OF_PAGES[path];
  if (guard === undefined) throw new Error(`${path} is not on the list of what Amity asks of the sign-in library.`);
  const email = typeof body.email === "string" ? body.email : "";
  return guarded(await tryAs(guard, asker, email), email, async () =>
    (await library()).handler(
      new Request(`${ownUnion().origin}/api/auth${path}`, {
        method: "POST",
        headers: headersFor(asker, { "content-type": "application/json", origin: ownUnion().origin }),
        body: JSON.stringify(body),
      }),
    ),
  );
}

/** What a browser asks below /api/auth itself; undefined where nothing is there for it. */
export async function askFromBrowser(request: Request, asker: Asker): Promise<Response | undefined> {
  const url = new URL(request.url);
  const path = url.pathname.slice("/api/auth".length);
  const known = Object.hasOwn(OF_BROWSERS, path) ? OF_BROWSERS[path] : undefined;
  if (known?.method !== request.method) return undefined;
  const given = ["content-type", "origin", "referer", "sec-fetch-site", "sec-fetch-mode", "sec-fetch-dest"].flatMap(
    (name): [string, string][] => {
      const value = request.headers.get(name);
      return value === null ? [] : [[name, value]];
    },
  );
  const body = request.method === "POST" ? await request.text() : undefined;
  const answer = await guarded(await tryAs(known.guard, asker, ""), "", async () =>
    (await library()).handler(
      new Request(`${ownUnion().origin}/api/auth${path}${url.search}`, {
        method: request.method,
        headers: headersFor(asker, Object.fromEntries(given)),
        ...(body !== undefined && { body }),
      }),
    ),
  );
  // The library answers with the session and its token; they are for the cookie, which no script reads.
  return answer.ok && !known.says ? withBody(answer, "{}") : answer;
}

function tryAs(guard: Guard, { client, userId, known }: Asker, email: string): Promise<Try> {
  if (guard === "password") return tryPassword({ client, email, device: deviceOf(known, email) });
  if (guard === "own" && userId) return tryOwn({ client, userId });
  if (guard === "code" || guard === "asked") return tryFrom(guard, client);
  return Promise.resolve({ waitSeconds: 0, right: () => Promise.resolve() });
}

async function guarded(tried: Try, email: string, ask: () => Promise<Response>): Promise<Response> {
  if (tried.waitSeconds > 0) {
    sayLocked(email);
    return Response.json({}, { status: 429, headers: { "retry-after": String(tried.waitSeconds) } });
  }
  const answer = await ask();
  if (answer.ok && "right" in tried) await tried.right();
  return answer;
}

/** Nothing was looked at: whether what was tried is right nobody knows. */
function sayLocked(email: string): void {
  const asked = underWay.getStore();
  sayEvent("sign_in_locked", { ...(email && { who: { email } }), what: { why: "too_often", path: asked?.path } });
}

function headersFor({ client, headers: given }: Asker, more: Record<string, string>): Headers {
  const headers = new Headers({ ...more, [CLIENT]: client });
  for (const name of ["cookie", "user-agent"]) {
    const value = given.get(name);
    if (value) headers.set(name, value);
  }
  return headers;
}

function withBody(answer: Response, body: string): Response {
  const headers = new Headers({ "content-type": "application/json" });
  for (const set of answer.headers.getSetCookie()) headers.append("set-cookie", set);
  return new Response(body, { status: answer.status, headers });
}
