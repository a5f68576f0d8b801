import { createHash } from "node:crypto";
import fs from "node:fs";
import path from "node:path";
import type pg from "pg";
import type { ToldRow } from "#platform/record-rows.server.ts";
import { rowsOf } from "#platform/record-rows.server.ts";
import { VERIFYING, verifyHistory } from "#platform/verify.server.ts";
import type { Act } from "./kill-hands.ts";

type Line = { id: number; subject_kind: string; subject_id: string; action: string; said: Record<string, unknown> };
/** What an act leaves behind where nobody kills anything: its lines, and the fields of it that stand in a row. */
type Left = { lines: LineLeft[]; kind?: string; own: string[]; below?: { table: string; fields: string[] } };
type LineLeft = { action: string; isOfRecord: boolean; fields: string[] };
export type Lefts = Map<string, Left>;

const LINES = `select id, subject_kind, subject_id, action, coalesce(before, '{}') || coalesce(after, '{}') as said
  from history where id > $1 order by id`;

/** Learns from acts that nobody disturbs what each kind of call leaves. */
export async function learner(client: pg.ClientBase, lefts: Lefts) {
  let last = await lastLine(client);
  return async (act: Act): Promise<void> => {
    const { rows } = await client.query<Line>(LINES, [last]);
    last = rows.at(-1)?.id ?? last;
    const lines = rows.filter(isOfTheCall).map((line) => ({
      action: line.action,
      isOfRecord: line.subject_id === act.id,
      fields: fieldsIn(act, line.said),
    }));
    const kind = rows.find((line) => line.subject_id === act.id)?.subject_kind;
    const told = kind ? await rowsOf(client, kind, [act.id]) : [];
    const left = { lines, own: [], ...(kind && told.length > 0 && { kind, ...rowsLeft(act, told) }) };
    const known = lefts.get(act.call);
    lefts.set(act.call, known ? joined(known, left) : left);
  };
}

/** What an import writes is written by the worker, whenever it comes to it: no call's answer says it. */
const isOfTheCall = ({ action }: Line) => action !== "imported" && action !== "import_updated";

const both = (one: string[], other: string[]) => [...new Set([...one, ...other])];

/** The same call with other fields. */
const joined = (known: Left, left: Left): Left => ({
  ...known,
  own: both(known.own, left.own),
  lines: known.lines.map((line, at) => ({ ...line, fields: both(line.fields, left.lines[at]?.fields ?? []) })),
});

export async function lastLine(client: pg.ClientBase): Promise<number> {
  const { rows } = await client.query<{ last: number }>("select coalesce(max(id), 0) as last from history");
  return Number(rows[0]?.last);
}

/** What of an act stands in the record's own row; and, where a row below it says more of it, in that. */
function rowsLeft(act: Act, rows: ToldRow[]): Pick<Left, "own" | "below"> {
  const count = (row: ToldRow) => fieldsIn(act, row.said).length;
  const own = rows.find((row) => row.key === act.id);
  const below = rows.filter((row) => row.key !== act.id).toSorted((one, other) => count(other) - count(one))[0];
  const isBelow = below && count(below) > (own ? count(own) : 0);
  return {
    own: own ? fieldsIn(act, own.said) : [],
    ...(isBelow && { below: { table: below.table, fields: fieldsIn(act, below.said) } }),
  };
}

const fieldsIn = (act: Act, said: Record<string, unknown>) =>
  Object.keys(act.body).filter((name) => name in said && isSame(act.body[name], said[name]));

function isSame(sent: unknown, kept: unknown): boolean {
  if (Array.isArray(sent) && Array.isArray(kept)) return inOrder(sent) === inOrder(kept);
  if (typeof sent === "number") return Number(kept) === sent;
  return JSON.stringify(sent) === JSON.stringify(kept);
}

const inOrder = (all: unknown[]) =>
  all
    .map(String)
    .toSorted((one, other) => one.localeCompare(other))
    .join();

/** Each act with the lines it must have left; what is answered is whole, what is not is whole or not there at all. */
async function compareLines(client: pg.ClientBase, acts: readonly Act[], lefts: Lefts, from = 0): Promise<string[]> {
  const { rows } = await client.query<Line>(LINES, [from]);
  const byAction = Map.groupBy(rows, (line) => line.action);
  const claimed = new Set<number>();
  const faults: string[] = [];
  const isLeft =
    (act: Act, { action, isOfRecord, fields }: LineLeft) =>
    (one: Line) =>
      one.action === action &&
      !claimed.has(one.id) &&
      (!isOfRecord || one.subject_id === act.id) &&
      fields.every((name) => !(name in act.body) || isSame(act.body[name], one.said[name]));
  const claim = (act: Act, wanted: LineLeft[]) => {
    const found = wanted.flatMap((line) => {
      const one = byAction.get(line.action)?.find(isLeft(act, line));
      if (one) claimed.add(one.id);
      return one ? [one.id] : [];
    });
    return { count: found.length, giveBack: () => found.forEach((id) => claimed.delete(id)) };
  };
  /** Nobody was told what it made: a record all of whose lines are there is it, else it was not done. */
  const claimUnnamed = (act: Act, wanted: LineLeft[]) => {
    const own = wanted.find((line) => line.isOfRecord);
    const made = own ? (byAction.get(own.action) ?? []).filter(isLeft(act, { ...own, isOfRecord: false })) : [];
    for (const id of new Set(made.map((line) => line.subject_id))) {
      const { count, giveBack } = claim({ ...act, id }, wanted);
      if (count === wanted.length) return;
      giveBack();
    }
  };
  // Whoever leaves more lines is looked for first: what leaves but one finds it in either.
  const linesOf = (act: Act) => lefts.get(act.call)?.lines.length ?? 0;
  const byLines = (one: Act, other: Act) => (one.id ? 0 : 1) - (other.id ? 0 : 1) || linesOf(other) - linesOf(one);
  for (const state of ["done", "unsure"] as const)
    for (const act of acts.filter((one) => one.state === state).toSorted(byLines)) {
      const wanted = lefts.get(act.call)?.lines ?? [];
      if (!act.id && wanted.some((line) => line.isOfRecord)) {
        claimUnnamed(act, wanted);
        continue;
      }
      const { count } = claim(act, wanted);
      if (count < wanted.length && (state === "done" || count > 0))
        faults.push(`${state} ${tell(act)}: ${count} of ${wanted.length} lines`);
    }
  const ids = new Set(acts.map((act) => act.id));
  const made = new Set(
    [...lefts.values()].flatMap(({ lines }) => lines.filter((line) => line.isOfRecord).map((line) => line.action)),
  );
  for (const line of rows)
    if ((ids.has(line.subject_id) || made.has(line.action)) && !claimed.has(line.id))
      faults.push(`line ${line.id} ${line.action} of ${line.subject_kind} ${line.subject_id}: nobody sent it`);
  return faults;
}

