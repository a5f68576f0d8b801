import { randomBytes } from "node:crypto";
import type { z } from "zod";
import type { Work } from "#platform/db.server.ts";
import { whileSystem } from "#platform/db.server.ts";
import { FieldError, NotFoundError, requireRow } from "#platform/errors.ts";
import { inLanguageOf } from "#platform/letter-words.server.ts";
import { sendMail } from "#platform/mail.server.ts";
import { addMinutes, now } from "#platform/time.ts";
import { hashKey } from "./key.commands.server.ts";
import type { changePasswordForm } from "./account.forms.ts";
import { recordAccount } from "./account-history.server.ts";
import { sayEvent } from "#platform/security-log.server.ts";
import { isPasswordOf, keepPassword, requireGoodPassword } from "./password.server.ts";
import { LETTERS_AN_HOUR, LINK_MINUTES } from "./password.model.ts";
import { dropSessions } from "./session.commands.server.ts";

type Person = { id: string; name: string; email: string; locale: string };

/** The actor's new password; the old one is asked, and every other session ends. */
export async function changePassword(
  work: Work,
  change: z.output<typeof changePasswordForm>,
  sessionId: string | undefined,
): Promise<void> {
  const { name, email, locale } = work.actor;
  const person = { id: requireRow(work.actor.userId), name, email, locale };
  const isRight = await whileSystem(work, () => isPasswordOf(work, person.id, change.current_password));
  if (!isRight) throw new FieldError("current_password", "error_password_wrong");
  await requireGoodPassword(work, person, change.new_password, "new_password");
  await whileSystem(work, async () => {
    await keepPassword(work, person.id, change.new_password);
    await dropLinks(work, person.id);
    await dropSessions(work, person.id, sessionId);
  });
  await recordAccount(work, person, { action: "password_changed", event: "password_changed" });
  await tellOwner(work, person);
}

/** A link that opens a new password once; those of before open nothing any more. Answers its key. Asked as the system. */
export async function makeLink(work: Work, userId: string, madeBy: string | undefined): Promise<string> {
  const key = randomBytes(24).toString("base64url");
  const minutes = madeBy ? LINK_MINUTES.given : LINK_MINUTES.asked;
  // Whoever knows an address can ask for a letter: that ends no link which an administrator handed over.
  await dropLinks(work, userId, madeBy ? "all" : "asked");
  await work.trx
    .insertInto("access_password_link")
    .values({
      user_id: userId,
      token_hash: hashKey(key),
      made_by: madeBy ?? null,
      created_at: now(),
      expires_at: addMinutes(now(), minutes),
    })
    .execute();
  return key;
}

const dropLinks = (work: Work, userId: string, which: "all" | "asked" = "all") =>
  work.trx
    .updateTable("access_password_link")
    .set({ used_at: now() })
    .where("access_password_link.user_id", "=", userId)
    .where("access_password_link.used_at", "is", null)
    .$if(which === "asked", (query) => query.where("access_password_link.made_by", "is", null))
    .execute();

/** Somebody forgot a password. Nothing says whether the address is known: the page answers the same, and so quickly. */
export async function askPasswordLink(work: Work, email: string, origin: string): Promise<void> {
  sayEvent("password_reset_asked", { who: { email } });
  const person = await work.trx
    .selectFrom("auth_user")
    .select(["auth_user.id", "auth_user.name", "auth_user.email", "auth_user.locale"])
    .where("auth_user.email", "=", email.toLowerCase())
    .where("auth_user.deactivated_at", "is", null)
    .forUpdate()
    .executeTakeFirst();
  if (!person || (await hasHadLetters(work, person.id))) return;
  const link = `${origin}/password/${await makeLink(work, person.id, undefined)}`;
  await inLanguageOf(person.locale, ({ each, subject }) =>
    sendMail(work, {
      recipient: person.email,
      userId: person.id,
      subject: subject("letter_password_subject"),
      body: [
        `${person.name},`,
        each("letter_password_do", { minutes: LINK_MINUTES.asked }),
        link,
        each("letter_password_else"),
      ].join("\n\n"),
    }),
  );
}

async function hasHadLetters(work: Work, userId: string): Promise<boolean> {
  const { count } = await work.trx
    .selectFrom("access_password_link")
    .select((select) => select.fn.countAll<number>().as("count"))
    .where("access_password_link.user_id", "=", userId)
    .where("access_password_link.made_by", "is", null)
    .where("access_password_link.created_at", ">", addMinutes(now(), -60))
    .executeTakeFirstOrThrow();
  return Number(count) >= LETTERS_AN_HOUR;
}

/** Whose password a link sets, while it is good. Asked as the system. */
export async function findPasswordLink(work: Work, key: string): Promise<(Person & { linkId: string }) | undefined> {
  return work.trx
    .selectFrom("access_password_link")
    .innerJoin("auth_user", "auth_user.id", "access_password_link.user_id")
    .select(["access_password_link.id as linkId", "auth_user.id", "auth_user.name"])
    .select(["auth_user.email", "auth_user.locale"])
    .where("access_password_link.token_hash", "=", hashKey(key))
    .where("access_password_link.used_at", "is", null)
    .where("access_password_link.expires_at", ">", now())
    .where("auth_user.deactivated_at", "is", null)
    .executeTakeFirst();
}

/** Sets the password that a link opens, once; every session ends. A second step is asked at the sign-in as before. */
export async function followPasswordLink(work: Work, key: string, password: string): Promise<void> {
  const person = requireRow(await findPasswordLink(work, key), "password_link_over");
  await requireGoodPassword(work, person, password);
  const used = await work.trx
    .updateTable("access_password_link")
    .set({ used_at: now() })
    .where("access_password_link.id", "=", person.linkId)
    .where("access_password_link.used_at", "is", null)
    .executeTakeFirstOrThrow();
  if (used.numUpdatedRows === 0n) throw new NotFoundError("used by another at the same time", "password_link_over");
  await dropLinks(work, person.id);
  await keepPassword(work, person.id, password);
  await dropSessions(work, person.id);
  await recordAccount(work, person, { action: "password_reset", event: "password_reset" });
  await tellOwner(work, person);
}

/** The owner hears of it by another way than the one it was done by. */
async function tellOwner(work: Work, person: Person): Promise<void> {
  await inLanguageOf(person.locale, ({ each, subject }) =>
    sendMail(work, {
      recipient: person.email,
      userId: person.id,
      subject: subject("letter_password_changed_subject"),
      body: `${person.name},\n\n${each("letter_password_changed")}`,
    }),
  );
}
