import type { RawBuilder } from "kysely";
import { sql } from "kysely";
import type { Actor } from "#platform/actor.ts";
import { cleanLine } from "#platform/clean.ts";
import { eachResource } from "#modules/resources.server.ts";
import type { Work } from "#platform/db.server.ts";
import { formatDay } from "#platform/format.ts";
import type { KindName } from "#platform/kinds.ts";
import { addressOf, kindsWith, lineOf } from "#platform/kinds.ts";
import { nameIn } from "#platform/names.server.ts";
import type { Names } from "#platform/names.ts";
import { nameOf } from "#platform/names.ts";
import { MOST_COUNTED } from "#platform/list.ts";
import { beginsWith, has, holds, isMarked, isSearchable } from "#platform/search.ts";
import { wordsFor } from "#platform/words.server.ts";
import { locales } from "#words/runtime.js";
import { MOST_FOUND } from "./search.filter.ts";

export type Hit = { kind: KindName; id: string; title: string; detail: string | null; rank: number };

const MOST_OF_A_KIND = 15;

/** Everything whose name holds the words, with or without marks, in any order; exact marks first, names that begin with them next. */
export async function searchAll(work: Work, q: string, limit = MOST_FOUND): Promise<Hit[]> {
  const words = cleanLine(q).slice(0, 200).toWellFormed();
  if (!isSearchable(words)) return [];
  const kinds = kindsWith("search").filter((kind) => mayOpen(work.actor, kind));
  const named = kinds.filter((kind) => lineOf(kind).search?.title !== "title");
  const dated = kinds.filter((kind) => isDay(lineOf(kind).search?.detail));
  const parts = kinds.map((kind) => hitsOf(kind, words));
  const rows = await sql<Hit>`
    select hit.kind, hit.id, hit.title, hit.detail, hit.rank from (${sql.join(parts, sql` union all `)}) as hit
    order by hit.rank, hit.kind = any(${named}) desc, array_position(${kinds}::text[], hit.kind),
      case when hit.kind = any(${dated}) then hit.detail end desc, length(hit.title), hit.title limit ${limit}`.execute(
    work.trx,
  );
  return rows.rows.map(inLanguage);
}

/** Where the hits stand that the page has no room for, and how many there are: the list of their kind, asked the same. */
export async function listRest(work: Work, q: string, hits: Hit[]) {
  const rest = [];
  for (const [kind, { list }] of eachResource()) {
    const shown = hits.filter((hit) => hit.kind === kind).length;
    if (
      !lineOf(kind).search ||
      !mayOpen(work.actor, kind) ||
      !list.count ||
      (shown < MOST_OF_A_KIND && hits.length < MOST_FOUND)
    )
      continue;
    const count = (await list.count(work, { q }, MOST_COUNTED)) - shown;
    const href = `/${lineOf(kind).list}?${new URLSearchParams({ q }).toString()}`;
    if (count > 0)
      rest.push({ href, count, list: wordsFor(`nav_${(lineOf(kind).list ?? "").replaceAll("-", "_")}`) ?? kind });
  }
  return rest;
}

/** What somebody may not open is not offered to them: a table may be read by more people than its pages. */
function mayOpen({ reach }: Actor, kind: KindName): boolean {
  return reach === "system" || lineOf(kind).pages?.includes(reach) === true;
}

/** A hit as its reader reads it: its kind, days written out; and where it is found. */
export function inReaders({ kind, id, title, detail }: Omit<Hit, "rank">) {
  const more = isDay(lineOf(kind).search?.detail) ? formatDay(detail) : detail;
  const note = [wordsFor("kind", { kind }), more].filter(Boolean).join(" · ");
  return { href: addressOf(kind, id) ?? "/", name: title, note };
}

/** Columns of days are named so. */
const isDay = (column: string | undefined) => column?.endsWith("_on") ?? false;

/**
 * Up to fifteen of each: those that begin with the words where an index knows beginnings, then those with the very marks that were
 * typed, then any that hold them. A way is only gone when those before it gave too few, so a word that stands in every name costs no
 * more than a rare one.
 */
function hitsOf(kind: KindName, words: string): RawBuilder<Hit> {
  const { search } = lineOf(kind);
  if (!search) throw new Error(`${kind} is not searched`);
  const table = search.table ?? kind;
  const column = (name: string) => sql.ref<string>(`${table}.${name}`);
  const [title, name] =
    search.title === "name_in" ? [nameIn(`${table}.name`), "name"] : [column(search.title), search.title];
  const folded = holds(`${table}.search_text`, words);
  const begins = search.begins ? [beginsWith(`${table}.${search.begins}`, words)] : [];
  const marked = isMarked(words) ? [has(title, words, "%")] : [];
  const first = [...begins, ...marked];
  const ways = [...begins, ...marked.map((one) => sql<boolean>`${folded} and ${one}`), folded];
  const found = search.without ? [sql<boolean>`${column(search.without)} is null`] : [];
  const parts = ways.map((way, index) => {
    const only = [...found, way, ...first.slice(0, index).map((before) => sql<boolean>`not (${before})`)];
    return sql`(select ${column(search.id ?? "id")}::text as id, ${column(name)} as name, ${column(search.detail)} as name_in,
      ${column("search_text")} as search_text from ${sql.table(table)} where ${sql.join(only, sql` and `)} limit ${sql.lit(MOST_OF_A_KIND)})`;
  });
  const names =
    search.title === "name_in"
      ? locales.map((locale) => nameIn("found.name", locale))
      : [sql.ref<string>("found.name")];
  const ranks = names.map((one) => rankOf(one, words));
  return sql`(select ${sql.lit(kind)} as kind, found.id, found.name as title, found.name_in::text as detail,
    least(${sql.join(ranks)}) + ${sql.lit(search.first ? 0 : 1)} as rank
    from (select part.* from (${sql.join(parts, sql` union all `)}) as part limit ${sql.lit(MOST_OF_A_KIND)}) as found)`;
}

/** Called in the reader's language where its kind is; below that another name: the reader's, else the own one, else any. */
function inLanguage(hit: Hit): Hit {
  const { search } = lineOf(hit.kind);
  if (search?.detail !== "name_in") return hit;
  const named = { name: hit.title, name_in: JSON.parse(hit.detail ?? "{}") as Names };
  const title = search.title === "name_in" ? nameOf(named) : hit.title;
  const others = [nameOf(named), hit.title, ...Object.values(named.name_in)];
  return { ...hit, title, detail: others.find((name) => name !== title) ?? null };
}

/** The very words first, at the beginning before elsewhere; then folded beginnings, read from the folded column: folding each row is dear. */
function rankOf(name: RawBuilder<string>, words: string): RawBuilder<number> {
  return sql`(case when ${has(name, words, "")} then 0 when ${has(name, words, "%")} then 1
    when found.search_text like reference.words(${words}) || '%' then 2 else 3 end)`;
}
