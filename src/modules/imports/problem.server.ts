import { sql } from "kysely";
import type { Note } from "#platform/bulk.server.ts";
import type { Remained } from "#platform/bulk-undo.server.ts";
import type { Column } from "#platform/columns.ts";
import type { Work } from "#platform/db.server.ts";
import { formatDay } from "#platform/format.ts";
import type { Rights } from "#platform/history.server.ts";
import { rightsOf } from "#platform/history.server.ts";
import { isObject } from "#platform/names.ts";
import { insertMany, packetsOf } from "#platform/packets.server.ts";
import { wordsFor, wordsOfValue } from "#platform/words.server.ts";
import type { ImportKind } from "./column.model.ts";
import { headingOf } from "./column.model.ts";
import { IMPORTABLE } from "./importable.server.ts";
import type { Problem } from "./row.server.ts";

/** Notes of what was compared as sentences: of a field that was kept, whose value stays and what the sheet says. */
export async function problemsOf(work: Work, kind: ImportKind, notes: Note[]): Promise<Problem[]> {
  const { columns } = IMPORTABLE[kind].set;
  const kept = notes.filter((one) => one.kind === "kept" && one.record);
  const correctors = await listCorrectors(
    work,
    kept.map((one) => one.record?.id ?? ""),
  );
  return notes.map((note) => {
    const column = columns.find((one) => (one.language ? "name_in" : one.name) === note.column);
    const who = note.record && note.column ? correctorOf(correctors.get(note.record.id), note.column) : undefined;
    const inputs = {
      ...note.details,
      name: nameOf(note.record),
      column: column ? headingOf(column) : "",
      held: shown(column, note.values?.held),
      given: shown(column, note.values?.given),
      who: who ?? wordsFor("import_somebody") ?? "",
    };
    return {
      row: note.line,
      column: column ? headingOf(column) : null,
      message: wordsFor(note.code, inputs) ?? note.code,
      kind: note.kind,
      record_id: note.record?.id ?? null,
    };
  });
}

export function remainedProblem({ id, name, who }: Remained): Problem {
  const called = nameOf({ name });
  const message = who
    ? wordsFor("import_touched", { name: called, who })
    : wordsFor("import_referred", { name: called });
  return { row: null, column: null, message: message ?? called, kind: "remained", record_id: id };
}

const nameOf = (record: { name: string } | undefined) => record?.name || (wordsFor("import_unnamed") ?? "");

/** Adds to what an import's account names. */
export async function keepProblems(work: Work, row: Rights & { id: string }, problems: Problem[]): Promise<void> {
  await insertMany(
    work,
    "import_problem",
    problems.map((one) => ({
      import_id: row.id,
      row_number: one.row,
      column_name: one.column,
      message: one.message,
      kind: one.kind,
      record_id: one.record_id ?? null,
      ...rightsOf(row),
    })),
  );
}

type Line = { id: string; user_name: string; names: string[] };

/** The lines of history by hand of each record, newest first, with the columns they speak of. */
async function listCorrectors(work: Work, ids: string[]): Promise<Map<string, Line[]>> {
  const found = new Map<string, Line[]>();
  for (const packet of packetsOf([...new Set(ids)])) {
    const lines = await sql<Line>`
      select history.subject_id as id, history.user_name,
        array(select jsonb_object_keys(case when jsonb_typeof(history.after) = 'object' then history.after else '{}' end)) as names
      from history where history.subject_id = any(${packet}::uuid[])
        and history.action not in ('imported', 'import_updated', 'import_undone', 'read_personal')
      order by history.id desc`.execute(work.trx);
    for (const line of lines.rows) found.set(line.id, [...(found.get(line.id) ?? []), line]);
  }
  return found;
}

/** Who last said something of that column, else who wrote last. */
function correctorOf(lines: Line[] = [], column: string): string | undefined {
  return (lines.find((line) => line.names.includes(column)) ?? lines[0])?.user_name;
}

/** A value as a reader knows it. */
function shown(column: Column | undefined, value: unknown): string {
  if (value === null || value === undefined || value === "") return wordsFor("import_nothing") ?? "";
  if (typeof value === "boolean") return wordsFor(value ? "import_yes" : "import_no") ?? "";
  if (Array.isArray(value)) return value.join(", ");
  if (isObject(value)) return Object.values(value).join(" · ");
  const text = String(value as string | number);
  if (column?.as?.type === "date") return formatDay(text);
  const key = column?.as?.words;
  return key ? wordsOfValue(key, key.slice(key.lastIndexOf("_") + 1), text) : text.slice(0, 200);
}

/** `2-8, 11`: lines of a sheet, however many. */
export function rangesOf(lines: number[]): string {
  const ranges: [from: number, to: number][] = [];
  for (const line of lines.toSorted((one, other) => one - other)) {
    const last = ranges.at(-1);
    if (last && line === last[1] + 1) last[1] = line;
    else ranges.push([line, line]);
  }
  return ranges.map(([from, to]) => (from === to ? String(from) : `${from}-${to}`)).join(", ");
}
