import { sql } from "kysely";
import type { Work } from "./db.server.ts";
import { strikeOut } from "./history-strike.server.ts";
import { unitRights } from "./history.server.ts";
import { addDays, now, startOf, today } from "./time.ts";
import { MARK } from "./person-texts.ts";

/** Letters, whether they came or not, notices and invitations that nobody took up are kept for these days. */
const KEPT_DAYS = { letters: 90, notices: 180, invitations: 90 } as const;

const before = (days: number) => startOf(addDays(today(), -days));

/** What was personal and is needed no more: every night, for work of the system. Passports have a job of their own. */
export async function endPersonal(work: Work): Promise<void> {
  const { trx } = work;
  // Counted from the last that happened to it; one that still waits after that time has no mail server to go to.
  await trx
    .deleteFrom("mail_outbox")
    .where("mail_outbox.state", "<>", "sending")
    .where(sql<boolean>`greatest(mail_outbox.created_at, mail_outbox.answered_at) < ${before(KEPT_DAYS.letters)}`)
    .execute();
  await trx.deleteFrom("notification").where("notification.created_at", "<", before(KEPT_DAYS.notices)).execute();
  await trx.deleteFrom("auth_session").where("auth_session.expires_at", "<", now()).execute();
  await trx.deleteFrom("auth_verification").where("auth_verification.expires_at", "<", now()).execute();
  await endInvitations(work);
}

/** Whom an invitation greeted that nobody took up goes from its history too, which says so and stays proven. */
async function endInvitations(work: Work): Promise<void> {
  const ended = await work.trx
    .updateTable("access_invitation")
    .set({ name: MARK, email: MARK })
    .where("access_invitation.accepted_at", "is", null)
    .where("access_invitation.expires_at", "<", before(KEPT_DAYS.invitations))
    .where("access_invitation.name", "<>", MARK)
    .returning(["access_invitation.id", "access_invitation.unit_id", "access_invitation.unit_path"])
    .execute();
  for (const { id, unit_id, unit_path } of ended)
    await strikeOut(work, {
      subject: ["invitation", id],
      rights: unitRights({ id: unit_id, path: unit_path }),
      goes: (field) => field === "name" || field === "email",
      because: { rule: "personal.end" },
    });
}
