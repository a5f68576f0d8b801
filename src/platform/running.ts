import type { RawBuilder } from "kysely";
import { sql } from "kysely";
import type { DB } from "./schema.gen.ts";

/** Whatever holds for a time: an appointment, a membership, the holder of a post, a route, a name. */
type Dated = {
  [Table in keyof DB]: DB[Table] extends { from_on: unknown; until_on: unknown } ? Table : never;
}[keyof DB];

/** Whether it holds on a day. The end is the first day on which it no longer does; without a beginning it always did, without an end it goes on. */
export function runsOn(dated: Dated, day: string): RawBuilder<boolean> {
  const from = sql.ref(`${dated}.from_on`);
  return sql<boolean>`((${from} is null or ${from} <= ${day}::date) and not ${hasEnded(dated, day)})`;
}

/** Whether it has yet to begin on a day. */
export function isAhead(dated: Dated, day: string): RawBuilder<boolean> {
  return sql<boolean>`coalesce(${sql.ref(`${dated}.from_on`)} > ${day}::date, false)`;
}

/** The same of rows that are at hand. */
export function holdsOn(
  { from_on, until_on }: { from_on: string | null; until_on: string | null },
  day: string,
): boolean {
  return (from_on === null || from_on <= day) && (until_on === null || until_on > day);
}

/** Whether it is over on a day; what has yet to begin is not. */
export function hasEnded(dated: Dated, day: string): RawBuilder<boolean> {
  return sql<boolean>`coalesce(${sql.ref(`${dated}.until_on`)} <= ${day}::date, false)`;
}

/** Whether nobody has said an end. */
export function isOpenEnded(dated: Dated): RawBuilder<boolean> {
  return sql<boolean>`${sql.ref(`${dated}.until_on`)} is null`;
}
