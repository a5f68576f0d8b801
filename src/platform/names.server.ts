import type { RawBuilder } from "kysely";
import { sql } from "kysely";
import { getLocale } from "#words/runtime.js";
import { insteadOf } from "./names.ts";
import { refuseWhileShaping } from "./shaping.ts";

/** The same in a statement: the name in a language, the reader's unless another is asked for, else what stands for it. */
export function nameIn(column: string, locale?: string): RawBuilder<string> {
  if (locale === undefined) refuseWhileShaping("the reader's language");
  const asked = locale ?? getLocale();
  const said = [asked, insteadOf(asked)].filter((one) => one !== undefined);
  const names = said.map((one) => sql`${sql.ref(`${column}_in`)} ->> ${sql.lit(one)}`);
  return sql<string>`coalesce(${sql.join([...names, sql.ref(column)])})`;
}
