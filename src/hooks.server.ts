import type { Handle, HandleServerError } from "@sveltejs/kit/hooks";
import { findActor } from "#modules/access/access.queries.server.ts";
import { hashKey, noteKeyUse, sayKeyUsed } from "#modules/access/key.commands.server.ts";
import type { Key } from "#modules/access/key.model.ts";
import { keyMay } from "#modules/access/key.model.ts";
import { findActorOfKey, openKey } from "#modules/access/key.queries.server.ts";
import { isOnTheWayToSecondStep, owesSecondStep } from "#modules/access/session.model.ts";
import { findSession } from "#modules/access/session.server.ts";
import { askFromBrowser } from "#modules/access/sign-in-door.server.ts";
import type { Actor } from "#platform/actor.ts";
import { ACTING, anonymous } from "#platform/actor.ts";
import { config } from "#platform/config.ts";
import { plainPage, wordOfAway, tellOfMachine } from "#platform/away.server.ts";
import { cookieName } from "#platform/cookie.server.ts";
import { asRouted, doorTo, mayEnter } from "#platform/doors.ts";
import { UUID } from "#platform/id.ts";
import { log, pathSaid, underWay } from "#platform/log.server.ts";
import { withBody } from "#platform/received.server.ts";
import { mostOf } from "#platform/roomy.ts";
import { sayEvent, sayRefusal } from "#platform/security-log.server.ts";
import { sendAgainLater, signInFirst } from "#platform/sign-in-first.server.ts";
import { inLocale, toLocale, wordsFor } from "#platform/words.server.ts";

export const handle: Handle = ({ event, resolve }) => {
  const given = event.request.headers.get("x-request-id");
  event.locals.requestId = given && /^[\w-]{8,64}$/.test(given) ? given : crypto.randomUUID();
  const { method } = event.request;
  // From here on there is one way to write an address: whoever writes a letter of it as %70 finds the same doors.
  event.url.pathname = asRouted(event.url.pathname);
  const path = pathSaid(event.url.pathname);
  const from = event.getClientAddress();
  return underWay.run({ id: event.locals.requestId, method, path, from }, async () => {
    const started = performance.now();
    const response = await answer({ event, resolve });
    log("debug", "answered", {
      path,
      status: response.status,
      ms: Math.round(performance.now() - started),
    });
    return response;
  });
};

const answer: Handle = async ({ event, resolve }) => {
  const path = event.url.pathname;
  try {
    event.locals.actor = path === "/api/v1/health" ? anonymous : await whoActs(event);
  } catch (cause) {
    const page = awayPage(event, cause);
    if (page) return page;
    throw cause;
  }
  const asked = underWay.getStore();
  if (asked) asked.actor = event.locals.actor;
  event.locals.locale = localeOf(event);
  return inLocale(event.locals.locale, async () => {
    const resolved = async () =>
      (await throughSignIn(event)) ??
      resolve(event, {
        transformPageChunk: ({ html }) => html.replace("%lang%", event.locals.locale),
        preload: ({ type }) => type !== "font",
      });
    const most = mostOf(path, event.locals.actor.userId !== undefined);
    const response = await (atTheDoor(event) ?? withBody(event, most, { answer: resolved, refuse: refuseBody(event) }));
    const said = path.startsWith("/api/") ? await asProblem(response, event.locals.requestId) : response;
    return compressed(withHeaders(said, path), event.request);
  });
};

/** What a browser asks of the sign-in library itself: what is on the list, refused in our words; all else is not there. */
async function throughSignIn(event: Event): Promise<Response | undefined> {
  if (!event.url.pathname.startsWith("/api/auth/")) return undefined;
  const asker = {
    client: event.getClientAddress(),
    userId: undefined,
    known: undefined,
    headers: event.request.headers,
  };
  const said = await askFromBrowser(event.request, asker).catch((cause: unknown) => {
    const page = awayPage(event, cause);
    if (page) return page;
    throw cause;
  });
  if (!said) return refusal(event, 404, "error_not_found");
  return said.status < 400 ? said : new Response(null, { status: said.status, headers: retryIn(said) });
}

const retryIn = ({ headers }: Response): Record<string, string> => {
  const seconds = headers.get("retry-after");
  return seconds === null ? {} : { "retry-after": seconds };
};

