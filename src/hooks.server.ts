import type { Handle, HandleServerError } from "@sveltejs/kit/hooks";
import { askFromBrowser } from "#modules/access/sign-in-door.server.ts";
import { anonymous } from "#platform/actor.ts";
import type { Asked } from "#platform/asked.ts";
import { plainPage, wordOfAway, tellOfMachine } from "#platform/away.server.ts";
import { cookieName } from "#platform/cookie.server.ts";
import { accentLink } from "#platform/union-shown.ts";
import { ownWordsIn } from "#platform/own-words.ts";
import { home, homeZone } from "#platform/home.ts";
import { asRouted } from "#platform/doors.ts";
import { log, pathSaid, underWay } from "#platform/log.server.ts";
import { TEXTS, pack, takesPacked } from "#platform/pack.server.ts";
import { problem } from "#platform/problem.server.ts";
import { withBody } from "#platform/received.server.ts";
import { mostOf } from "#platform/roomy.ts";
import { sayRefusal } from "#platform/security-log.server.ts";
import { sendAgainLater, signInFirst } from "#platform/sign-in-first.server.ts";
import { inLocale, toLocale, wordsFor } from "#platform/words.server.ts";
import { closedTo, localeOf, whoActs } from "./door.server.ts";
import { answerCall, isCall } from "./interface.server.ts";

export const handle: Handle = async ({ event, resolve }) => {
  if (isCall(asRouted(event.url.pathname))) {
    const said = await answerCall(event as Asked);
    return compressed(said.toResponse(), event.request);
  }
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
    event.locals.actor = await whoActs(event as Asked);
  } catch (cause) {
    const page = awayPage(event, cause);
    if (page) return page;
    throw cause;
  }
  const asked = underWay.getStore();
  if (asked) asked.actor = event.locals.actor;
  event.locals.locale = localeOf(event as Asked);
  event.locals.isThin = isThin(event);
  return inLocale(event.locals.locale, async () => {
    const resolved = async () =>
      (await throughSignIn(event)) ??
      resolve(event, {
        transformPageChunk: ({ html }) =>
          html
            .replace("%lang%", event.locals.locale)
            .replace("%type%", event.locals.isThin ? "" : "typed")
            .replace("%zone%", homeZone())
            .replace("%languages%", `${home().language} ${home().language_international}`)
            // A function, so that no sign of a word counts as a pattern.
            .replace("%own%", () => ownWordsIn(event.locals.locale))
            .replace("%accent%", accentLink()),
        preload: ({ type }) => type !== "font",
      });
    const most = mostOf(path, event.locals.actor.userId !== undefined);
    const answers = { answer: resolved, refuse: refuseBody(event) };
    const response = await (atTheDoor(event) ?? withBody(event as Asked, most, answers));
    return compressed(withHeaders(response, path), event.request);
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
  if (said.status < 400) return said;
  const seconds = said.headers.get("retry-after");
  const refused = problem(said.status, wordsFor(saidOf(said.status)) ?? "", { requestId: event.locals.requestId });
  return new Response(refused.body as string, {
    status: said.status,
    headers: { ...refused.headers, ...(seconds !== null && { "retry-after": seconds }) },
  });
}

function saidOf(status: number): string {
  if (status === 401) return "error_sign_in";
  if (status === 403) return "error_forbidden";
  if (status === 429) return "error_too_often";
  return status < 500 ? "error_not_found" : "error_our_mistake";
}

/** A line on which every kilobyte is waited for: the browser says that it saves data, or the desk is a mission's (64 kbit/s). */
const isThin = (event: Event) =>
  event.request.headers.get("save-data") === "on" || event.locals.actor.role === "mission_officer";

type Event = Parameters<Handle>[0]["event"];

/** Why the door is closed, as a page; undefined where it is open, or there is no such address. */
function atTheDoor(event: Event): Response | Promise<Response> | undefined {
  if (event.url.pathname.startsWith("/_app/") || event.route.id === null) return undefined;
  const closed = closedTo(event as Asked);
  if (!closed) return undefined;
  if (closed.leadsTo === "sign-in") return signInFirst(event, refuseBody(event));
  if (closed.leadsTo === "second-step")
    return new Response(null, { status: 303, headers: { location: "/me/two-factor?owed" } });
  const { status, key, wayOut } = closed;
  return refusal(event, status, key, wayOut === undefined ? {} : { wayOut });
}

const refuseBody = (event: Event) => (status: number, key: string, inputs: Record<string, string>) =>
  refusal(event, status, key, { inputs, wayOut: event.url.pathname });

type Refused = { wayOut?: string; inputs?: Record<string, string> };

function refusal(event: Event, status: number, key: string, { wayOut = "/", inputs = {} }: Refused = {}): Response {
  if (status === 401 || status === 403) sayRefusal(status);
  const sentence = wordsFor(key, inputs) ?? "";
  return event.url.pathname.startsWith("/api/")
    ? problem(status, sentence).toResponse()
    : plainPage(status, sentence, wayOut);
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
async function compressed(response: Response, request: Request): Promise<Response> {
  const isText = TEXTS.test(response.headers.get("content-type") ?? "");
  if (!isText || !response.body || !takesPacked(request.headers.get("accept-encoding"))) return response;
  const packed = await pack(new Uint8Array(await response.arrayBuffer()));
  const headers = new Headers(response.headers);
  headers.set("content-encoding", "gzip");
  headers.append("vary", "accept-encoding");
  headers.set("content-length", String(packed.length));
  return new Response(new Uint8Array(packed), { status: response.status, headers });
}

/** The database does not answer, or nobody's turn came: said without asking it for anything. */
function awayPage(event: Event, cause: unknown): Response | Promise<Response> | undefined {
  const key = wordOfAway(cause);
  if (key === undefined) return undefined;
  event.locals.actor ??= anonymous;
  event.locals.locale ??= toLocale(event.cookies.get(cookieName("amity_language"))) ?? home().language;
  return inLocale(event.locals.locale, () => {
    const detail = wordsFor(key) ?? "";
    if (event.url.pathname.startsWith("/api/")) return problem(503, detail).toResponse();
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
