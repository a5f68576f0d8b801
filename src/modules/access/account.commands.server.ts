import type { z } from "zod";
import { ownUnion } from "#platform/union.server.ts";
import type { Work } from "#platform/db.server.ts";
import { lockRow, whileSystem } from "#platform/db.server.ts";
import { RuleError, requirePermission, requireRow } from "#platform/errors.ts";
import { inLanguageOf } from "#platform/letter-words.server.ts";
import { sendMail } from "#platform/mail.server.ts";
import { addMinutes, now } from "#platform/time.ts";
import { canManageAccount } from "./access.policy.ts";
import { forgetPerson } from "./access.queries.server.ts";
import type { resetForm } from "./account.forms.ts";
import type { Account } from "./account.queries.server.ts";
import {
  findAccount,
  findSecondStepReset,
  hasOtherAdministrator,
  listAdministrators,
} from "./account.queries.server.ts";
import { recordAccount } from "./account-history.server.ts";
import { makeLink } from "./password.commands.server.ts";
import { dropSecondStep } from "./second-step.commands.server.ts";
import { dropSessions } from "./session.commands.server.ts";

/** A wish to take a second step away waits this long for a second administrator. */
const RESET_MINUTES = 3 * 24 * 60;

/** The account, kept from others who would decide over it until this work ends, if the actor may. */
async function lockAccount(work: Work, userId: string): Promise<Account> {
  await whileSystem(work, () => lockRow(work, "auth_user", userId));
  const account = requireRow(await findAccount(work, userId));
  requirePermission(canManageAccount(work.actor, account));
  return account;
}

/** Closes an account: nobody signs in, sessions and keys end at once. Roles and records stay as they are. */
export async function deactivateAccount(work: Work, userId: string): Promise<void> {
  const account = await lockAccount(work, userId);
  if (account.deactivated_at) throw new RuleError("rule_account_closed");
  await whileSystem(work, async () => {
    await lockAdministrators(work);
    const administers = account.roles.some(
      (one) => one.stands && one.role === "administrator" && !one.unit_path.includes("."),
    );
    if (administers && !(await hasOtherAdministrator(work, userId))) throw new RuleError("rule_last_administrator");
    await work.trx.updateTable("auth_user").set({ deactivated_at: now() }).where("auth_user.id", "=", userId).execute();
    await endEverything(work, userId);
  });
  forgetPerson(work, userId);
  await recordAccount(work, account, { action: "account_deactivated", event: "account_deactivated" });
}

/** Two who close each other's account at once come one after the other. */
const lockAdministrators = (work: Work) =>
  work.trx
    .selectFrom("access_appointment")
    .select("access_appointment.id")
    .where("access_appointment.role", "=", "administrator")
    .orderBy("access_appointment.id")
    .forUpdate()
    .execute();

async function endEverything(work: Work, userId: string): Promise<void> {
  await dropSessions(work, userId);
  await work.trx
    .updateTable("access_token")
    .set({ revoked_at: now() })
    .where("access_token.user_id", "=", userId)
    .where("access_token.revoked_at", "is", null)
    .execute();
  await work.trx
    .updateTable("access_password_link")
    .set({ used_at: now() })
    .where("access_password_link.user_id", "=", userId)
    .where("access_password_link.used_at", "is", null)
    .execute();
}

/** Opens a closed account again. What was ended with it stays ended: the person signs in anew and makes new keys. */
export async function returnAccount(work: Work, userId: string): Promise<void> {
  const account = await lockAccount(work, userId);
  if (!account.deactivated_at) throw new RuleError("rule_account_open");
  await whileSystem(work, () =>
    work.trx.updateTable("auth_user").set({ deactivated_at: null }).where("auth_user.id", "=", userId).execute(),
  );
  forgetPerson(work, userId);
  await recordAccount(work, account, { action: "account_returned", event: "account_returned" });
}

/** Signs a person out everywhere. */
export async function endSessionsOf(work: Work, userId: string): Promise<void> {
  const account = await lockAccount(work, userId);
  const sessions = await whileSystem(work, () => dropSessions(work, userId));
  if (sessions === 0) throw new RuleError("rule_no_sessions");
  await recordAccount(work, account, { action: "sessions_ended", event: "session_ended", after: { sessions } });
}

