import type { RawBuilder } from "kysely";
import { sql } from "kysely";
import type { Work } from "#platform/db.server.ts";
import { beginsWith, holds, isMarked } from "#platform/search.ts";

export type Hit = {
  kind: "country" | "partner" | "delegation" | "activity" | "unit";
  id: string;
  title: string;
  detail: string | null;
  rank: number;
};

type Searched = { kind: Hit["kind"]; table: string; title: string; detail: string; begins?: string };

const SEARCHED: readonly Searched[] = [
  { kind: "unit", table: "unit", title: "unit.name_vi", detail: "unit.name_en" },
  {
    kind: "partner",
    table: "partner",
    title: "partner.name",
    detail: "partner.name_vi",
    begins: "partner.name_words",
  },
  { kind: "delegation", table: "delegation", title: "delegation.title", detail: "delegation.departs_on" },
  { kind: "activity", table: "activity", title: "activity.title", detail: "activity.starts_on" },
];
const KINDS = ["country", "unit", "partner", "delegation", "activity"];
const MOST_OF_A_KIND = 15;

/** Everything whose name holds the words, with or without marks, in any order; exact marks first, names that begin with them next. */
export async function searchAll(work: Work, q: string, limit = 40): Promise<Hit[]> {
  const words = q.normalize("NFC").trim().slice(0, 200);
  if (words.length < 2) return [];
  const parts = [countries(words), ...SEARCHED.map((searched) => hitsOf(searched, words))];
  const rows = await sql<Hit>`
    select hit.kind, hit.id, hit.title, hit.detail, hit.rank from (${sql.join(parts, sql` union all `)}) as hit
    order by hit.rank, array_position(${KINDS}::text[], hit.kind), case when hit.kind in ('delegation', 'activity') then hit.detail end desc,
      length(hit.title), hit.title limit ${limit}`.execute(work.trx);
  return rows.rows;
}

function countries(words: string): RawBuilder<Hit> {
  return sql`(select 'country' as kind, country.iso2 as id, country.name_vi as title, country.name_en as detail,
    least(${rankOf("country.name_vi", "country.search_text", words)}, ${rankOf("country.name_en", "country.search_text", words)}) as rank
    from reference.country as country where ${holds("country.search_text", words)} order by rank limit 8)`;
}

/**
 * Up to fifteen of each: those that begin with the words where an index knows beginnings, then those with the very marks that were
 * typed, then any that hold them. A way is only gone when those before it gave too few, so a word that stands in every name costs no
 * more than a rare one.
 */
function hitsOf({ kind, table, title, detail, begins }: Searched, words: string): RawBuilder<Hit> {
  const folded = holds(`${table}.search_text`, words);
  const ways: RawBuilder<boolean>[] = [];
  if (begins) ways.push(beginsWith(begins, words));
  if (isMarked(words)) ways.push(sql`(${folded} and ${sql.ref(title)} ilike '%' || ${words} || '%')`);
  ways.push(folded);
  const parts = ways.map((way, index) => {
    const only = [way, ...ways.slice(0, index).map((before) => sql<boolean>`not ${before}`)];
    return sql`(select ${sql.ref(`${table}.id`)}::text as id, ${sql.ref(title)} as title, ${sql.ref(detail)}::text as detail,
      ${sql.ref(`${table}.search_text`)} as search_text from ${sql.table(table)} where ${sql.join(only, sql` and `)} limit ${sql.lit(MOST_OF_A_KIND)})`;
  });
  return sql`(select ${sql.lit(kind)} as kind, found.id, found.title, found.detail,
    ${rankOf("found.title", "found.search_text", words)} + ${sql.lit(kind === "partner" ? 0 : 1)} as rank
    from (select part.* from (${sql.join(parts, sql` union all `)}) as part limit ${sql.lit(MOST_OF_A_KIND)}) as found)`;
}

/** The very words first, at the beginning before elsewhere; then folded beginnings, read from the folded column: folding each row is dear. */
function rankOf(title: string, folded: string, words: string): RawBuilder<number> {
  const name = sql.ref(title);
  return sql`(case when ${name} ilike ${words} || '%' then 0 when ${name} ilike '%' || ${words} || '%' then 1
    when ${sql.ref(folded)} like reference.words(${words}) || '%' then 2 else 3 end)`;
}