/** What went wrong past our own answers (no such address, our mistake, a full disk) is a problem document too. */
async function asProblem(response: Response, requestId: string): Promise<Response> {
  const kind = response.headers.get("content-type") ?? "";
  if (response.status < 400 || kind.startsWith("application/problem+json")) return response;
  const { status } = response;
  const body = kind.startsWith("application/json") ? ((await response.json()) as { message?: string }) : undefined;
  const detail = body?.message ?? wordsFor(saidOf(status)) ?? "";
  const problem = { type: "about:blank", title: `HTTP ${status}`, status, detail, requestId };
  const kept = ["allow", "www-authenticate", "retry-after"].flatMap((name) => {
    const value = response.headers.get(name);
    return value === null ? [] : [[name, value] as const];
  });
  const headers = { "content-type": "application/problem+json", ...Object.fromEntries(kept) };
  return Response.json(problem, { status, headers });
}

function saidOf(status: number): string {
  if (status === 405) return "error_method_none";
  if (status === 401) return "error_sign_in";
  if (status === 403) return "error_forbidden";
  if (status === 429) return "error_too_often";
  return status < 500 ? "error_not_found" : "error_our_mistake";
}

type Event = Parameters<Handle>[0]["event"];

async function whoActs(event: Event): Promise<Actor> {
  const bearer = bearerIn(event);
  if (bearer) return (await actorOfKey(event, bearer)) ?? anonymous;
  const session = await findSession(event.request.headers);
  if (!session) return anonymous;
  event.locals.session = session;
  return (await findActor(session.userId, event.cookies.get(cookieName("amity_acting")))) ?? anonymous;
}

/** A key opens the interface and no page: there people act who signed in. */
function bearerIn({ request, url }: Event): string | undefined {
  const said = url.pathname.startsWith("/api/") ? request.headers.get("authorization") : null;
  return said?.startsWith("Bearer ") ? said.slice(7) : undefined;
}

const keys = new Map<string, { at: number; key: Key }>();

/** A call says in which of its owner's roles it acts, as a page remembers it; without a word in the first. */
function actingIn(event: Event): string | undefined {
  return bearerIn(event) ? (event.request.headers.get(ACTING) ?? undefined) : undefined;
}

/** A program's key is looked up once in three seconds; revoking it is felt then. */
async function actorOfKey(event: Event, bearer: string): Promise<Actor | undefined> {
  const hash = hashKey(bearer);
  const known = keys.get(hash);
  const isFresh = known && Date.now() - known.at < 3000;
  const key = isFresh ? known.key : await openKey(hash, "calls", noteKeyUse);
  if (!key) {
    sayEvent("key_refused");
    return undefined;
  }
  if (!isFresh) {
    if (keys.size > 1000) keys.clear();
    keys.set(hash, { at: Date.now(), key });
  }
  sayKeyUsed(key);
  event.locals.key = key;
  return findActorOfKey(key, actingIn(event));
}

function localeOf(event: Event) {
  const asked = toLocale(event.url.pathname.startsWith("/api/") ? event.url.searchParams.get("language") : undefined);
  const chosen = toLocale(event.cookies.get(cookieName("amity_language")));
  if (asked ?? chosen) return asked ?? chosen ?? "vi";
  if (event.locals.actor.userId) return event.locals.actor.locale;
  return event.request.headers.get("accept-language")?.toLowerCase().startsWith("en") ? "en" : "vi";
}

function atTheDoor(event: Event): Response | Promise<Response> | undefined {
  const path = event.url.pathname;
  if (path.startsWith("/_app/") || event.route.id === null) return undefined;
  const ids = Object.entries(event.params).filter(([name]) => name === "id" || name.endsWith("Id"));
  if (ids.some(([, value]) => !UUID.test(value ?? ""))) return refusal(event, 404, "error_not_found");
  const acting = actingIn(event);
  const { userId, appointments } = event.locals.actor;
  if (acting !== undefined && userId && !appointments.some((one) => one.id === acting))
    return refusal(event, 400, "error_acting");
  const { key } = event.locals;
  if (key && userId && !keyMay(key, event.request.method, path)) return refusal(event, 403, "error_key_scope");
  if (owesHere(event)) return secondStepFirst(event);
  const door = doorTo(path);
  if (mayEnter(door, event.locals.actor.reach)) return undefined;
  const isApi = path.startsWith("/api/");
  if (!event.locals.actor.userId && !isApi) return signInFirst(event, refuseBody(event));
  if (!event.locals.actor.userId) return refusal(event, 401, "error_sign_in");
  if (event.locals.actor.appointments.length > 0) return refusal(event, 403, "error_forbidden");
  return refusal(event, 403, "error_no_appointment", { wayOut: "/sign-in" });
}

