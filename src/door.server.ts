import { findActor } from "#modules/access/access.queries.server.ts";
import { hashKey, noteKeyUse, sayKeyUsed } from "#modules/access/key.commands.server.ts";
import type { Key } from "#modules/access/key.model.ts";
import { keyMay } from "#modules/access/key.model.ts";
import { findActorOfKey, openKey } from "#modules/access/key.queries.server.ts";
import { isOnTheWayToSecondStep, owesSecondStep } from "#modules/access/session.model.ts";
import { findSession } from "#modules/access/session.server.ts";
import type { Actor } from "#platform/actor.ts";
import { ACTING, anonymous } from "#platform/actor.ts";
import type { Asked } from "#platform/asked.ts";
import { config } from "#platform/config.ts";
import { cookieName } from "#platform/cookie.server.ts";
import { doorTo, mayEnter } from "#platform/doors.ts";
import { home, offeredLanguages } from "#platform/home.ts";
import { changesHeard } from "#platform/heard.server.ts";
import { UUID } from "#platform/id.ts";
import { sayEvent } from "#platform/security-log.server.ts";
import type { Locale } from "#platform/words.server.ts";
import { toLocale } from "#platform/words.server.ts";
import { ofUnion } from "#platform/union.server.ts";

/** Who asks: the owner of a key in a role it was made in, who signed in, or nobody. */
export async function whoActs(asked: Asked): Promise<Actor> {
  const bearer = bearerIn(asked);
  if (bearer) return (await actorOfKey(asked, bearer)) ?? anonymous;
  const session = await findSession(asked.request.headers);
  if (!session) return anonymous;
  asked.locals.session = session;
  return (await findActor(session.userId, asked.cookies.get(cookieName("amity_acting")))) ?? anonymous;
}

/** A key opens the interface and no page: there people act who signed in. */
export function bearerIn({ request, url }: Asked): string | undefined {
  const said = url.pathname.startsWith("/api/") ? request.headers.get("authorization") : null;
  return said?.startsWith("Bearer ") ? said.slice(7) : undefined;
}

const keys = ofUnion(() => new Map<string, { at: number; heard: number | undefined; key: Key }>());

/** A call says in which of its owner's roles it acts, as a page remembers it; without a word in the first. */
function actingIn(asked: Asked): string | undefined {
  return bearerIn(asked) ? (asked.request.headers.get(ACTING) ?? undefined) : undefined;
}

/** A program's key is looked up once in three seconds; revoking it is felt as it is told, and then in any case. */
async function actorOfKey(asked: Asked, bearer: string): Promise<Actor | undefined> {
  const hash = hashKey(bearer);
  const known = keys().get(hash);
  const heard = changesHeard();
  const isFresh = known?.heard === heard && known && Date.now() - known.at < 3000;
  const key = isFresh ? known.key : await openKey(hash, "calls", noteKeyUse);
  if (!key) {
    sayEvent("key_refused");
    return undefined;
  }
  if (!isFresh) {
    if (keys().size > 1000) keys().clear();
    keys().set(hash, { at: Date.now(), heard, key });
  }
  sayKeyUsed(key);
  asked.locals.key = key;
  return findActorOfKey(key, actingIn(asked));
}

export function localeOf({ url, cookies, locals, request }: Asked) {
  const said = toLocale(url.pathname.startsWith("/api/") ? url.searchParams.get("language") : undefined);
  const chosen = toLocale(cookies.get(cookieName("amity_language")));
  const known = said ?? chosen;
  if (known) return known;
  if (locals.actor.userId) return locals.actor.locale;
  return readIn(request.headers.get("accept-language") ?? "") ?? home().language;
}

/** Of the languages that a browser names, the one it wants most among those that the union offers. */
function readIn(accepted: string): Locale | undefined {
  const wanted = accepted.split(",").map((one) => {
    const [tag = "", weight = ""] = one.trim().split(/\s*;\s*q=/);
    return { language: tag.split("-")[0]?.toLowerCase(), weight: weight === "" ? 1 : Number(weight) || 0 };
  });
  const known = wanted.filter((one) => one.weight > 0).toSorted((one, other) => other.weight - one.weight);
  return known.flatMap(({ language }) => offeredLanguages().find((one) => one === language) ?? [])[0];
}

/** Why somebody may not enter an address that there is: the status and the key of its sentence, and what somebody at a page is led to. */
export type Closed = { status: number; key: string; leadsTo?: "sign-in" | "second-step"; wayOut?: string };

/** Asked before anything of the address is read; undefined where it is open. */
export function closedTo(asked: Asked): Closed | undefined {
  const path = asked.url.pathname;
  const ids = Object.entries(asked.params).filter(([name]) => name === "id" || name.endsWith("Id"));
  if (ids.some(([, value]) => !UUID.test(value ?? ""))) return { status: 404, key: "error_not_found" };
  const acting = actingIn(asked);
  const { key, actor } = asked.locals;
  if (acting !== undefined && actor.userId && !actor.appointments.some((one) => one.id === acting))
    return { status: 400, key: "error_acting" };
  if (key && actor.userId && !keyMay(key, asked.request.method, path)) return { status: 403, key: "error_key_scope" };
  if (owesHere(asked)) return { status: 403, key: "error_second_step_owed", leadsTo: "second-step" };
  if (mayEnter(doorTo(path), actor.reach)) return undefined;
  if (!actor.userId) return { status: 401, key: "error_sign_in", leadsTo: "sign-in" };
  if (actor.appointments.length > 0) return { status: 403, key: "error_forbidden" };
  return { status: 403, key: "error_no_appointment", wayOut: "/sign-in" };
}

/** A role that asks for a second step is acted in only by who has shown one. */
function owesHere({ locals, url }: Asked): boolean {
  const { session, actor } = locals;
  if (!session || isOnTheWayToSecondStep(url.pathname)) return false;
  return owesSecondStep(actor, session.factor, config.secondStepRoles);
}
