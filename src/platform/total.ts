import { sql } from "kysely";

/** How many rows there are in all, beside the few that a list takes: `select(TOTAL)`. */
export const TOTAL = sql<number>`count(*) over ()`.as("total");

/** The few rows that are shown, and how many more there are. */
export type Some<Row> = { items: Row[]; more: number };

export function someOf<Row extends { total: number }>(rows: Row[]): Some<Omit<Row, "total">> {
  return { items: rows.map(({ total: _all, ...row }) => row), more: (rows[0]?.total ?? 0) - rows.length };
}
