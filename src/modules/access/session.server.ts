import { createHmac, timingSafeEqual } from "node:crypto";
import { sql } from "kysely";
import { system } from "#platform/actor.ts";
import { config } from "#platform/config.ts";
import { cookieName } from "#platform/cookie.server.ts";
import type { Work } from "#platform/db.server.ts";
import { inReading, inWork } from "#platform/db.server.ts";
import { changesHeard } from "#platform/heard.server.ts";
import { shaped } from "#platform/shape.server.ts";
import { touchSession } from "./session.commands.server.ts";
import type { Factor } from "./session.model.ts";
import { FRESH_MINUTES } from "./session.model.ts";
import { ofUnion } from "#platform/union.server.ts";

/** Somebody's sign-in that stands, and what was shown for it. */
export type Session = {
  id: string;
  userId: string;
  factor: Factor;
  /** Within the last minutes: enough to change how one signs in. */
  isFresh: boolean;
};

/** The name that the sign-in library gives its cookie here: whoever signed in before is known without loading it. */
const sessionCookie = () => `${cookieName("amity")}.session_token`;

/** The cookie of a session, as it was sent. */
function cookieSent(headers: Pick<Headers, "get">): string | undefined {
  const cookies = headers.get("cookie");
  if (!cookies) return undefined;
  const name = sessionCookie();
  const pair = cookies.split(/;\s*/).find((one) => one.startsWith(`${name}=`));
  return pair?.slice(name.length + 1);
}

/** The token in it, if it was signed here. */
function tokenIn(cookie = ""): string | undefined {
  const [token = "", signature = ""] = decoded(cookie).split(/\.(?=[^.]+$)/);
  const expected = createHmac("sha256", config.secret).update(token).digest("base64");
  const isSigned =
    signature.length === expected.length && timingSafeEqual(Buffer.from(signature), Buffer.from(expected));
  return isSigned ? token : undefined;
}

function decoded(value: string): string {
  try {
    return decodeURIComponent(value);
  } catch {
    return "";
  }
}

/** So long a cookie that was looked up leads to its session without asking, if nothing was told of since. */
const KEPT_MS = 3000;
const MOST_KEPT = 5000;
const kept = ofUnion(() => new Map<string, { at: number; heard: number | undefined; session: Session }>());

/**
 * The session of a request. An ended one is felt by the very next request on every copy: while changes are heard what was looked up is
 * remembered for seconds, else the database is asked each time. Keeps it alive. None of a person whose account is closed.
 */
export async function findSession(headers: Pick<Headers, "get">): Promise<Session | undefined> {
  const heard = changesHeard();
  const cookie = cookieSent(headers);
  const remembered = cookie === undefined ? undefined : kept().get(cookie);
  if (remembered && heard !== undefined && remembered.heard === heard && performance.now() - remembered.at < KEPT_MS)
    return remembered.session;
  const token = tokenIn(cookie);
  if (cookie === undefined || token === undefined) return undefined;
  const session = await readAlive(token);
  if (kept().size > MOST_KEPT) kept().clear();
  // Only what was not told of meanwhile is remembered.
  if (session && changesHeard() === heard) kept().set(cookie, { at: performance.now(), heard, session });
  return session;
}

async function readAlive(token: string): Promise<Session | undefined> {
  const found = await inWorkOfPrimary((work) => readSession(work, token));
  if (!found) return undefined;
  if (found.isIdle) await inWork(system, (work) => touchSession(work, found.id));
  const { isIdle: _is, ...session } = found;
  return session;
}

/** A replica lags, and an ended session must be felt at once. */
const inWorkOfPrimary = <Result>(run: (work: Work) => Promise<Result>): Promise<Result> =>
  config.replicaUrl ? inWork(system, run) : inReading(system, run);

const sessionOf = shaped(["token"], (trx, { token }: { token: string }) =>
  trx
    .selectFrom("auth_session")
    .innerJoin("auth_user", "auth_user.id", "auth_session.user_id")
    .select(["auth_session.id", "auth_session.user_id as userId", "auth_session.factor"])
    .select([
      sql<boolean>`auth_session.created_at > now() - make_interval(mins => ${sql.lit(FRESH_MINUTES)})`.as("isFresh"),
      sql<boolean>`auth_session.updated_at < now() - interval '60 seconds'`.as("isIdle"),
    ])
    .where("auth_session.token", "=", token)
    .where("auth_session.expires_at", ">", sql<Date>`now()`)
    .where("auth_user.deactivated_at", "is", null),
);

async function readSession(work: Work, token: string) {
  const [row] = await sessionOf(work, { token });
  return row && { ...row, factor: row.factor as Factor };
}
