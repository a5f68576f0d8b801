import { sql } from "kysely";
import type { Work } from "#platform/db.server.ts";
import { pageOf } from "#platform/list.ts";
import { shaped } from "#platform/shape.server.ts";

export async function countUnread(work: Work): Promise<number> {
  const [row] = await unreadOf(work, { userId: work.actor.userId ?? null });
  return row?.count ?? 0;
}

const unreadOf = shaped(["userId"], (trx, { userId }: { userId: string | null }) =>
  trx
    .selectFrom("notification")
    .select((select) => select.fn.countAll<number>().as("count"))
    .where("notification.user_id", "=", userId)
    .where("notification.read_at", "is", null),
);

type Asked = { limit?: number; cursor?: string | undefined };

/** What changed for the reader, newest first; the cursor is the last one's id. */
export async function listNotifications(work: Work, { limit = 50, cursor }: Asked = {}) {
  let query = work.trx
    .selectFrom("notification")
    .selectAll("notification")
    .where("notification.user_id", "=", work.actor.userId ?? null);
  if (cursor) query = query.where(isOlder("notification", cursor));
  const rows = await query
    .orderBy("notification.created_at", "desc")
    .orderBy("notification.id", "desc")
    .limit(limit + 1)
    .execute();
  return pageOf(rows, limit, (last) => last.id);
}

/** Whether a row comes after the one that the cursor names, newest first. */
function isOlder(table: "notification" | "mail_outbox", cursor: string) {
  const [at, id] = [sql.ref(`${table}.created_at`), sql.ref(`${table}.id`)];
  return sql<boolean>`(${at}, ${id}) < (select last.created_at, last.id from ${sql.table(table)} as last where last.id = ${cursor}::uuid)`;
}

/** In demo mode letters are not sent; each reads the own ones here. */
export async function listLetters(work: Work, { limit = 50, cursor }: Asked = {}) {
  let query = work.trx
    .selectFrom("mail_outbox")
    .select([
      "mail_outbox.id",
      "mail_outbox.recipient",
      "mail_outbox.subject",
      "mail_outbox.body",
      "mail_outbox.created_at",
      "mail_outbox.sent_at",
    ]);
  if (cursor) query = query.where(isOlder("mail_outbox", cursor));
  const rows = await query
    .orderBy("mail_outbox.created_at", "desc")
    .orderBy("mail_outbox.id", "desc")
    .limit(limit + 1)
    .execute();
  return pageOf(rows, limit, (last) => last.id);
}