const tell = (act: Act) => `${act.call} ${act.id} ${act.part ?? ""} ${JSON.stringify(act.body).slice(0, 120)}`;

type Possible = { act: Act; values: unknown[] };

/** Every field that was answered as written stands in its row, every row taken out is gone. */
async function compareRows(client: pg.ClientBase, acts: readonly Act[], lefts: Lefts): Promise<string[]> {
  const faults: string[] = [];
  for (const [id, all] of Map.groupBy(acts, (act) => act.id)) {
    const kind = all.map((act) => lefts.get(act.call)?.kind).find(Boolean);
    if (!id || !kind) continue;
    const rows = await rowsOf(client, kind, [id]);
    const own = rows.find((row) => row.key === id);
    if (rows.length === 0) faults.push(`${kind} ${id} is not there: ${all.map(tell).join("; ").slice(0, 400)}`);
    for (const [field, { act, values }] of own ? latestOf(all, lefts) : [])
      if (!values.some((value) => isSame(value, own?.said[field])))
        faults.push(`${tell(act)}: ${field} is ${JSON.stringify(own?.said[field])}`);
    faults.push(
      ...all.filter((act) => act.state === "done" && !act.isChanged).flatMap((act) => belowOf(act, lefts, rows)),
    );
  }
  return faults;
}

function belowOf(act: Act, lefts: Lefts, rows: readonly ToldRow[]): string[] {
  if (act.call.startsWith("delete"))
    return rows.some((row) => row.key === act.part) ? [`${tell(act)}: it is there again`] : [];
  const below = lefts.get(act.call)?.below;
  const isThere = (row: ToldRow) =>
    row.table === below?.table && below.fields.every((name) => isSame(act.body[name], row.said[name]));
  return below && !rows.some(isThere) ? [`${tell(act)}: no such row of ${below.table}`] : [];
}

/** By field of the record itself: what was sent last; where something was cut off, that or what stood before it, as far as that is known. */
function latestOf(acts: readonly Act[], lefts: Lefts): Map<string, Possible> {
  const possible = new Map<string, Possible>();
  for (const act of acts.filter((one) => one.state !== "refused"))
    for (const field of (lefts.get(act.call)?.own ?? []).filter((name) => name in act.body)) {
      const before = possible.get(field)?.values;
      if (act.state === "done") possible.set(field, { act, values: [act.body[field]] });
      else if (before) possible.set(field, { act, values: [...before, act.body[field]] });
    }
  return possible;
}

/** Files that were answered are in the store, whole; imports are written wholly or not at all. */
async function compareFiles(client: pg.ClientBase, acts: readonly Act[], data: string): Promise<string[]> {
  const { rows: files } = await client.query<{ sha256: string }>(
    "select sha256 from file union select file_sha256 from import",
  );
  const known = new Set(files.map((one) => one.sha256));
  const hashOf = (bytes: Buffer) => createHash("sha256").update(bytes).digest("hex");
  const faults = acts
    .filter((act) => act.bytes && act.state === "done" && !known.has(hashOf(act.bytes)))
    .map((act) => `${tell(act)}: its file is not there`);
  for (const sha256 of known) {
    const file = path.join(data, "files", sha256.slice(0, 2), sha256);
    if (!fs.existsSync(file) || hashOf(fs.readFileSync(file)) !== sha256) faults.push(`file ${sha256} is not whole`);
  }
  const { rows: imports } = await client.query<{ id: string; status: string; created: number; there: number }>(
    `select id, status, created, (select count(*)::int from partner where partner.import_id = import.id) as there from import`,
  );
  for (const { id, status, created, there } of imports)
    if (there !== (status === "committed" ? created : 0) || !["tried", "committed", "undone"].includes(status))
      faults.push(`import ${id} is ${status}: ${there} of ${created} rows`);
  return faults;
}

type Compared = { acts: readonly Act[]; lefts: Lefts; data: string; from: number; isOpen?: boolean };

export async function compareAll(client: pg.Client, { acts, lefts, data, from, isOpen }: Compared): Promise<string[]> {
  if (!isOpen) {
    await client.query("begin");
    for (const setting of VERIFYING) await client.query(setting);
  }
  const { found } = await verifyHistory(client);
  return [
    ...found.map((one) => JSON.stringify(one)),
    ...(await compareLines(client, acts, lefts, from)),
    ...(await compareRows(client, acts, lefts)),
    ...(await compareFiles(client, acts, data)),
  ];
}
