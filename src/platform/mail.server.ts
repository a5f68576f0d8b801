import { createTransport } from "nodemailer";
import { system } from "./actor.ts";
import { clean, cleanLine } from "./clean.ts";
import { config } from "./config.ts";
import type { Work } from "./db.server.ts";
import { inWork } from "./db.server.ts";
import { now } from "./time.ts";

export type Letter = { recipient: string; userId?: string; subject: string; body: string };

/** Writes the letter down with the fact that causes it; the worker sends it. */
export async function sendMail(work: Work, letter: Letter): Promise<void> {
  await work.trx
    .insertInto("mail_outbox")
    .values({
      recipient: letter.recipient,
      user_id: letter.userId ?? null,
      subject: cleanLine(letter.subject),
      body: clean(letter.body),
    })
    .execute();
}

/** Sends what waits; without SMTP_URL (the demo) letters stay in the outbox, where they can be read. */
export async function deliverMail(): Promise<void> {
  if (!config.smtpUrl) return;
  const transport = createTransport(config.smtpUrl);
  await inWork(system, async (work) => {
    const waiting = await work.trx
      .selectFrom("mail_outbox")
      .select(["mail_outbox.id", "mail_outbox.recipient", "mail_outbox.subject", "mail_outbox.body"])
      .where("mail_outbox.sent_at", "is", null)
      .orderBy("mail_outbox.created_at")
      .limit(50)
      .forUpdate()
      .skipLocked()
      .execute();
    for (const letter of waiting) {
      await transport.sendMail({
        from: config.mailFrom,
        to: letter.recipient,
        subject: letter.subject,
        text: letter.body,
      });
      await work.trx
        .updateTable("mail_outbox")
        .set({ sent_at: now() })
        .where("mail_outbox.id", "=", letter.id)
        .execute();
    }
  });
}
