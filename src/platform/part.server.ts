import { sql } from "kysely";
import type { Work } from "./db.server.ts";

/** A row below a record: in which table, below which record, and which columns its form shows. All but the ids are our own words. */
export type PartPlace = { table: string; record: [column: string, id: string]; id: string; shown: string };

/** The part as its form shows it. */
export async function readPart(work: Work, { table, record: [column, recordId], id, shown }: PartPlace) {
  const rows = await sql<
    Record<string, unknown> & { version: number }
  >`select id, ${sql.raw(shown)}, version from ${sql.table(table)}
    where id = ${id} and ${sql.ref(column)} = ${recordId}`.execute(work.trx);
  return rows.rows[0];
}

export async function writePart(work: Work, { table, id }: PartPlace, values: Record<string, unknown>): Promise<void> {
  const sets = Object.entries(values).map(([name, value]) => sql`${sql.ref(name)} = ${value}`);
  await sql`update ${sql.table(table)} set ${sql.join(sets)}, version = version + 1 where id = ${id}`.execute(work.trx);
}

/** Every column that the form shows, from what was sent: a field left empty becomes empty. */
export function wholePart(before: Record<string, unknown>, sent: Record<string, unknown>, except: string[] = []) {
  const names = Object.keys(before).filter((name) => !["id", "version", ...except].includes(name));
  return Object.fromEntries(names.map((name) => [name, sent[name] ?? null]));
}
