import { sql } from "kysely";
import { ownBodies, ownPaths } from "#platform/actor.ts";
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
          .select(["exchange_answer.paper_number", "exchange_answer.paper_on", "exchange_answer.file_name"])
          .select([
            "exchange_answer.answered_by",
            sql<boolean>`exchange_answer.supersedes is not null`.as("is_corrected"),
          ])
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
    .select(["answer.answered_on", "answer.answered_by", "answer.paper_number", "answer.paper_on", "answer.file_name"])
    .select("answer.is_corrected")
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
    bodies: ownBodies(actor),
    paths: ownPaths(actor),
    limit,
  });

type Asked = { userId: string | null; bodies: string[]; paths: string[]; limit: number };
const isMine = (userId: string | null) => sql<boolean>`exchange_owed.to_user_id = ${userId}::uuid`;

const inOrder = (trx: Work["trx"], { limit }: Asked) =>
  owed(trx)
    .orderBy(sql`answer.id is not null`)
    .orderBy(sql`coalesce(exchange_owed.due_on, exchange.said_on)`)
    .limit(limit);

const owedOutside = shaped(["userId", "bodies", "paths", "limit"], (trx, asked: Asked) =>
  inOrder(trx, asked)
    .where(sql<boolean>`(settlement.exchange_owed_id is null or answer.id is not null)`)
    .where(sql<boolean>`(${isMine(asked.userId)} or exchange_owed.to_body_id = any(${asked.bodies}::uuid[]))`),
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

const owedInside = shaped(["userId", "bodies", "paths", "limit"], (trx, asked: Asked) => {
  const { userId, paths } = asked;
  // A unit's question waits with that unit alone; what is to be done or settled is also the business of those above it.
  const isOurs = sql<boolean>`exchange_owed.to_unit_id is not null and (exchange_owed.unit_path = any(${paths}::ltree[])
    or exchange_owed.kind = any(${SETTLED}) and ${isAmong(paths, "exchange_owed.unit_path")})`;
  return inOrder(trx, asked)
    .where("settlement.exchange_owed_id", "is", null)
    .where(sql<boolean>`(${isMine(userId)} or ${isOurs})`)
    .where("answer.id", "is", null);
});

/** Every answer to a question, the newest first: what was corrected stays readable to both sides. */
export const listAnswers = (work: Work, owedId: string) =>
  work.trx
    .selectFrom("exchange_answer")
    .select(["exchange_answer.id", "exchange_answer.comment", "exchange_answer.answered_by_name"])
    .select([sql<Verdict>`exchange_answer.verdict`.as("verdict"), "exchange_answer.answered_on"])
    .select(["exchange_answer.paper_number", "exchange_answer.paper_on", "exchange_answer.file_name"])
    .where("exchange_answer.exchange_owed_id", "=", owedId)
    .orderBy("exchange_answer.id", "desc")
    .execute();

/** What was scanned of one answer. */
export const findAnswerFile = (work: Work, answerId: string) =>
  work.trx
    .selectFrom("exchange_answer")
    .select(["exchange_answer.file_name", "exchange_answer.file_media_type", "exchange_answer.file_sha256"])
    .where("exchange_answer.id", "=", answerId)
    .where("exchange_answer.file_sha256", "is not", null)
    .executeTakeFirst();

/** Who of those asked opened it, and when for the first time, the first of them first. */
export const listOpenings = (work: Work, owedId: string) =>
  work.trx
    .selectFrom("exchange_opening")
    .select(["exchange_opening.opened_by", "exchange_opening.opened_by_name", "exchange_opening.opened_at"])
    .where("exchange_opening.exchange_owed_id", "=", owedId)
    .orderBy("exchange_opening.opened_at")
    .execute();
