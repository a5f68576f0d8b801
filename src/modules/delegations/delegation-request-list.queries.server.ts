import { sql } from "kysely";
import type { Question } from "#modules/exchanges/exchange.model.ts";
import { ownBodies, ownPaths } from "#platform/actor.ts";
import type { Work } from "#platform/db.server.ts";
import { countRows, follows, pageOf } from "#platform/list.ts";
import type { Names } from "#platform/names.ts";
import { today } from "#platform/time.ts";
import { isAmong } from "#platform/tree.ts";
import type { RequestFilter, RequestState } from "./delegation-request.filter.ts";
import { requestFilter } from "./delegation-request.filter.ts";

const SETTLED = sql<boolean>`exists (select from exchange_settlement where exchange_settlement.exchange_owed_id = exchange_owed.id)`;
const WITHDRAWN = sql<boolean>`exists (select from exchange_settlement where exchange_settlement.exchange_owed_id = exchange_owed.id
  and exchange_settlement.outcome = 'withdraw')`;
const ANSWERED = sql<boolean>`exists (select from exchange_answer where exchange_answer.exchange_owed_id = exchange_owed.id)`;

/** Where a question stands, as the filter calls it. */
const state =
  () => sql<RequestState>`case when ${WITHDRAWN} then 'withdrawn' when ${SETTLED} then 'settled' when ${ANSWERED} then 'answered'
  when exchange_owed.due_on < ${today()}::date then 'late' else 'open' end`;

/** Questions about visits that the reader was asked or whose units, and those below them, asked, the earliest due first; the cursor is `due_on,id` of the last row. */
async function listRequests(work: Work, filter: RequestFilter & { limit: number }) {
  let query = matching(work, filter)
    .leftJoin("unit as owing", "owing.id", "exchange_owed.to_unit_id")
    .select(["exchange_owed.id", "exchange_owed.title", sql<Question>`exchange_owed.kind`.as("kind")])
    .select([sql<string>`exchange_owed.due_on`.as("due_on"), "exchange_owed.asker_unit_id"])
    .select(["unit.name as asker_name", "unit.name_in as asker_name_in"])
    .select(sql<string>`coalesce(owing.name, exchange_owed.to_name)`.as("to_name"))
    .select(sql<Names>`coalesce(owing.name_in, '{}')`.as("to_name_in"))
    .select(state().as("state"));
  if (filter.cursor) query = query.where(follows(["exchange_owed.due_on", "exchange_owed.id"], filter.cursor, "asc"));
  const rows = await query
    .orderBy("exchange_owed.due_on")
    .orderBy("exchange_owed.id")
    .limit(filter.limit + 1)
    .execute();
  return pageOf(rows, filter.limit, (last) => `${last.due_on},${last.id}`);
}

async function countRequests(work: Work, filter: RequestFilter, most?: number): Promise<number> {
  return countRows(work, matching(work, filter).select("exchange_owed.id"), most);
}

function matching(work: Work, filter: RequestFilter) {
  const { actor } = work;
  const paths = actor.reach === "outside" ? [] : ownPaths(actor);
  const isAsked = sql<boolean>`(exchange_owed.to_user_id = ${actor.userId ?? null}::uuid
    or exchange_owed.to_body_id = any(${ownBodies(actor)}::uuid[])
    or exchange_owed.to_unit_id is not null and exchange_owed.unit_path = any(${paths}::ltree[]))`;
  const isAsking = isAmong(paths, "unit.path");
  let query = work.trx
    .selectFrom("exchange_owed")
    .innerJoin("unit", "unit.id", "exchange_owed.asker_unit_id")
    .where(sql<boolean>`exchange_owed.kind in ('opinion', 'programme')`)
    .where(
      filter.side === "asked"
        ? isAsked
        : filter.side === "asking"
          ? isAsking
          : sql<boolean>`(${isAsked} or ${isAsking})`,
    );
  if (filter.state) query = query.where(sql<boolean>`${state()} = ${filter.state}`);
  return query;
}

export const requestList = { filter: requestFilter, list: listRequests, count: countRequests };
