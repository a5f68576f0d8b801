import { sql } from "kysely";
import { listHolders } from "#modules/access/signature.queries.server.ts";
import { ROLES, reachOf } from "#platform/actor.ts";
import type { Work } from "#platform/db.server.ts";
import { same } from "#platform/identity.ts";
import { MARK } from "#platform/person-texts.ts";
import { ranked } from "#platform/ranking.ts";
import { holds } from "#platform/search.ts";

type Visit = { id: string; unit_id: string; unit_path: string; direction: string; countries: string[] };
/** Somebody who may go along, with what is known of who that is. */
export type Candidate = { id: string; name: string; position: string | null; home: string | null };
export type FormerMember = Candidate & { year_of_birth: number | null; title: string; departs_on: string };
type Sought = { q?: string | undefined; ids?: readonly string[] };

/** So many visits of the unit are looked through, and so many persons are offered. */
const VISITS = 200;
export const OFFERED = 40;

/** Who went on the unit's last visits, those to the same countries first; each person once, and nobody who is on the list already. */
export async function listFormerMembers(work: Work, visit: Visit, { q, ids }: Sought): Promise<FormerMember[]> {
  const sought = q ? holds(sql<string>`reference.words(member.name)`, q) : sql`true`;
  const chosen = ids ? sql`member.id = any(${[...ids]}::uuid[])` : sql`true`;
  const { rows } = await sql<FormerMember>`
    select id, name, position, home, year_of_birth, title, departs_on from (
      select distinct on (lower(member.name), member.year_of_birth) member.id, member.name, member.position, member.home,
        member.year_of_birth, earlier.title, earlier.departs_on, earlier.is_there
      from (select delegation.id, delegation.title, delegation.departs_on, delegation.countries && ${visit.countries}::text[] as is_there
          from delegation where delegation.unit_id = ${visit.unit_id}::uuid and delegation.direction = ${visit.direction}
            and delegation.id <> ${visit.id}::uuid and delegation.status not in ('refused', 'cancelled')
          order by is_there desc, delegation.departs_on desc, delegation.id limit ${VISITS}) as earlier
        join delegation_member as member on member.delegation_id = earlier.id
      where ${sought} and ${chosen} and strpos(member.name, ${MARK}) = 0
        and not exists (select from delegation_member as there where there.delegation_id = ${visit.id}::uuid
          and lower(there.name) = lower(member.name)
          and coalesce(there.year_of_birth = member.year_of_birth, true))
      order by lower(member.name), member.year_of_birth, earlier.is_there desc, earlier.departs_on desc
    ) as one order by is_there desc, departs_on desc, name limit ${OFFERED + 1}`.execute(work.trx);
  return rows;
}

/** Who works in the visit's unit today, with the post held there; nobody who is on the list already. */
export async function listOwnPeople(work: Work, visit: Visit, { q, ids }: Sought): Promise<Candidate[]> {
  const inside = ROLES.filter((role) => reachOf(role) === "staff");
  const holders = await listHolders(work, [visit.unit_path], inside);
  const { rows } = await sql<{ name: string }>`select name from delegation_member
    where delegation_id = ${visit.id}::uuid`.execute(work.trx);
  const there = new Set(rows.map((one) => same(one.name)));
  const people = holders
    .filter((one) => !there.has(same(one.name)) && (!ids || ids.includes(one.user_id)))
    .map((one) => ({
      id: one.user_id,
      name: one.name,
      position: one.post,
      home: one.unit_name,
      label: one.name,
    }));
  return (q ? ranked(people, q) : people).slice(0, OFFERED + 1).map(({ label: _sought, ...person }) => person);
}
