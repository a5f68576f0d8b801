import { sql } from "kysely";
import { system } from "./actor.ts";
import { clean, cleanLine } from "./clean.ts";
import type { Work } from "./db.server.ts";
import { asSystem, inWork } from "./db.server.ts";
import { withLetterhead } from "./letter-words.server.ts";
import { log } from "./log.server.ts";
import type { Outcome, Sent } from "./mail-transport.server.ts";
import { handOver, sendsLetters } from "./mail-transport.server.ts";
import { hasEnded } from "./running.ts";
import { sayEvent } from "./security-log.server.ts";
import { now, today } from "./time.ts";

export type Letter = { recipient: string; userId?: string; subject: string; body: string };

/** Writes the letter down with the fact that causes it; the worker sends it. */
export async function sendMail(work: Work, bare: Letter): Promise<void> {
  const letter = withLetterhead(bare);
  const written = work.trx.insertInto("mail_outbox").values({
    recipient: letter.recipient,
    user_id: letter.userId ?? null,
    subject: cleanLine(letter.subject),
    body: clean(letter.body),
    created_at: now(),
  });
  // As the machine: no other statement of the transaction may send a letter.
  await asSystem(work, written.compile());
}

/** Letters that are under way at once: a slow server holds up so many, and no more. */
const LANES = 3;

/**
 * Sends what is due; without SMTP_URL, and in a copy to practise with, letters stay in the outbox, where they can be read. Each letter is claimed, sent and settled by
 * itself (docs/decisions/0040): who dies in between leaves it claimed, and it is never sent again by itself.
 */
export async function deliverMail(): Promise<void> {
  if (!sendsLetters()) return;
  await inWork(system, settleLost);
  await inWork(system, withhold);
  let isReachable = true;
  const lane = async () => {
    while (isReachable) {
      const letter = await inWork(system, claimNext);
      if (!letter) return;
      const outcome = await handOver(letter);
      await inWork(system, (work) => settle(work, letter, outcome));
      // The others need not find out one by one, each with an attempt less.
      if (outcome.came === "unreachable") isReachable = false;
    }
  };
  await Promise.all(Array.from({ length: LANES }, lane));
}

type Claimed = Sent & { attempts: number };

/** The oldest letter that is due, from now on this attempt's alone. */
async function claimNext(work: Work): Promise<Claimed | undefined> {
  const due = work.trx
    .selectFrom("mail_outbox")
    .select("mail_outbox.id")
    .where("mail_outbox.state", "=", "waiting")
    .where((where) => where.or([where("mail_outbox.next_at", "is", null), where("mail_outbox.next_at", "<=", now())]))
    .orderBy("mail_outbox.created_at")
    .orderBy("mail_outbox.id")
    .limit(1)
    .forUpdate()
    .skipLocked();
  return work.trx
    .updateTable("mail_outbox")
    .set({ state: "sending", claimed_at: now(), attempts: sql<number>`mail_outbox.attempts + 1` })
    .where("mail_outbox.id", "=", due)
    .returning(["mail_outbox.id", "mail_outbox.recipient", "mail_outbox.subject", "mail_outbox.body"])
    .returning("mail_outbox.attempts")
    .executeTakeFirst();
}

/** A letter that waited so long says what is no longer so: a server named at last must not send a year's letters at once. */
const STALE_DAYS = 7;

/** Settles what is not to be sent any more: who has no role left or whose account is closed gets nothing of the union. */
async function withhold(work: Work): Promise<void> {
  const isClosed = sql<boolean>`exists (select from auth_user where auth_user.id = mail_outbox.user_id and auth_user.deactivated_at is not null)`;
  const hasRole = sql<boolean>`exists (select from access_appointment where access_appointment.user_id = mail_outbox.user_id
    and not ${hasEnded("access_appointment", today())})`;
  const waiting = () => work.trx.updateTable("mail_outbox").where("mail_outbox.state", "=", "waiting");
  await waiting().set({ state: "withheld", answer: "account_closed", answered_at: now() }).where(isClosed).execute();
  await waiting()
    .set({ state: "withheld", answer: "no_role", answered_at: now() })
    .where("mail_outbox.user_id", "is not", null)
    .where(sql<boolean>`not ${hasRole}`)
    .execute();
  await waiting()
    .set({ state: "given_up", answer: "too_old", answered_at: now() })
    .where("mail_outbox.attempts", "=", 0)
    .where("mail_outbox.next_at", "is", null)
    .where("mail_outbox.created_at", "<", new Date(now().getTime() - STALE_DAYS * 86_400_000))
    .execute();
}

/** Minutes until the next attempt, after the first, second … one; then it is given up, after two days. */
const BACK_OFF = [1, 5, 15, 60, 180, 360, 720, 1440];

async function settle(work: Work, letter: Claimed, { came, answer }: Outcome): Promise<void> {
  const wait = BACK_OFF[letter.attempts - 1];
  const isAgain = came === "later" || came === "unreachable";
  const state = !isAgain ? came : wait === undefined ? "given_up" : "waiting";
  const at = now();
  await work.trx
    .updateTable("mail_outbox")
    .set({
      state,
      answer: cleanLine(answer),
      answered_at: at,
      claimed_at: null,
      next_at: state === "waiting" ? new Date(at.getTime() + (wait ?? 0) * 60_000) : null,
      ...(state === "sent" && { sent_at: at }),
    })
    .where("mail_outbox.id", "=", letter.id)
    .where("mail_outbox.state", "=", "sending")
    .execute();
  if (state === "sent") return;
  log("warn", "a letter was not taken", { letter: letter.id, state, attempts: letter.attempts, answer });
  if (state !== "waiting") sayFailed({ id: letter.id, recipient: letter.recipient, state, answer });
}

const sayFailed = (failed: { id: string; recipient: string; state: string; answer: string }) =>
  sayEvent("mail_failed", {
    who: { email: failed.recipient },
    what: { letter: failed.id, state: failed.state, answer: failed.answer },
  });

/** Longer than any attempt lasts: whoever claimed it is gone. */
const LOST_MINUTES = 10;

async function settleLost(work: Work): Promise<void> {
  const answer = "lost";
  const lost = await work.trx
    .updateTable("mail_outbox")
    .set({ state: "uncertain", answer, answered_at: now(), claimed_at: null })
    .where("mail_outbox.state", "=", "sending")
    .where("mail_outbox.claimed_at", "<", new Date(now().getTime() - LOST_MINUTES * 60_000))
    .returning(["mail_outbox.id", "mail_outbox.recipient"])
    .execute();
  for (const letter of lost) sayFailed({ ...letter, state: "uncertain", answer });
}
