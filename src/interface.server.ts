import { bearerIn, closedTo, localeOf, whoActs } from "./door.server.ts";
import type { Matched } from "./routes/api/table.server.ts";
import { routeTo } from "./routes/api/table.server.ts";
import { anonymous } from "#platform/actor.ts";
import { Answered, answeredOf } from "#platform/answered.ts";
import type { Asked } from "#platform/asked.ts";
import { tellOfMachine, wordOfAway } from "#platform/away.server.ts";
import { asRouted } from "#platform/doors.ts";
import { log, pathSaid, underWay } from "#platform/log.server.ts";
import { problem } from "#platform/problem.server.ts";
import type { Refuse } from "#platform/received.server.ts";
import { withBody } from "#platform/received.server.ts";
import { mostOf } from "#platform/roomy.ts";
import { sayRefusal } from "#platform/security-log.server.ts";
import { inLocale, wordsFor } from "#platform/words.server.ts";

/** Whether an address is the interface's; `/api/v1` itself is the page that lists its calls, and below `/api/auth` the sign-in library answers. */
export const isCall = (path: string): boolean => /^\/api\/(?!auth\/|v1$)/.test(path);

/** What a call is answered with: its door, its body, its handler, and what went wrong as a problem document (RFC 9457). */
export function answerCall(asked: Asked): Promise<Answered> {
  const { request, url, locals } = asked;
  const given = request.headers.get("x-request-id");
  locals.requestId = given && /^[\w-]{8,64}$/.test(given) ? given : crypto.randomUUID();
  // From here on there is one way to write an address: whoever writes a letter of it as %70 finds the same doors.
  url.pathname = asRouted(url.pathname);
  const path = pathSaid(url.pathname);
  const { method } = request;
  return underWay.run({ id: locals.requestId, method, path, from: asked.getClientAddress() }, async () => {
    const started = performance.now();
    const answered = await answer(asked);
    log("debug", "answered", { path, status: answered.status, ms: Math.round(performance.now() - started) });
    return answered;
  });
}

async function answer(asked: Asked): Promise<Answered> {
  const { url, locals } = asked;
  locals.actor = anonymous;
  if (isForged(asked)) return early(asked, () => refused(asked, 403, "error_forbidden"));
  if (isCall(url.pathname) && url.pathname.endsWith("/"))
    return new Answered("", 308, { location: url.pathname.slice(0, -1) + url.search });
  const route = routeOf(url.pathname);
  if (route === "unreadable") return early(asked, () => none(asked, 400, "error_address"));
  try {
    if (url.pathname !== "/api/v1/health") locals.actor = await whoActs(asked);
  } catch (cause) {
    const key = wordOfAway(cause);
    return early(asked, () => (key === undefined ? failed(asked, cause) : refused(asked, 503, key)));
  }
  const asking = underWay.getStore();
  if (asking) asking.actor = locals.actor;
  locals.locale = localeOf(asked);
  return inLocale(locals.locale, () => answerAt(asked, route));
}

/** What is said before anybody is known. */
function early(asked: Asked, say: () => Answered): Answered {
  return inLocale(localeOf(asked), () => finished(say()));
}

async function answerAt(asked: Asked, route: Matched | undefined): Promise<Answered> {
  if (!route) return finished(none(asked, 404, "error_not_found"));
  const { url, locals, request } = asked;
  asked.params = route.params;
  const closed = closedTo(asked);
  if (closed) return finished(refused(asked, closed.status, closed.key));
  const most = mostOf(url.pathname, locals.actor.userId !== undefined);
  const refuse: Refuse<Answered> = (status, key, inputs) => refused(asked, status, key, inputs);
  const done = await withBody(asked, most, { answer: () => handled(asked, route), refuse });
  return finished(done, request.headers.get("if-none-match"));
}

/** Only what is the interface's by the address that doors, keys and bodies ask of: `/api/v1/../../sign-in/v1/me` has left it. */
function routeOf(path: string): Matched | undefined | "unreadable" {
  if (!isCall(path)) return undefined;
  try {
    return routeTo(path.slice("/api".length));
  } catch {
    return "unreadable";
  }
}

const CHANGES = new Set(["POST", "PUT", "PATCH", "DELETE"]);
/** What a form of another house's page can send without being asked. */
const OF_FORMS = /^(application\/x-www-form-urlencoded|multipart\/form-data|text\/plain)\s*(;|$)/i;

/** A form that somebody else's page sends with the cookie of whoever reads it; a key is never sent so. */
function isForged(asked: Asked): boolean {
  const { request, url } = asked;
  const kind = request.headers.get("content-type");
  const isForm = CHANGES.has(request.method) && (kind === null || OF_FORMS.test(kind.trim()));
  return isForm && bearerIn(asked) === undefined && request.headers.get("origin") !== url.origin;
}

async function handled(asked: Asked, { methods }: Matched): Promise<Answered> {
  const run = methods[asked.request.method === "HEAD" ? "GET" : asked.request.method];
  if (!run) {
    const allowed = [...Object.keys(methods), ...(methods.GET ? ["HEAD"] : [])];
    return none(asked, 405, "error_method_none", { allow: allowed.join(", ") });
  }
  try {
    const done = await run(asked as never);
    return done instanceof Answered ? done : await answeredOf(done);
  } catch (cause) {
    return failed(asked, cause);
  }
}

/** Our mistake, or the machine's: the log has the cause, the answer its number. */
function failed(asked: Asked, cause: unknown): Answered {
  const word = tellOfMachine(cause);
  if (word !== undefined) return none(asked, 503, word);
  const { message, stack } = cause as Error;
  log("error", "a request failed", { path: pathSaid(asked.url.pathname), cause: message, stack });
  return none(asked, 500, "error_our_mistake");
}

const none = ({ locals }: Asked, status: number, key: string, headers: Record<string, string> = {}): Answered => {
  const said = problem(status, wordsFor(key) ?? "", { requestId: locals.requestId });
  return new Answered(said.body, status, { ...said.headers, ...headers });
};

function refused(asked: Asked, status: number, key: string, inputs: Record<string, string> = {}): Answered {
  if (status === 401 || status === 403) sayRefusal(status);
  const said = problem(status, wordsFor(key, inputs) ?? "");
  // A key that came and is not valid is said apart from none at all (RFC 6750).
  if (status === 401)
    said.headers["www-authenticate"] = `Bearer realm="Amity"${bearerIn(asked) ? ', error="invalid_token"' : ""}`;
  return said;
}

/** What every answer says of itself; one that is still as it was read last is not sent again (RFC 9110, 13.1.2). */
function finished(said: Answered, known: string | null = null): Answered {
  const { status, headers, body } = said;
  // Nothing was begun: whoever asks again in a few seconds finds room.
  if (status === 429 || status === 503) headers["retry-after"] ??= "5";
  headers["cache-control"] ??= "private, no-store";
  const isKnown = status === 200 && headers.etag !== undefined && isKnownTag(headers.etag, known);
  if (isKnown) return new Answered("", 304, { etag: headers.etag ?? "", "cache-control": headers["cache-control"] });
  return new Answered(body, status, headers);
}

/** Of what is asked with If-None-Match tags are compared weakly, and any of them will do (RFC 9110, 13.1.2). */
function isKnownTag(tag: string, known: string | null): boolean {
  const bare = (said: string) => said.trim().replace(/^W\/(?=")/, "");
  return known?.trim() === "*" || (known ?? "").split(",").some((one) => bare(one) === bare(tag));
}
