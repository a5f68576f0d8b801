import type { RawBuilder } from "kysely";
import { sql } from "kysely";
import type { Work } from "./db.server.ts";
import { whileSystem } from "./db.server.ts";
import { updateMany } from "./packets.server.ts";
import type { DB } from "./schema.gen.ts";

/** A kept value that was not what follows from the rows it is made of. */
export type Difference = { id: string; was: unknown; is: unknown };

/** Rebuilds one kept fact of these rows, or of all, and answers what it had to change. */
export type Rebuild = (work: Work, ids?: string[]) => Promise<Difference[]>;

/** A column kept for lists, and what it follows from as an expression over its table's row. */
type DerivedColumn = {
  table: keyof DB;
  column: string;
  type: "integer" | "text" | "date" | "ltree[]" | "uuid" | "uuid[]" | "row_visibility";
  value: () => RawBuilder<unknown>;
};

/** How a kept column is rebuilt: the rows are locked first, so that of two who write at once the second counts what the first wrote. */
export function rebuilding(fact: DerivedColumn): Rebuild {
  return async (work, ids) => {
    const wanted = ids ?? (await findDiffering(work, fact)).map((one) => one.id);
    if (wanted.length === 0) return [];
    return whileSystem(work, async () => {
      await sql`select from ${sql.table(fact.table)} where id = any(${wanted}::uuid[]) order by id for update`.execute(
        work.trx,
      );
      const differing = await readDiffering(work, fact, wanted);
      await mend(work, fact, differing);
      return differing;
    });
  };
}

/** Writes what follows in place of what was kept. */
export function mend(
  work: Work,
  { table, column, type }: Pick<DerivedColumn, "table" | "column" | "type">,
  differing: Difference[],
): Promise<void> {
  return updateMany(
    work,
    table,
    [{ name: column, type }],
    differing.map(({ id, is }) => ({ id, [column]: is })),
  );
}

function findDiffering(work: Work, fact: DerivedColumn) {
  return whileSystem(work, () => readDiffering(work, fact));
}

async function readDiffering(
  work: Work,
  { table, column, value }: DerivedColumn,
  ids?: string[],
): Promise<Difference[]> {
  const kept = sql.ref(`${table}.${column}`);
  const among = ids ? sql`and ${sql.ref(`${table}.id`)} = any(${ids}::uuid[])` : sql``;
  const { rows } = await sql<Difference>`select ${sql.ref(`${table}.id`)} as id, ${kept} as was, ${value()} as is
    from ${sql.table(table)} where ${kept} is distinct from ${value()} ${among} order by 1`.execute(work.trx);
  return rows;
}
