import { sql } from "kysely";
import type { Note } from "#platform/bulk.server.ts";
import type { Remained } from "#platform/bulk-undo.server.ts";
import type { Work } from "#platform/db.server.ts";
import type { Rights } from "#platform/history.server.ts";
import { rightsOf } from "#platform/history.server.ts";
import { insertMany, packetsOf } from "#platform/packets.server.ts";
import type { Problem } from "./row.server.ts";
import { kept } from "./told.server.ts";

/** Notes of what was compared as sentences: of a field that was kept, whose value stays and what the sheet says. */
export async function problemsOf(work: Work, notes: Note[]): Promise<Problem[]> {
  const left = notes.filter((one) => one.kind === "kept" && one.record);
  const correctors = await listCorrectors(
    work,
    left.map((one) => one.record?.id ?? ""),
  );
  return notes.map(({ line, kind, code, column, record, values, details }) => ({
    row: line,
    column: column ?? null,
    code,
    details: {
      ...details,
      ...(record && { name: record.name }),
      ...(column && { column, who: record && correctorOf(correctors.get(record.id), column) }),
      ...values,
    },
    kind,
    record_id: record?.id ?? null,
  }));
}

export function remainedProblem({ id, name, who }: Remained): Problem {
  const code = who ? "import_touched" : "import_referred";
  return { row: null, column: null, code, details: { name, who }, kind: "remained", record_id: id };
}

/** Adds to what an import's account names. */
export async function keepProblems(work: Work, row: Rights & { id: string }, problems: Problem[]): Promise<void> {
  await insertMany(
    work,
    "import_problem",
    problems.map((one) => ({
      import_id: row.id,
      row_number: one.row,
      column_name: one.column,
      code: one.code,
      details: kept(one.details),
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
