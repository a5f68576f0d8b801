import { sql } from "kysely";
import type { Work } from "#platform/db.server.ts";

/** Somebody who is to be in two places: with which other delegation, on which days. */
export type Clash = { name: string; id: string; title: string; departs_on: string; returns_on: string };

type Visit = { id: string; departs_on: string; returns_on: string };

/** Those of a delegation who are in another on some of its days, by their names, as far as the reader sees both. */
export async function listClashes(work: Work, { id, departs_on, returns_on }: Visit): Promise<Clash[]> {
  const { rows } = await sql<Clash>`
    select member.name, other.id, other.title, other.departs_on, other.returns_on
    from delegation as other join delegation_member as twin on twin.delegation_id = other.id
      join delegation_member as member on lower(member.name) = lower(twin.name) and member.delegation_id = ${id}::uuid
    where other.id <> ${id}::uuid and other.departs_on <= ${returns_on}::date and other.returns_on >= ${departs_on}::date
      and other.status not in ('draft', 'cancelled', 'postponed', 'refused')
    order by other.departs_on, other.id, member.name`.execute(work.trx);
  return rows;
}
