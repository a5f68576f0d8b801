import { createHmac, timingSafeEqual } from "node:crypto";
import { sql } from "kysely";
import { system } from "#platform/actor.ts";
import { config } from "#platform/config.ts";
import { cookieName } from "#platform/cookie.server.ts";
import type { Work } from "#platform/db.server.ts";
import { inReading, inWork } from "#platform/db.server.ts";
import { touchSession } from "./session.commands.server.ts";
import type { Factor } from "./session.model.ts";
import { FRESH_MINUTES } from "./session.model.ts";

/** Somebody's sign-in that stands: until when nothing more is asked, and what was shown for it. */
export type Session = {
  id: string;
  userId: string;
  factor: Factor;
  /** Within the last minutes: enough to change how one signs in. */
  isFresh: boolean;
};

/** The name that the sign-in library gives its cookie here: whoever signed in before is known without loading it. */
const sessionCookie = () => `${cookieName("amity")}.session_token`;

/** The token of a session out of a request's cookies, if it was signed here. */
function sessionToken(headers: Pick<Headers, "get">): string | undefined {
  const cookies = headers.get("cookie");
  if (!cookies) return undefined;
  const name = sessionCookie();
  const pair = cookies.split(/;\s*/).find((one) => one.startsWith(`${name}=`));
  const [token = "", signature = ""] = decoded(pair?.slice(name.length + 1) ?? "").split(/\.(?=[^.]+$)/);
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

/**
 * The session of a request, asked of the database each time, so that an ended one is felt by the very next request on every copy. Keeps
 * it alive. None of a person whose account is closed.
 */
export async function findSession(headers: Pick<Headers, "get">): Promise<Session | undefined> {
  const token = sessionToken(headers);
  if (!token) return undefined;
  const found = await inWorkOfPrimary((work) => readSession(work, token));
  if (!found) return undefined;
  if (found.isIdle) await inWork(system, (work) => touchSession(work, found.id));
  const { isIdle: _is, ...session } = found;
  return session;
}

/** A replica lags, and an ended session must be felt at once. */
const inWorkOfPrimary = <Result>(run: (work: Work) => Promise<Result>): Promise<Result> =>
  config.replicaUrl ? inWork(system, run) : inReading(system, run);

async function readSession(work: Work, token: string) {
  const row = await work.trx
    .selectFrom("auth_session")
    .innerJoin("auth_user", "auth_user.id", "auth_session.user_id")
    .select(["auth_session.id", "auth_session.user_id as userId", "auth_session.factor"])
    .select([
      sql<boolean>`auth_session.created_at > now() - make_interval(mins => ${sql.lit(FRESH_MINUTES)})`.as("isFresh"),
      sql<boolean>`auth_session.updated_at < now() - interval '60 seconds'`.as("isIdle"),
    ])
    .where("auth_session.token", "=", token)
    .where("auth_session.expires_at", ">", sql<Date>`now()`)
    .where("auth_user.deactivated_at", "is", null)
    .executeTakeFirst();
  return row && { ...row, factor: row.factor as Factor };
}
