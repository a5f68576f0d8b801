import { sql } from "kysely";
import type { Work } from "#platform/db.server.ts";

export type Hit = {
  kind: "country" | "partner" | "delegation" | "activity" | "unit";
  id: string;
  title: string;
  detail: string | null;
  rank: number;
};

/** Everything whose name holds the words, with or without marks; exact marks first, names that begin with them next. */
export async function searchAll(work: Work, q: string, limit = 40): Promise<Hit[]> {
  const words = q.normalize("NFC").trim();
  if (words.length < 2) return [];
  const like = sql`'%' || replace(replace(reference.fold(${words}), '%', ''), '_', '') || '%'`;
  const rank = (title: ReturnType<typeof sql>) =>
    sql`(case when ${title} ilike ${words} || '%' then 0 when ${title} ilike '%' || ${words} || '%' then 1 when reference.fold(${title}) like reference.fold(${words}) || '%' then 2 else 3 end)`;
  const rows = await sql<Hit>`
    select * from (
      (select 'country' as kind, country.iso2 as id, country.name_vi as title, country.name_en as detail, ${rank(sql`country.name_vi`)} as rank
        from reference.country as country where country.search_text like ${like} limit 8)
      union all
      (select 'unit', unit.id::text, unit.name_vi, unit.name_en, ${rank(sql`unit.name_vi`)} + 1 from unit where unit.search_text like ${like} limit 12)
      union all
      (select 'partner', partner.id::text, partner.name, partner.name_vi, ${rank(sql`partner.name`)} from partner where partner.search_text like ${like} limit 15)
      union all
      (select 'partner', partner.id::text, partner.name, partner_name.name, 2 from partner_name join partner on partner.id = partner_name.partner_id
        where partner_name.kind <> 'official' and reference.fold(partner_name.name) like ${like} limit 8)
      union all
      (select 'delegation', delegation.id::text, delegation.title, delegation.departs_on::text, ${rank(sql`delegation.title`)} + 1
        from delegation where delegation.search_text like ${like} limit 15)
      union all
      (select 'activity', activity.id::text, activity.title, activity.starts_on::text, ${rank(sql`activity.title`)} + 1
        from activity where activity.search_text like ${like} limit 15)
    ) as hit order by hit.rank, hit.title limit ${limit}`.execute(work.trx);
  return rows.rows;
}
