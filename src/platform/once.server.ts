import { createHmac } from "node:crypto";
import { config } from "./config.ts";
import type { Work } from "./db.server.ts";
import { FieldError } from "./errors.ts";
import { hashOf } from "./files.server.ts";
import { bytesOfFile } from "./large-form.server.ts";

/** One sending of a form or a call: its key, and all that it says and where, as one hash. */
export type Sending = { key: string; asked: string };

const LONGEST_KEY = 200;

/** The key was used for something else: what is sent now was not done. */
export class KeySpentError extends FieldError {}

/** What a key stands for: the same thing sent to the same address. Files count by what is in them. */
export async function sendingOf(
  key: string | null | undefined,
  address: string,
  sent: Record<string, unknown>,
): Promise<Sending | undefined> {
  if (!key) return undefined;
  if (key.length > LONGEST_KEY) throw new FieldError([], "rule_key_too_long");
  // Passwords are among what is sent: whoever reads the table may not try them out, so the hash needs the server's secret.
  const hash = createHmac("sha256", config.secret).update(JSON.stringify(address));
  for (const [name, value] of Object.entries(sent).toSorted(([one], [other]) => (one < other ? -1 : 1)))
    hash.update(`${JSON.stringify(name)}:${await written(value)}`);
  return { key: key.replaceAll("\0", ""), asked: hash.digest("hex") };
}

async function written(value: unknown): Promise<string> {
  if (!(value instanceof File)) return JSON.stringify(value) ?? "";
  return hashOf(await bytesOfFile(value));
}

/** Runs once per key: the same thing sent twice is answered as the first time, another thing is refused. */
export async function once(work: Work, sending: Sending | undefined, run: () => Promise<string>): Promise<string> {
  const userId = work.actor.userId;
  if (!sending || !userId) return run();
  const { key, asked } = sending;
  const mine = await work.trx
    .insertInto("idempotency_key")
    .values({ user_id: userId, key, asked })
    .onConflict((conflict) => conflict.doNothing())
    .returning("idempotency_key.key")
    .executeTakeFirst();
  if (!mine) return answerOf(work, sending);
  const answer = await run();
  await work.trx
    .updateTable("idempotency_key")
    .set({ answer: JSON.stringify(answer) })
    .where("idempotency_key.user_id", "=", userId)
    .where("idempotency_key.key", "=", key)
    .execute();
  return answer;
}

async function answerOf(work: Work, { key, asked }: Sending): Promise<string> {
  const first = await work.trx
    .selectFrom("idempotency_key")
    .select(["idempotency_key.answer", "idempotency_key.asked"])
    .where("idempotency_key.user_id", "=", work.actor.userId ?? null)
    .where("idempotency_key.key", "=", key)
    .executeTakeFirst();
  if (first?.asked !== asked) throw new KeySpentError([], "rule_key_spent");
  return String(first.answer ?? "/");
}
