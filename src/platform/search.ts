import type { RawBuilder } from "kysely";
import { sql } from "kysely";
import { cleanLine } from "./clean.ts";
import { bothTonePlaces } from "./ranking.ts";

const MOST_WORDS = 6;

function typed(q: string): string {
  return cleanLine(q).slice(0, 200).toWellFormed();
}

const SIGN = "\\u3040-\\u30ff\\u3400-\\u9fff\\uac00-\\ud7a3\\uf900-\\ufaff";
const PIECES = new RegExp(`[${SIGN}]+|[^${SIGN}\\s]+`, "gu");
const SIGNS = new RegExp(`[${SIGN}]`, "u");
const CAPITALS = /^[A-ZĐ]{3,12}$/;
const NO_VOWELS = /^[b-df-hj-np-tv-xzđ]{3,12}$/;
const FEW_LETTERS = /^[a-zđ]{3,4}$/;
/** A Vietnamese syllable without its marks, as most that is typed is made of. */
const SYLLABLE = /^([bcdghklmnpqrstvxđ]|ch|gh|gi|kh|ng|ngh|nh|ph|qu|th|tr)?[aeiouy]{1,3}(c|ch|m|n|ng|nh|p|t)?$/;

/** Whether it may be meant for first letters. Asking for them too is dear, so a plain word is not asked so unless in capitals. */
function mayBeShort(piece: string): boolean {
  return CAPITALS.test(piece) || NO_VOWELS.test(piece) || (FEW_LETTERS.test(piece) && !SYLLABLE.test(piece));
}

/** What was typed, taken apart: words, and runs of Chinese, Japanese or Korean signs. What shows no letter or digit is none. */
function piecesOf(q: string): string[] {
  const pieces = typed(q).normalize("NFKC").match(PIECES) ?? [];
  return pieces.filter((piece) => /[\p{L}\p{N}]/u.test(piece)).slice(0, MOST_WORDS);
}

/** Whether there is anything to look for: two letters, or one sign that is a word by itself. */
export function isSearchable(q: string): boolean {
  const pieces = piecesOf(q);
  return pieces.some((piece) => SIGNS.test(piece)) || pieces.join("").length > 1;
}

/**
 * Whether a `search_text` holds all that was typed, in any order, with or without marks; a name also by its first letters. Words of one or
 * two letters are found where a word begins: shorter pieces have no index. Nothing holds what has neither letter nor digit.
 */
export function holds(column: string | RawBuilder<string>, q: string): RawBuilder<boolean> {
  const text = typeof column === "string" ? sql.ref<string>(column) : column;
  // The facts that unions share are few and have their words alone.
  const isShared = typeof column === "string" && column.startsWith("reference.");
  const each = piecesOf(q).map((piece) => {
    if (SIGNS.test(piece) && !isShared)
      return sql<boolean>`${text} like '%' || btrim(reference.signs(${piece})) || '%'`;
    const words =
      piece.length < 3 && !SIGNS.test(piece) ? sql`reference.words(${piece})` : sql`ltrim(reference.words(${piece}))`;
    const asWord = sql<boolean>`${text} like '%' || nullif(btrim(${words}, '	'), ' ') || '%'`;
    return mayBeShort(piece) && !isShared ? sql<boolean>`(${asWord} or ${isShort(text, piece)})` : asWord;
  });
  return each.length === 0 ? sql<boolean>`false` : sql<boolean>`(${sql.join(each, sql` and `)})`;
}

/** Whether one of the names begins with these first letters: `reference.first_letters`. */
function isShort(text: RawBuilder<string>, piece: string): RawBuilder<boolean> {
  const letters = piece.toUpperCase().replaceAll("Đ", "D").replaceAll(/./g, "Q$&");
  return sql<boolean>`${text} like ${`%=${letters}%`}`;
}

/** Whether a column of `reference.words` begins with what was typed; an index in byte order answers it. */
export function beginsWith(column: string, q: string): RawBuilder<boolean> {
  const start = sql`nullif(reference.words(${typed(q)}), ' ')`;
  return sql<boolean>`(${sql.ref(column)} collate "C" >= ${start} and ${sql.ref(column)} collate "C" < ${start} || chr(1114111))`;
}

/** Whether a name has the very words, wherever both schools put a tone mark; `before` is what may stand before them. */
export function has(name: RawBuilder<string>, q: string, before: "" | "%"): RawBuilder<boolean> {
  const ways = bothTonePlaces(q).map((one) => sql<boolean>`${name} ilike ${`${before}${one}%`}`);
  return sql<boolean>`(${sql.join(ways, sql` or `)})`;
}

/** Whether marks were typed, so that names with the same marks come first. */
export function isMarked(q: string): boolean {
  return /\p{M}|[đĐ]/u.test(q.normalize("NFD"));
}
