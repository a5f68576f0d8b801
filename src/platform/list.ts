import type { RawBuilder, SelectQueryBuilder } from "kysely";
import { sql } from "kysely";
import type { z } from "zod";
import type { Work } from "./db.server.ts";
import type { FilterSchema } from "./filter.ts";
import type { DB } from "./schema.gen.ts";

/** Some rows of a list; the cursor stands where the next page begins. */
export type Page<Row> = { items: Row[]; next_cursor: string | null };

/** One list: its filters, its pages, and how many rows it has in all. Page, export and call read this and nothing beside it. */
export type List<Schema extends FilterSchema, Row> = {
  filter: Schema;
  list(this: void, work: Work, filter: z.output<Schema>): Promise<Page<Row>>;
  /** The same with each row as JSON, made by the database (page-text.server.ts). */
  text?(this: void, work: Work, filter: z.output<Schema>): Promise<Page<string>>;
  count?(this: void, work: Work, filter: z.output<Schema>, most?: number): Promise<number>;
};
export type Counted<Schema extends FilterSchema, Row> = List<Schema, Row> & Required<Pick<List<Schema, Row>, "count">>;

/** Pages count up to here and then say "more than". */
export const MOST_COUNTED = 10_001;

/** A page of what was asked with one row more than it holds: the one more says that another page follows. */
export function pageOf<Row>(rows: Row[], limit: number, cursorOf: (last: Row) => string): Page<Row> {
  const last = rows[limit - 1];
  return { items: rows.slice(0, limit), next_cursor: rows.length > limit && last ? cursorOf(last) : null };
}

/** How many rows there are, or `most`: a list does not wait for a million to be counted. */
export async function countRows<Tables extends keyof DB>(
  work: Work,
  rows: SelectQueryBuilder<DB, Tables, { id: string }>,
  most?: number,
): Promise<number> {
  const { count } = await work.trx
    .selectFrom((most === undefined ? rows : rows.limit(sql.lit(most))).as("counted"))
    .select((select) => select.fn.countAll<number>().as("count"))
    .executeTakeFirstOrThrow();
  return count;
}

/** Whether a row follows the cursor `day,id`. */
export function follows(
  columns: [day: string, id: string],
  cursor: string,
  order: "asc" | "desc",
): RawBuilder<boolean> {
  const [day, id] = cursor.split(",");
  const sign = order === "asc" ? sql`>` : sql`<`;
  return sql<boolean>`(${sql.ref(columns[0])}, ${sql.ref(columns[1])}) ${sign} (${day}::date, ${id}::uuid)`;
}

/** Whether a day lies in a year of four digits; two bounds, so that an index serves. */
export function inYear(column: string, year: string): RawBuilder<boolean> {
  return sql<boolean>`${sql.ref(column)} >= ${`${year}-01-01`}::date and ${sql.ref(column)} <= ${`${year}-12-31`}::date`;
}
