import type { RawBuilder } from "kysely";
import { sql } from "kysely";
import { cleanLine } from "./clean.ts";

const MOST_WORDS = 6;

function typed(q: string): string {
  return cleanLine(q).slice(0, 200).toWellFormed();
}

/**
 * Whether a column of `reference.words` holds all that was typed, in any order, with or without marks. Words of one or two letters
 * are found where a word begins: shorter pieces have no index.
 */
export function holds(column: string, q: string): RawBuilder<boolean> {
  const words = typed(q).split(/\s+/).filter(Boolean).slice(0, MOST_WORDS);
  const each = words.map((word) => {
    const folded = word.length < 3 ? sql`reference.words(${word})` : sql`ltrim(reference.words(${word}))`;
    return sql<boolean>`${sql.ref(column)} like '%' || ${folded} || '%'`;
  });
  return each.length === 0 ? sql<boolean>`true` : sql<boolean>`(${sql.join(each, sql` and `)})`;
}

/** Whether a column of `reference.words` begins with what was typed; an index in byte order answers it. */
export function beginsWith(column: string, q: string): RawBuilder<boolean> {
  const start = sql`reference.words(${typed(q)})`;
  return sql<boolean>`(${sql.ref(column)} collate "C" >= ${start} and ${sql.ref(column)} collate "C" < ${start} || chr(1114111))`;
}

/** Whether marks were typed, so that names with the same marks come first. */
export function isMarked(q: string): boolean {
  return /\p{M}|[đĐ]/u.test(q.normalize("NFD"));
}
