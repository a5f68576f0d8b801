import { sql } from "kysely";
import type { Work } from "./db.server.ts";
import { addDays, now, startOf, today } from "./time.ts";
import { MARK } from "./strike.server.ts";

/** Letters that left, notices and invitations that nobody took up are kept for these days. */
const KEPT_DAYS = { letters: 90, notices: 180, invitations: 90 } as const;

const before = (days: number) => startOf(addDays(today(), -days));

/** What was personal and is needed no more: every night, for work of the system. Passports have a job of their own. */
export async function endPersonal(work: Work): Promise<void> {
  const { trx } = work;
  await trx.deleteFrom("mail_outbox").where("mail_outbox.sent_at", "<", before(KEPT_DAYS.letters)).execute();
  await trx.deleteFrom("notification").where("notification.created_at", "<", before(KEPT_DAYS.notices)).execute();
  await trx.deleteFrom("auth_session").where("auth_session.expires_at", "<", now()).execute();
  await trx.deleteFrom("auth_verification").where("auth_verification.expires_at", "<", now()).execute();
  await sql`update access_invitation set name = ${MARK}, email = ${MARK}
    where accepted_at is null and expires_at < ${before(KEPT_DAYS.invitations)} and name <> ${MARK}`.execute(trx);
}