/** A link under which the person sets a new password, once; whoever makes it hands it over and never learns the password. */
export async function givePasswordLink(work: Work, userId: string, origin: string): Promise<string> {
  const account = await lockAccount(work, userId);
  if (account.deactivated_at) throw new RuleError("rule_account_closed");
  const key = await whileSystem(work, () => makeLink(work, userId, work.actor.userId ?? userId));
  await recordAccount(work, account, { action: "password_link_made", event: "password_reset_asked" });
  return `${origin}/password/${key}`;
}

/** A person lost the second step: one administrator says how that person was recognised, and another has to agree. */
export async function askSecondStepReset(
  work: Work,
  userId: string,
  { identity_checked }: z.output<typeof resetForm>,
): Promise<void> {
  const account = await lockAccount(work, userId);
  if (!account.has_second_step) throw new RuleError("rule_second_step_none");
  if (await findSecondStepReset(work, userId)) throw new RuleError("rule_second_step_asked");
  const asked_by = requireRow(work.actor.userId);
  await whileSystem(work, async () => {
    // One whose time is over makes room.
    await settle(work, userId, null, asked_by);
    await work.trx
      .insertInto("access_second_step_reset")
      .values({ user_id: userId, identity_checked, asked_by, expires_at: addMinutes(now(), RESET_MINUTES) })
      .execute();
  });
  await recordAccount(work, account, { action: "second_step_reset_asked", after: { identity_checked } });
  await tellPerson(work, account, "letter_second_step_asked");
  await tellOthers(work, account);
}

/** Those of whom one has to agree: nobody looks for what nobody told of. */
async function tellOthers(work: Work, account: Account): Promise<void> {
  const address = `${ownUnion().origin}/people/accounts/${account.id}`;
  const all = await whileSystem(work, () => listAdministrators(work));
  const asked = { name: work.actor.name, whose: account.name, address };
  for (const { id, name, email, locale } of all.filter((one) => one.id !== work.actor.userId && one.id !== account.id))
    await inLanguageOf(locale, ({ each, subject }) =>
      sendMail(work, {
        recipient: email,
        userId: id,
        subject: subject("letter_second_step_subject"),
        body: `${name},\n\n${each("letter_second_step_agree", asked)}`,
      }),
    );
}

const settle = (work: Work, userId: string, was_agreed: boolean | null, settled_by: string) =>
  work.trx
    .updateTable("access_second_step_reset")
    .set({ settled_at: now(), settled_by, was_agreed })
    .where("access_second_step_reset.user_id", "=", userId)
    .where("access_second_step_reset.settled_at", "is", null)
    .execute();

/** The second administrator agrees: the step is gone, every session ends, the password stays. */
export async function agreeSecondStepReset(work: Work, userId: string): Promise<void> {
  const account = await lockAccount(work, userId);
  const asked = await findSecondStepReset(work, userId);
  if (!asked) throw new RuleError("rule_second_step_not_asked");
  if (asked.asked_by === work.actor.userId) throw new RuleError("rule_second_step_other");
  await whileSystem(work, () => settle(work, userId, true, requireRow(work.actor.userId)));
  await takeSecondStep(work, account);
}

/** Either of the two takes the wish back or refuses it. */
export async function refuseSecondStepReset(work: Work, userId: string): Promise<void> {
  const account = await lockAccount(work, userId);
  if (!(await findSecondStepReset(work, userId))) throw new RuleError("rule_second_step_not_asked");
  await whileSystem(work, () => settle(work, userId, false, requireRow(work.actor.userId)));
  await recordAccount(work, account, { action: "second_step_reset_refused" });
  await tellPerson(work, account, "letter_second_step_refused");
}

/** The step is gone and every session with it; asked by two administrators, or by whoever has the machine itself. */
export async function takeSecondStep(work: Work, account: Account): Promise<void> {
  if (!account.has_second_step) throw new RuleError("rule_second_step_none");
  await whileSystem(work, async () => {
    await dropSecondStep(work, account.id);
    await dropSessions(work, account.id);
  });
  await recordAccount(work, account, { action: "second_step_reset", event: "second_step_reset" });
  await tellPerson(work, account, "letter_second_step_removed");
}

function tellPerson(work: Work, account: Account, key: string): Promise<void> {
  return inLanguageOf(account.locale, ({ each, subject }) =>
    sendMail(work, {
      recipient: account.email,
      userId: account.id,
      subject: subject("letter_second_step_subject"),
      body: `${account.name},\n\n${each(key, { name: work.actor.name })}`,
    }),
  );
}
