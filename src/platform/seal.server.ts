import type { Asks } from "./client.server.ts";
import { readLines, readStates } from "./chain.server.ts";
import { lineEntry, linkAfter, stateEntry } from "./proof.ts";
import { now } from "./time.ts";

/*
 * The contract of the chain (docs/decisions/0051).
 *
 * A line of the history carries `said`, a digest of all it says, over a random `salt`. The chain is made over who, when, about what, and
 * `said`, never over the values themselves. So values may be struck out of a line (`strikeOut` in history-strike.server.ts, the only way):
 * the line keeps its `said`, gets what is left with a new salt, and `struck_at`; a new line of the act `values_struck` holds the digest of
 * what is left, by the line's number. The chain stays whole, what is left stays proven, and what was struck cannot be guessed.
 *
 * How an act left its record is kept as salted digests of the rows (history_state, in the chain too). Whoever erases values of a record
 * writes a line about it, as for any act, and calls `forgetStates` for it: the older digests lose their salts.
 */

export const FIRST_LINK = "0".repeat(64);
export type Seal = {
  form: number;
  day: string;
  first_id: number;
  last_id: number;
  lines: number;
  states: number;
  last_state: number;
  previous_hash: string;
  hash: string;
};

/** Seals every finished day (of UTC) that has lines and no seal yet; returns the days sealed. What is still being written waits. */
export async function sealHistory(client: Asks, before: string = now().toISOString().slice(0, 10)): Promise<string[]> {
  const settled = await settledEnd(client);
  if (!settled) return [];
  const last = await lastSeal(client);
  const { rows: days } = await client.query<{ day: string; end: number }>(
    `select (history.at at time zone 'UTC')::date as day, max(history.id) as end from history
      where history.id > $1 and history.id <= $2 and (history.at at time zone 'UTC')::date < $3::date
      group by 1 order by 2`,
    [last.last_id, settled.line, before],
  );
  let previous = last;
  for (const [at, { day, end }] of days.entries()) {
    // The states of days that are sealed late come with the last of them.
    const lastState = at === days.length - 1 ? settled.state : previous.last_state;
    previous = await sealOne(client, previous, { day, last_id: end, last_state: lastState });
  }
  return days.map((one) => one.day);
}

async function lastSeal(client: Asks): Promise<Seal> {
  const { rows } = await client.query<Seal>(
    "select * from history_seal order by form desc, case form when 1 then day end desc, last_id desc limit 1",
  );
  const none = { form: 2, day: "", first_id: 0, last_id: 0, lines: 0, states: 0, last_state: 0 };
  // The first link of this form covers all lines anew, after the last of the form before.
  if (rows[0]?.form === 2) return rows[0];
  return { ...none, previous_hash: FIRST_LINK, hash: rows[0]?.hash ?? FIRST_LINK };
}

async function sealOne(client: Asks, after: Seal, to: Pick<Seal, "day" | "last_id" | "last_state">): Promise<Seal> {
  const link = linkAfter(after.hash);
  const seal: Seal = { ...to, form: 2, first_id: 0, lines: 0, states: 0, previous_hash: after.hash, hash: "" };
  for await (const page of readLines(client, { after: after.last_id, to: to.last_id })) {
    for (const { id, line, said } of page) link.update(lineEntry(id, line, said ?? ""));
    seal.first_id ||= page[0]?.id ?? 0;
    seal.lines += page.length;
  }
  for await (const page of readStates(client, { after: after.last_state, to: to.last_state })) {
    for (const state of page) link.update(stateEntry(state));
    seal.states += page.length;
  }
  seal.hash = link.digest("hex");
  const columns = Object.keys(seal);
  await client.query(
    `insert into history_seal (${columns.join(", ")}) values (${columns.map((_, at) => `$${at + 1}`).join(", ")})`,
    Object.values(seal),
  );
  return seal;
}

const TRIES = 100;

/**
 * The numbers up to which all lines and states are written or never will be: whoever was writing then has ended since. Undefined where
 * somebody writes on for longer than is waited for; the next seal covers it.
 */
async function settledEnd(client: Asks): Promise<{ line: number; state: number } | undefined> {
  const { rows } = await client.query<{ line: number | null; state: number | null; writing: string[] }>(
    `select (select max(id) from history) as line, (select max(id) from history_state) as state, (${WRITING}) as writing`,
  );
  const [{ line, state, writing } = { line: null, state: null, writing: [] }] = rows;
  for (let tried = 0; tried < TRIES; tried += 1) {
    const still = await client.query<{ writing: string[] }>(`select (${WRITING}) as writing`);
    if (!still.rows[0]?.writing.some((one) => writing.includes(one))) return { line: line ?? 0, state: state ?? 0 };
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  return undefined;
}

/** Whoever has written a line holds this lock until the end of the work. */
const WRITING = `select coalesce(array_agg(virtualtransaction), '{}') from pg_locks
  where relation = 'history'::regclass and mode = 'RowExclusiveLock' and granted and pid <> pg_backend_pid()`;
