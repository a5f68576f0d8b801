import { sql } from "kysely";
import { ownPaths } from "#platform/actor.ts";
import type { Work } from "#platform/db.server.ts";
import type { KindThatIs } from "#platform/kinds.ts";
import type { Names } from "#platform/names.ts";
import { shaped } from "#platform/shape.server.ts";
import { isAmong } from "#platform/tree.ts";
import type { ExchangeKind, Outcome, Verdict } from "./exchange.model.ts";
import { SETTLED } from "./exchange.model.ts";

export type Owed = NonNullable<Awaited<ReturnType<typeof findOwed>>>;

/** What somebody has to answer or settle, how it stands and, where the reader may see that too, what was said. */
function owed(trx: Work["trx"]) {
  return trx
    .selectFrom("exchange_owed")
    .innerJoin("unit as asker", "asker.id", "exchange_owed.asker_unit_id")
    .leftJoin("unit as owing", "owing.id", "exchange_owed.to_unit_id")
    .leftJoin("exchange", "exchange.id", "exchange_owed.exchange_id")
    .leftJoin("exchange_settlement as settlement", "settlement.exchange_owed_id", "exchange_owed.id")
    .leftJoinLateral(
      (from) =>
        from
          .selectFrom("exchange_answer")
          .select(["exchange_answer.id", "exchange_answer.comment", "exchange_answer.answered_by_name"])
          .select([sql<Verdict>`exchange_answer.verdict`.as("verdict"), "exchange_answer.answered_on"])
          .whereRef("exchange_answer.exchange_owed_id", "=", "exchange_owed.id")
          .orderBy("exchange_answer.id", "desc")
          .limit(1)
          .as("answer"),
      (join) => join.onTrue(),
    )
    .selectAll("exchange_owed")
    .select(sql<ExchangeKind>`exchange_owed.kind`.as("kind"))
    .select(sql<KindThatIs<"logged">>`exchange_owed.subject_kind`.as("subject_kind"))
    .select(["asker.path as asker_path", "asker.name as asker_name", "asker.name_in as asker_name_in"])
    .select([
      sql<string>`coalesce(owing.name, exchange_owed.to_name)`.as("to_name"),
      sql<Names>`coalesce(owing.name_in, '{}')`.as("to_name_in"),
    ])
    .select(["exchange.body", "exchange.said_by_name", "exchange.said_on", "exchange.on_date", "exchange.amount_usd"])
    .select("exchange.is_awaiting_text")
    .select(["answer.id as answer_id", "answer.verdict", "answer.comment", "answer.answered_by_name"])
    .select("answer.answered_on")
    .select(sql<Outcome | null>`settlement.outcome`.as("outcome"))
    .select(["settlement.sentence", "settlement.settled_on"]);
}

/** What was said about a record and who owes what, the most urgent first, what has no due day newest first. */
export async function listSaid(work: Work, subjectId: string, kinds: readonly ExchangeKind[]) {
  return owed(work.trx)
    .where("exchange_owed.subject_id", "=", subjectId)
    .where("exchange_owed.kind", "in", kinds)
    .orderBy("exchange_owed.due_on")
    .orderBy("exchange_owed.created_at", "desc")
    .execute();
}

/** One of these kinds, about that record where it is named. */
export async function findOwed(
  work: Work,
  owedId: string,
  of: { kinds: readonly ExchangeKind[]; subject_id?: string },
) {
  let query = owed(work.trx).where("exchange_owed.id", "=", owedId).where("exchange_owed.kind", "in", of.kinds);
  if (of.subject_id) query = query.where("exchange_owed.subject_id", "=", of.subject_id);
  return query.executeTakeFirst();
}

/**
 * What the actor, or a unit the actor answers for, still owes: questions asked of them, promises to keep, and what was said from
 * outside and waits to be settled; the most urgent first. People outside the union also find what they have answered, last.
 */
export const listOwed = ({ actor, ...work }: Work, limit = 200) =>
  (actor.reach === "outside" ? owedOutside : owedInside)(work, {
    userId: actor.userId ?? null,
    paths: ownPaths(actor),
    limit,
  });

type Asked = { userId: string | null; paths: string[]; limit: number };
const isMine = (userId: string | null) => sql<boolean>`exchange_owed.to_user_id = ${userId}::uuid`;

const unsettled = (trx: Work["trx"], { limit }: Asked) =>
  owed(trx)
    .where("settlement.exchange_owed_id", "is", null)
    .orderBy(sql`answer.id is not null`)
    .orderBy(sql`coalesce(exchange_owed.due_on, exchange.said_on)`)
    .limit(limit);

const owedOutside = shaped(["userId", "paths", "limit"], (trx, asked: Asked) =>
  unsettled(trx, asked).where(isMine(asked.userId)),
);

/** What the actor said and got back with a reason, and has not said again; the newest first. */
export const listHandedBack = ({ actor, ...work }: Work, limit = 200) =>
  handedBack(work, { userId: actor.userId ?? null, limit });

const handedBack = shaped(["userId", "limit"], (trx, { userId, limit }: { userId: string | null; limit: number }) =>
  owed(trx)
    .where("settlement.outcome", "=", "return")
    .where(sql<boolean>`exchange_owed.created_by = ${userId}::uuid`)
    .where(sql<boolean>`not exists (select from exchange as again where again.supersedes = exchange_owed.exchange_id)`)
    .orderBy("settlement.settled_on", "desc")
    .orderBy("exchange_owed.id", "desc")
    .limit(limit),
);

const owedInside = shaped(["userId", "paths", "limit"], (trx, asked: Asked) => {
  const { userId, paths } = asked;
  // A unit's question waits with that unit alone; what is to be done or settled is also the business of those above it.
  const isOurs = sql<boolean>`exchange_owed.to_unit_id is not null and (exchange_owed.unit_path = any(${paths}::ltree[])
    or exchange_owed.kind = any(${SETTLED}) and ${isAmong(paths, "exchange_owed.unit_path")})`;
  return unsettled(trx, asked)
    .where(sql<boolean>`(${isMine(userId)} or ${isOurs})`)
    .where("answer.id", "is", null);
});
