import { sql } from "kysely";
import { sendsLetters } from "./mail-transport.server.ts";
import type { Actor } from "./actor.ts";
import { hasRole } from "./actor.ts";
import type { Work } from "./db.server.ts";
import { asSystem } from "./db.server.ts";
import { RuleError, requirePermission, requireRow } from "./errors.ts";
import { enqueue } from "./jobs.server.ts";
import type { LetterFilter } from "./letter.filter.ts";
import { letterFilter } from "./letter.filter.ts";
import { within } from "./like.ts";
import { pageOf } from "./list.ts";
import { sendMail } from "./mail.server.ts";
import { sayEventIn } from "./security-log.server.ts";
import { now } from "./time.ts";
import { wordsFor } from "./words.server.ts";

/** Administrators of the whole union see how every letter stands; what is in it is its reader's alone. */
export function canKeepLetters(actor: Actor): boolean {
  return hasRole(actor, "administrator") && actor.paths.some((path) => !path.includes("."));
}

const FAILED = ["refused", "given_up", "uncertain"];
/** Those that are over without having come. */
export const RESENDABLE = [...FAILED, "withheld"];

const letters = (work: Work) =>
  work.trx
    .selectFrom("mail_outbox")
    .select(["id", "recipient", "subject", "state", "attempts", "answer", "answered_at", "next_at", "created_at"])
    .select("sent_at");

/** Newest first; the cursor is the last id. */
async function listLetters(work: Work, filter: LetterFilter) {
  requirePermission(canKeepLetters(work.actor));
  let query = letters(work);
  if (filter.state === "failed") query = query.where("mail_outbox.state", "in", FAILED);
  else if (filter.state) query = query.where("mail_outbox.state", "=", filter.state);
  if (filter.to !== undefined) query = query.where("mail_outbox.recipient", "ilike", within(filter.to));
  if (filter.cursor)
    query = query.where(
      sql<boolean>`(mail_outbox.created_at, mail_outbox.id) < (select last.created_at, last.id from mail_outbox as last where last.id = ${filter.cursor}::uuid)`,
    );
  const rows = await asSystem(
    work,
    query
      .orderBy("mail_outbox.created_at", "desc")
      .orderBy("mail_outbox.id", "desc")
      .limit(filter.limit + 1)
      .compile(),
  );
  return pageOf(rows, filter.limit, (last) => last.id);
}

export const letterList = { filter: letterFilter, list: listLetters };

/** How many failed, and how many wait: what the page says before anybody asks. */
export async function countLetters(work: Work): Promise<{ failed: number; waiting: number }> {
  requirePermission(canKeepLetters(work.actor));
  const counted = work.trx
    .selectFrom("mail_outbox")
    .select(["mail_outbox.state", (select) => select.fn.countAll<number>().as("count")])
    .where("mail_outbox.state", "<>", "sent")
    .groupBy("mail_outbox.state");
  const rows = await asSystem(work, counted.compile());
  const sum = (states: string[]) =>
    rows.filter((row) => states.includes(row.state)).reduce((all, row) => all + row.count, 0);
  return { failed: sum(FAILED), waiting: sum(["waiting", "sending"]) };
}

export async function findLetter(work: Work, id: string) {
  requirePermission(canKeepLetters(work.actor));
  const [letter] = await asSystem(work, letters(work).where("mail_outbox.id", "=", id).compile());
  return letter;
}

/** The last letter to an address: how a letter to oneself went. */
export async function findLetterTo(work: Work, recipient: string) {
  requirePermission(canKeepLetters(work.actor));
  const last = letters(work).where("mail_outbox.recipient", "=", recipient).orderBy("mail_outbox.created_at", "desc");
  const [letter] = await asSystem(work, last.limit(1).compile());
  return letter;
}

/** Whether a letter of this place was ever taken by a mail server: then mail works here. */
export async function hasSentLetter(work: Work): Promise<boolean> {
  requirePermission(canKeepLetters(work.actor));
  const sent = work.trx.selectFrom("mail_outbox").select("mail_outbox.id").where("mail_outbox.state", "=", "sent");
  return (await asSystem(work, sent.limit(1).compile())).length > 0;
}

/** From the beginning, as if it had never been tried. Of two who press at once the second is told. */
export async function resendLetter(work: Work, id: string): Promise<void> {
  const letter = requireRow(await findLetter(work, id));
  requireServer();
  const [again] = await asSystem(
    work,
    work.trx
      .updateTable("mail_outbox")
      .set({ state: "waiting", attempts: 0, next_at: now(), claimed_at: null })
      .where("mail_outbox.id", "=", id)
      .where("mail_outbox.state", "in", RESENDABLE)
      .returning("mail_outbox.id")
      .compile(),
  );
  if (!again) throw new RuleError("rule_letter_under_way");
  await sayEventIn(work, "mail_resent", { what: { letter: id, account: letter.recipient, state: letter.state } });
  await enqueue(work, "mail.deliver", {});
}

/** A letter to oneself: whether it comes says whether mail works. */
export async function sendTestLetter(work: Work): Promise<void> {
  requirePermission(canKeepLetters(work.actor));
  requireServer();
  const { userId, email, name } = work.actor;
  await sendMail(work, {
    recipient: email,
    ...(userId && { userId }),
    subject: wordsFor("letter_test_subject") ?? "",
    body: wordsFor("letter_test_body", { name }) ?? name,
  });
  await enqueue(work, "mail.deliver", {});
}

function requireServer() {
  if (!sendsLetters()) throw new RuleError("rule_no_mail_server");
}
