import { sql } from "kysely";
import type { Work } from "#platform/db.server.ts";
import { whileSystem } from "#platform/db.server.ts";

/** Where a person is signed in now, the last used first. */
export async function listSessions(work: Work, userId: string) {
  return whileSystem(work, () =>
    work.trx
      .selectFrom("auth_session")
      .select([
        "auth_session.id",
        "auth_session.created_at",
        "auth_session.updated_at as used_at",
        "auth_session.expires_at",
        "auth_session.user_agent",
        "auth_session.ip_address",
        "auth_session.factor",
      ])
      .where("auth_session.user_id", "=", userId)
      .where("auth_session.expires_at", ">", sql<Date>`now()`)
      .orderBy("auth_session.updated_at", "desc")
      .execute(),
  );
}
