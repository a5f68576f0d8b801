import type { Asks } from "./client.server.ts";
import type { Work } from "./db.server.ts";
import { owedAtEnd, whileSystem } from "./db.server.ts";
import { packetsOf } from "./packets.server.ts";
import type { ProvenLine } from "./proof.ts";
import { newSalt, saidOf, sha256, shareOf } from "./proof.ts";
import type { Shape, ToldRow } from "./record-rows.server.ts";
import { prepared } from "./statement-names.server.ts";
import { digestRows, rowsOf } from "./record-rows.server.ts";
import { tablesOf } from "./told-rows.ts";

/** What a work has written: the records whose state is owed at its end, and what its lines add to the tally. */
type Written = { records: Map<string, Set<string>>; lines: number; total: bigint };

const writtenBy = (work: Work): Written =>
  owedAtEnd(work, () => {
    const owes: Written = { records: new Map(), lines: 0, total: 0n };
    return { owes, pay: () => whileSystem(work, () => keepStates(work.client, owes)) };
  });

type Line = Omit<ProvenLine, "at" | "before" | "after"> & { at: Date; before: string | null; after: string | null };

/** Gives a line its proof. How it left its record is read once the work is done, so lines and rows may come in any order. */
export function proven<One extends Line>(work: Work, line: One): One & { salt: string; said: string } {
  const salt = newSalt();
  const said = saidOf(salt, {
    ...line,
    subject_id: line.subject_id.toLowerCase(),
    at: line.at.toISOString(),
    before: valueOf(line.before),
    after: valueOf(line.after),
  });
  const written = writtenBy(work);
  written.lines += 1;
  written.total += shareOf(said);
  alsoWritten(work, line.subject_kind, line.subject_id);
  return { ...line, salt, said };
}

const valueOf = (text: string | null): unknown => (text === null ? null : JSON.parse(text));

/** Says that rows of these records were written where no line of the same work is about them. */
export function alsoWritten(work: Work, kind: string, ...ids: string[]): void {
  if (tablesOf(kind).length === 0) return;
  const { records } = writtenBy(work);
  const known = records.get(kind) ?? new Set();
  for (const id of ids) known.add(id.toLowerCase());
  records.set(kind, known);
}

/**
 * Keeps how these records were left, as digests of their rows, and adds all of it to the tally. `client` acts as the system. Nothing waits for
 * an answer that it does not need: two turns, one that reads and one that writes.
 */
async function keepStates(client: Asks, { records, lines, total }: Written): Promise<void> {
  const sum = { lines, states: 0, total };
  const kept: Promise<unknown>[] = [client.query("set local timezone = 'UTC'")];
  for (const [kind, ids] of records)
    for (const packet of packetsOf([...ids])) {
      const reading = rowsOf(client, kind, packet);
      const [rows] = await Promise.all([reading, ...kept.splice(0)]);
      const states = await statesOf(kind, packet, rows);
      sum.states += states.length;
      for (const one of states) sum.total += shareOf(sha256(one.rows));
      kept.push(writeStates(client, states));
    }
  await Promise.all([...kept, addToTally(client, sum)]);
}

type NewState = { subject_kind: string; subject_id: string; salt: string; rows: string; shapes: Shape[] };

/** The state of each of these records; a record of which nothing is left has one too, which says so. */
export async function statesOf(kind: string, ids: readonly string[], all: readonly ToldRow[]): Promise<NewState[]> {
  const rowsBy = Map.groupBy(all, (row) => row.subject);
  const states: NewState[] = [];
  for (const id of ids) {
    const salt = newSalt();
    const { rows, shapes } = await digestRows(salt, rowsBy.get(id) ?? []);
    states.push({ subject_kind: kind, subject_id: id, salt, rows: JSON.stringify(rows), shapes });
  }
  return states;
}

/** Sends both statements at once. */
export async function writeStates(client: Asks, states: readonly NewState[]): Promise<void> {
  const shapes = new Map(states.flatMap((state) => state.shapes.map((shape) => [shape.hash, shape.columns] as const)));
  const places = (rows: number, each: number) =>
    Array.from(
      { length: rows },
      (_, row) => `(${Array.from({ length: each }, (__, at) => `$${row * each + at + 1}`).join(",")})`,
    ).join(",");
  const known =
    shapes.size > 0 &&
    client.query(
      prepared(
        `insert into history_shape (hash, columns) values ${places(shapes.size, 2)} on conflict do nothing`,
        [...shapes].flat(),
      ),
    );
  const written = client.query(
    prepared(
      `insert into history_state (subject_kind, subject_id, salt, rows) values ${places(states.length, 4)}`,
      states.flatMap(({ subject_kind, subject_id, salt, rows }) => [subject_kind, subject_id, salt, rows]),
    ),
  );
  await Promise.all([known, written]);
}

/** Writers that go on at once mostly add to different rows. */
export async function addToTally(client: Asks, sum: { lines: number; states: number; total: bigint }): Promise<void> {
  await client.query(
    prepared(
      `insert into history_tally (shard, lines, states, total) values (pg_backend_pid() % 32, $1, $2, $3)
      on conflict (shard) do update set lines = history_tally.lines + excluded.lines,
        states = history_tally.states + excluded.states, total = history_tally.total + excluded.total`,
      [sum.lines, sum.states, String(sum.total)],
    ),
  );
}