/** A role that asks for a second step is acted in only by who has shown one. */
function owesHere({ locals, url }: Event): boolean {
  const { session, actor } = locals;
  if (!session || isOnTheWayToSecondStep(url.pathname)) return false;
  return owesSecondStep(actor, session.factor, config.secondStepRoles);
}

function secondStepFirst(event: Event): Response {
  if (event.url.pathname.startsWith("/api/")) return refusal(event, 403, "error_second_step_owed");
  return new Response(null, { status: 303, headers: { location: "/me/two-factor?owed" } });
}

const refuseBody = (event: Event) => (status: number, key: string, inputs: Record<string, string>) =>
  refusal(event, status, key, { inputs, wayOut: event.url.pathname });

type Refused = { wayOut?: string; inputs?: Record<string, string> };

function refusal(event: Event, status: number, key: string, { wayOut = "/", inputs = {} }: Refused = {}): Response {
  const detail = wordsFor(key, inputs) ?? "";
  if (status === 401 || status === 403) sayRefusal(status);
  if (!event.url.pathname.startsWith("/api/")) return plainPage(status, detail, wayOut);
  // A key that came and is not valid is said apart from none at all (RFC 6750).
  const challenge = `Bearer realm="Amity"${bearerIn(event) ? ', error="invalid_token"' : ""}`;
  return Response.json(
    { type: "about:blank", title: `HTTP ${status}`, status, detail },
    {
      status,
      headers: {
        "content-type": "application/problem+json",
        ...(status === 401 && { "www-authenticate": challenge }),
      },
    },
  );
}

/** Those of every answer are put on before it is made: door-headers.server.ts. */
function withHeaders(response: Response, path: string): Response {
  // Nothing was begun: whoever asks again in a few seconds finds room.
  if ([429, 503].includes(response.status) && !response.headers.has("retry-after"))
    response.headers.set("retry-after", "5");
  if (!path.startsWith("/_app/") && !response.headers.has("cache-control"))
    response.headers.set("cache-control", "private, no-store");
  return response;
}

/** Built files are compressed ahead; pages and JSON here, for lines of 64 kbit/s. */
function compressed(response: Response, request: Request): Response {
  const isText = /^(text\/html|application\/(problem\+)?json|text\/calendar)/.test(
    response.headers.get("content-type") ?? "",
  );
  if (!isText || !response.body || !request.headers.get("accept-encoding")?.includes("gzip")) return response;
  const headers = new Headers(response.headers);
  headers.set("content-encoding", "gzip");
  headers.append("vary", "accept-encoding");
  headers.delete("content-length");
  return new Response(response.body.pipeThrough(new CompressionStream("gzip")), { status: response.status, headers });
}

/** The database does not answer, or nobody's turn came: said without asking it for anything. */
function awayPage(event: Event, cause: unknown): Response | Promise<Response> | undefined {
  const key = wordOfAway(cause);
  if (key === undefined) return undefined;
  event.locals.actor ??= anonymous;
  event.locals.locale ??= toLocale(event.cookies.get(cookieName("amity_language"))) ?? "vi";
  return inLocale(event.locals.locale, () => {
    const detail = wordsFor(key) ?? "";
    if (event.url.pathname.startsWith("/api/"))
      return Response.json(
        { type: "about:blank", title: "HTTP 503", status: 503, detail },
        { status: 503, headers: { "content-type": "application/problem+json", "retry-after": "5" } },
      );
    return sendAgainLater(event, detail, refuseBody(event)) ?? plainPage(503, detail);
  });
}

export const handleError: HandleServerError = ({ kind, error, event }) => {
  const requestId = event.locals.requestId;
  if (kind === "app") return { ...error, requestId };
  if (kind === "framework") return { message: wordsFor("error_not_found") ?? "", requestId };
  const word = tellOfMachine(error);
  if (word !== undefined) return { status: 503, message: wordsFor(word) ?? "", requestId };
  const cause = error as Error;
  log("error", "a request failed", { path: pathSaid(event.url.pathname), cause: cause.message, stack: cause.stack });
  return { message: wordsFor("error_our_mistake") ?? "", requestId };
};
