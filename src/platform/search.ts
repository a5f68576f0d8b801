import type { RawBuilder } from "kysely";
import { sql } from "kysely";

const MOST_WORDS = 6;

/** The words somebody looks for, in any order; what LIKE would read as a pattern stands for itself. */
function wordsOf(q: string): string[] {
  const words = q.normalize("NFC").trim().slice(0, 200).split(/\s+/).filter(Boolean);
  return [...words.slice(0, MOST_WORDS - 1), words.slice(MOST_WORDS - 1).join(" ")].filter(Boolean);
}

function literally(text: string): string {
  return text.replaceAll(/[\\%_]/g, String.raw`\$&`);
}

/** Whether a folded column holds what was typed, with or without marks: the whole of it, or every word of it. */
export function holds(column: string, q: string): RawBuilder<boolean> {
  const words = wordsOf(q).map(
    (word) => sql<boolean>`${sql.ref(column)} like '%' || reference.fold(${literally(word)}) || '%'`,
  );
  return words.length === 0 ? sql<boolean>`true` : sql<boolean>`(${sql.join(words, sql` and `)})`;
}

/** Whether a folded column begins with what was typed; an index in byte order answers it. */
export function beginsWith(column: string, q: string): RawBuilder<boolean> {
  const start = sql`reference.fold(${q.normalize("NFC").trim().slice(0, 200)})`;
  return sql<boolean>`(${sql.ref(column)} collate "C" >= ${start} and ${sql.ref(column)} collate "C" < ${start} || chr(1114111))`;
}
