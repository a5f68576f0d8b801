import { sql } from "kysely";
import type { Work } from "#platform/db.server.ts";
import type { Named } from "#platform/names.ts";
import { isAhead, runsOn } from "#platform/running.ts";
import { holds } from "#platform/search.ts";

/** The first post of a unit that was written down, as it stands on a day; without a holder it is vacant. */
type Post = Named<"title"> & { holder: string | null };
type TreeUnit = Named & {
  id: string;
  depth: number;
  kind: string;
  post: Post | null;
  members: number;
  /** Whether one of its names holds what is looked for; of nothing, each does. */
  is_found: boolean;
};

/** The tree as it stood on a day: the places of that day, depth first, with who held the first post and how many were members. One statement. */
export async function listTreeOn(work: Work, day: string, q?: string): Promise<TreeUnit[]> {
  const isFound = q
    ? sql`(${holds("unit.search_text", q)} or exists (select from unit_name where unit_name.unit_id = unit.id
        and ${holds(sql<string>`reference.words(unit_name.name)`, q)}))`
    : sql`true`;
  const rows = await sql<TreeUnit>`
    with held as (
      select distinct on (post.unit_id) post.unit_id,
        jsonb_build_object('title', post.title, 'title_in', post.title_in, 'holder', case when post.runs then post.holder_name end) as post
      from (select unit_post.*, ${runsOn("unit_post", day)} as runs,
          min(unit_post.id::text) over (partition by unit_post.unit_id, lower(unit_post.title)) as written
        from unit_post where not ${isAhead("unit_post", day)}) as post
      order by post.unit_id, post.written, post.runs desc, post.until_on desc
    ), joined as (
      select unit_membership.in_unit_id, count(distinct unit_membership.member_unit_id)::int as members
      from unit_membership where ${runsOn("unit_membership", day)} group by 1
    )
    select unit.id, nlevel(unit_place.path) - 1 as depth, unit.kind, held.post, coalesce(joined.members, 0) as members,
      ${isFound} as is_found,
      coalesce((select unit_name.name from unit_name where unit_name.unit_id = unit.id and unit_name.is_own
        and ${runsOn("unit_name", day)}
        order by unit_name.from_on desc nulls last limit 1), unit.name) as name,
      coalesce((select jsonb_object_agg(unit_name.language, unit_name.name order by unit_name.from_on nulls first)
        from unit_name where unit_name.unit_id = unit.id and not unit_name.is_own and ${runsOn("unit_name", day)}), unit.name_in) as name_in
    from unit_place join unit on unit.id = unit_place.unit_id
    left join held on held.unit_id = unit.id
    left join joined on joined.in_unit_id = unit.id
    where unit_place.valid @> ${day}::date
    order by unit_place.path`.execute(work.trx);
  return rows.rows;
}

/** What stands above a unit today, and how many units that have not ended stand below it. */
export async function findAround(work: Work, unit: { path: string; parent_id: string | null }) {
  const { rows } = await sql<{ below: number; parent: (Named & { id: string }) | null }>`
    select (select count(*)::int from unit where unit.path <@ ${unit.path}::ltree and unit.path <> ${unit.path}::ltree and unit.closed_on is null) as below,
      (select jsonb_build_object('id', unit.id, 'name', unit.name, 'name_in', unit.name_in) from unit where unit.id = ${unit.parent_id}) as parent`.execute(
    work.trx,
  );
  return rows[0] ?? { below: 0, parent: null };
}
