import type { RawBuilder } from "kysely";
import { sql } from "kysely";
import { getLocale } from "#words/runtime.js";
import { refuseWhileShaping } from "./shaping.ts";

/** The same in a statement: the name in a language, the reader's unless another is asked for, else the own one. */
export function nameIn(column: string, locale?: string): RawBuilder<string> {
  if (locale === undefined) refuseWhileShaping("the reader's language");
  return sql<string>`coalesce(${sql.ref(`${column}_in`)} ->> ${sql.lit(locale ?? getLocale())}, ${sql.ref(column)})`;
}
