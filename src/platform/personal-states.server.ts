import { sql } from "kysely";
import type { Work } from "./db.server.ts";
import { forgetStates } from "./history-strike.server.ts";
import type { KindThatIs } from "./kinds.ts";
import { TOLD } from "./told-rows.ts";

type Subject = { kind: KindThatIs<"logged">; id: string };

/**
 * Lets the history forget how the record of this row was left by the acts of before: what was erased from it cannot be guessed from a digest,
 * and the erasure explains what is there now. `key` is the column that `id` stands in.
 */
export async function forgetStatesOf(work: Work, { table, key, id }: { table: string; key: string; id: string }) {
  for (const { kind, id: record } of await subjectsOf(work, { table, key, ids: [id] }))
    await forgetStates(work, kind, record);
}

type Rows = { table: string; key: string; ids: readonly string[] };

/** The records that these rows belong to; none where a table is of no record. */
async function subjectsOf(work: Work, { table, key, ids }: Rows): Promise<Subject[]> {
  const told = TOLD[table];
  if (!told || "not" in told) return [];
  const row = sql`${sql.table(table)} as one`;
  const isThis = sql`one.${sql.ref(key)}::text = any (${ids}::text[])`;
  const asked =
    "of" in told
      ? sql<Subject>`select ${told.of} as kind, one.${sql.ref(told.by)}::text as id from ${row} where ${isThis}`
      : told.through
        ? sql<Subject>`select above.subject_kind as kind, above.subject_id::text as id from ${row}
            join ${sql.table(told.through.table)} as above on above.id = one.${sql.ref(told.through.by)} where ${isThis}`
        : sql<Subject>`select one.subject_kind as kind, one.subject_id::text as id from ${row} where ${isThis}`;
  return (await asked.execute(work.trx)).rows;
}

export type Beside = Subject & { files: number };

/** The files that hang on the records of these rows: Amity does not read inside them, so a person has to. For work of the system. */
export async function filesBeside(work: Work, rows: Iterable<Rows>): Promise<Beside[]> {
  const subjects: string[] = [];
  for (const one of rows) subjects.push(...(await subjectsOf(work, one)).map(({ kind, id }) => `${kind}:${id}`));
  const counted = sql<Beside>`select subject_kind as kind, subject_id::text as id, count(*)::integer as files from file
    where subject_kind || ':' || subject_id::text = any (${[...new Set(subjects)]}::text[]) group by 1, 2 order by 1, 2`;
  return (await counted.execute(work.trx)).rows;
}
