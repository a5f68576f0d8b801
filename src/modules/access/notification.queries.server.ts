import type { Work } from "#platform/db.server.ts";

export async function countUnread(work: Work): Promise<number> {
  const row = await work.trx
    .selectFrom("notification")
    .select((select) => select.fn.countAll<number>().as("count"))
    .where("notification.user_id", "=", work.actor.userId ?? null)
    .where("notification.read_at", "is", null)
    .executeTakeFirstOrThrow();
  return row.count;
}

export async function listNotifications(work: Work, limit = 50) {
  return work.trx
    .selectFrom("notification")
    .selectAll("notification")
    .where("notification.user_id", "=", work.actor.userId ?? null)
    .orderBy("notification.created_at", "desc")
    .limit(limit)
    .execute();
}

/** In demo mode letters are not sent; each reads the own ones here. */
export async function listLetters(work: Work, limit = 50) {
  return work.trx
    .selectFrom("mail_outbox")
    .select([
      "mail_outbox.id",
      "mail_outbox.recipient",
      "mail_outbox.subject",
      "mail_outbox.body",
      "mail_outbox.created_at",
      "mail_outbox.sent_at",
    ])
    .orderBy("mail_outbox.created_at", "desc")
    .limit(limit)
    .execute();
}
