import { randomBytes } from "node:crypto";
import type { Work } from "#platform/db.server.ts";
import { RuleError, requirePermission, requireRow } from "#platform/errors.ts";
import { recordHistory, unitRights } from "#platform/history.server.ts";
import { inLanguageOf } from "#platform/letter-words.server.ts";
import { sendMail } from "#platform/mail.server.ts";
import { addDays, now, startOf, today } from "#platform/time.ts";
import { sayEventIn } from "#platform/security-log.server.ts";
import { hashKey } from "./key.commands.server.ts";
import { INVITATION_DAYS } from "./access.model.ts";
import { canInvite } from "./access.policy.ts";

/** An invitation that was neither taken nor withdrawn, kept from others until this work ends. */
async function lockInvitation(work: Work, invitationId: string) {
  const invitation = requireRow(await findOpenInvitation(work, invitationId, true));
  requirePermission(canInvite(work.actor, invitation.unit_path));
  if (invitation.accepted_at) throw new RuleError("rule_invitation_taken");
  if (invitation.withdrawn_at) throw new RuleError("rule_invitation_withdrawn");
  return invitation;
}

export async function findOpenInvitation(work: Work, invitationId: string, isToChange = false) {
  return work.trx
    .selectFrom("access_invitation")
    .selectAll("access_invitation")
    .where("access_invitation.id", "=", invitationId)
    .$if(isToChange, (query) => query.forUpdate())
    .executeTakeFirst();
}

/** A new link by a new letter; the one of before opens nothing any more. Answers the link, for where no letters leave. */
export async function resendInvitation(work: Work, invitationId: string, origin: string): Promise<string> {
  const invitation = await lockInvitation(work, invitationId);
  const key = randomBytes(24).toString("base64url");
  await work.trx
    .updateTable("access_invitation")
    .set({ token_hash: hashKey(key), expires_at: startOf(addDays(today(), INVITATION_DAYS)), sent_at: now() })
    .where("access_invitation.id", "=", invitationId)
    .execute();
  const link = `${origin}/invitation/${key}`;
  await writeInvitation(work, invitation, link);
  await recordInvitation(work, invitation, "invitation_resent");
  return link;
}

/** The letter, in the language that whoever invites knows of; the same when it is sent again. */
export function writeInvitation(
  work: Work,
  { email, name, language }: { email: string; name: string; language?: string | null | undefined },
  link: string,
): Promise<void> {
  return inLanguageOf(language, ({ each, subject }) =>
    sendMail(work, {
      recipient: email,
      subject: subject("letter_invited_subject"),
      body: `${name},\n\n${each("letter_invited", { name: work.actor.name })}\n\n${link}\n`,
    }),
  );
}

/** Takes an invitation back: its link opens nothing any more. */
export async function withdrawInvitation(work: Work, invitationId: string): Promise<void> {
  const invitation = await lockInvitation(work, invitationId);
  await work.trx
    .updateTable("access_invitation")
    .set({ withdrawn_at: now() })
    .where("access_invitation.id", "=", invitationId)
    .execute();
  await recordInvitation(work, invitation, "invitation_withdrawn");
}

type Invitation = NonNullable<Awaited<ReturnType<typeof findOpenInvitation>>>;

async function recordInvitation(
  work: Work,
  { id, name, email, unit_id, unit_path }: Invitation,
  action: "invitation_resent" | "invitation_withdrawn",
): Promise<void> {
  await recordHistory(work, {
    subject: ["invitation", id],
    action,
    rights: unitRights({ id: unit_id, path: unit_path }),
    after: { name, email },
  });
  await sayEventIn(work, action, { what: { invitation: id, person: name } });
}
