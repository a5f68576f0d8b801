import { sql } from "kysely";
import { config } from "#platform/config.ts";
import type { Work } from "#platform/db.server.ts";
import { whileSystem } from "#platform/db.server.ts";
import { recordAccount } from "./account-history.server.ts";

const own = (work: Work) => ({ id: work.actor.userId ?? "", name: work.actor.name });

/** Takes away sessions of a person, felt by the next request; answers how many there were. No line of history: what ends them has one. */
export async function dropSessions(work: Work, userId: string, except?: string): Promise<number> {
  let query = work.trx.deleteFrom("auth_session").where("auth_session.user_id", "=", userId);
  if (except) query = query.where("auth_session.id", "<>", except);
  const { numDeletedRows } = await query.executeTakeFirstOrThrow();
  return Number(numDeletedRows);
}

/** Ends one of the actor's own sessions; one that is over already is no mistake. */
export async function endSession(work: Work, sessionId: string): Promise<void> {
  const ended = await whileSystem(work, () =>
    work.trx
      .deleteFrom("auth_session")
      .where("auth_session.id", "=", sessionId)
      .where("auth_session.user_id", "=", work.actor.userId ?? null)
      .executeTakeFirstOrThrow(),
  );
  if (ended.numDeletedRows > 0n)
    await recordAccount(work, own(work), { action: "sessions_ended", event: "session_ended", after: { sessions: 1 } });
}

/** Ends the actor's sessions, all but the one named. */
export async function endOwnSessions(work: Work, except?: string): Promise<void> {
  const sessions = await whileSystem(work, () => dropSessions(work, own(work).id, except));
  if (sessions > 0)
    await recordAccount(work, own(work), { action: "sessions_ended", event: "session_ended", after: { sessions } });
}

/** Takes the sessions that are over out of the table; nobody can use them any more. */
export async function sweepSessions(work: Work): Promise<void> {
  await work.trx
    .deleteFrom("auth_session")
    .where("auth_session.expires_at", "<", sql<Date>`now()`)
    .execute();
  await work.trx
    .deleteFrom("auth_verification")
    .where("auth_verification.expires_at", "<", sql<Date>`now()`)
    .execute();
}

/** Moves the idle end of a session ahead, at most once a minute, and never beyond its absolute end. */
export async function touchSession(work: Work, sessionId: string): Promise<void> {
  await work.trx
    .updateTable("auth_session")
    .set({
      updated_at: sql`now()`,
      expires_at: sql`least(now() + make_interval(mins => ${config.sessionIdleMinutes}), created_at + make_interval(hours => ${config.sessionHours}))`,
    })
    .where("auth_session.id", "=", sessionId)
    .where("auth_session.updated_at", "<", sql<Date>`now() - interval '60 seconds'`)
    .execute();
}
