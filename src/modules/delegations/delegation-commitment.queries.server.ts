import { sql } from "kysely";
import type { Placed } from "#modules/units/unit-place.queries.server.ts";
import { withPlaces } from "#modules/units/unit-place.queries.server.ts";
import type { Work } from "#platform/db.server.ts";
import { countRows, follows, pageOf } from "#platform/list.ts";
import type { Names } from "#platform/names.ts";
import { today } from "#platform/time.ts";
import { isBelow, isOwn } from "#platform/tree.ts";
import type { COMMITMENT_STATES, CommitmentFilter } from "./delegation-commitment.filter.ts";
import { commitmentFilter } from "./delegation-commitment.filter.ts";

type State = (typeof COMMITMENT_STATES)[number];
const SETTLED = sql<boolean>`exists (select from exchange_settlement where exchange_settlement.exchange_owed_id = exchange_owed.id)`;
const isLate = () => sql<boolean>`(exchange_owed.due_on < ${today()}::date)`;

/**
 * What was promised on visits, the earliest due first; the cursor is `due_on,id` of the last row. Of a visit that the reader may not open, its
 * key is null and its title is what who leads the promise was told of it, if anything.
 */
async function listCommitments(work: Work, filter: CommitmentFilter & { limit: number }) {
  let query = matching(work, await withPlaces(work, filter))
    .leftJoin("unit as lead", "lead.id", "exchange_owed.to_unit_id")
    .leftJoin("delegation", "delegation.id", "exchange_owed.subject_id")
    .leftJoin("exchange_settlement as settlement", "settlement.exchange_owed_id", "exchange_owed.id")
    .select(["exchange_owed.id", "exchange_owed.title", "exchange_owed.to_unit_id as lead_unit_id"])
    .select([sql<string>`exchange_owed.due_on`.as("due_on"), "exchange_owed.asker_unit_id", "settlement.settled_on"])
    .select(["unit.name as asker_name", "unit.name_in as asker_name_in"])
    .select([sql<string>`lead.name`.as("lead_name"), sql<Names>`lead.name_in`.as("lead_name_in")])
    .select(["delegation.id as delegation_id"])
    .select(sql<string | null>`coalesce(delegation.title, exchange_owed.summary ->> 'title')`.as("delegation_title"))
    .select(sql<State>`case when ${SETTLED} then 'done' when ${isLate()} then 'late' else 'open' end`.as("state"));
  if (filter.cursor) query = query.where(follows(["exchange_owed.due_on", "exchange_owed.id"], filter.cursor, "asc"));
  const rows = await query
    .orderBy("exchange_owed.due_on")
    .orderBy("exchange_owed.id")
    .limit(filter.limit + 1)
    .execute();
  return pageOf(rows, filter.limit, (last) => `${last.due_on},${last.id}`);
}

async function countCommitments(work: Work, filter: CommitmentFilter, most?: number): Promise<number> {
  return countRows(work, matching(work, await withPlaces(work, filter)).select("exchange_owed.id"), most);
}

/** Led by the units one answers for, or promised on their visits; below a unit whichever of the two. */
function matching(work: Work, filter: Placed<CommitmentFilter>) {
  let query = work.trx
    .selectFrom("exchange_owed")
    .innerJoin("unit", "unit.id", "exchange_owed.asker_unit_id")
    .where("exchange_owed.kind", "=", "commitment");
  if (filter.side === "led") query = query.where(isOwn(work, "exchange_owed.unit_path"));
  if (filter.side === "promised") query = query.where(isOwn(work, "unit.path"));
  if (filter.state === "done") query = query.where(SETTLED);
  else if (filter.state) query = query.where((where) => where.not(SETTLED));
  if (filter.state === "late") query = query.where(isLate());
  const { places } = filter;
  if (places)
    query = query.where((where) =>
      where.or([isBelow("exchange_owed.unit_path", places), isBelow("unit.path", places)]),
    );
  return query;
}

export const commitmentList = { filter: commitmentFilter, list: listCommitments, count: countCommitments };
