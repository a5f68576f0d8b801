import type { Work } from "#platform/db.server.ts";

export async function markRead(work: Work): Promise<void> {
  await work.trx
    .updateTable("notification")
    .set({ read_at: new Date() })
    .where("notification.user_id", "=", work.actor.userId ?? null)
    .where("notification.read_at", "is", null)
    .execute();
}
