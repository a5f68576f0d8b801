import { sql } from "kysely";
import { listGuests } from "#modules/access/access.queries.server.ts";
import { listReachable } from "#modules/access/body.queries.server.ts";
import { QUESTIONS } from "#modules/exchanges/exchange.model.ts";
import { findAnswerFile, findOwed } from "#modules/exchanges/exchange.queries.server.ts";
import { ownPaths } from "#platform/actor.ts";
import type { Work } from "#platform/db.server.ts";
import { asSystem } from "#platform/db.server.ts";
import { readBytes } from "#platform/files.server.ts";
import type { Named } from "#platform/names.ts";
import type { KeptFile } from "#platform/resource.ts";
import { runsOn } from "#platform/running.ts";
import { shaped } from "#platform/shape.server.ts";
import { today } from "#platform/time.ts";
import { TOTAL } from "#platform/total.ts";
import { isAmong } from "#platform/tree.ts";
import type { DelegationStatus } from "./delegation.model.ts";
import { isStillAsked } from "./delegation-request.model.ts";
import type { Showable } from "./delegation-request.model.ts";

type VisitSummary = { title: string; departs_on: string; returns_on: string; countries: string[] };
type Entry = Named<"content"> & { on_date: string; starts_at: string | null; place: string | null };
type Member = { name: string; position: string | null; role: string };
type Line = { description: string; quantity: number; unit_price: number; currency: string; payer: string };

/** What the asked see of a visit, as it stood when they were asked: always the summary, and what was ticked (`shown`). */
export type Summary = Omit<VisitSummary, "title"> & {
  question: string;
  cities: string | null;
  host: string | null;
  purpose: string | null;
  shown: Showable[];
  members?: Member[] | undefined;
  programme?: Entry[] | undefined;
  budget?: Line[] | undefined;
};

export async function findRequest(work: Work, requestId: string) {
  const row = await findOwed(work, requestId, { kinds: QUESTIONS });
  return row && { ...row, kind: row.kind as (typeof QUESTIONS)[number], summary: summaryOf(row) };
}

/** Before it could be ticked, the programme was shown to whoever had to confirm it, and nothing else. */
function summaryOf({ kind, summary }: { kind: string; summary: unknown }): Summary {
  const said = summary as Omit<Summary, "shown"> & { shown?: Showable[] };
  return { ...said, shown: said.shown ?? (kind === "programme" ? ["programme"] : []) };
}

/** A commitment with what the unit that leads it is shown of the visit: nothing, where the visit is confidential. */
export async function findCommitment(work: Work, commitmentId: string) {
  const row = await findOwed(work, commitmentId, { kinds: ["commitment"] });
  return row && { ...row, summary: row.summary as unknown as Partial<VisitSummary> };
}

/** Whether an answer may still be corrected, asked as the machine: who answers does not see the visit. */
export async function isOpenStill(work: Work, request: { kind: (typeof QUESTIONS)[number]; subject_id: string }) {
  const [visit] = await asSystem(
    work,
    work.trx
      .selectFrom("delegation")
      .select(sql<DelegationStatus>`delegation.status`.as("status"))
      .where("delegation.id", "=", request.subject_id)
      .compile(),
  );
  return visit !== undefined && isStillAsked(request.kind, visit.status);
}

/** Who may be asked about a visit: units of the tree, bodies outside, one person of theirs, and the missions accredited to its countries. */
export async function listAskable(work: Work, { countries, unit_id }: { countries: string[]; unit_id?: string }) {
  const accredited = work.trx
    .selectFrom("unit_accreditation")
    .select("unit_accreditation.unit_id")
    .where("unit_accreditation.country_iso2", "in", countries)
    .where(runsOn("unit_accreditation", today()));
  let query = work.trx
    .selectFrom("unit")
    .select(["unit.id", "unit.path", "unit.name", "unit.name_in", "unit.kind"])
    .where("unit.closed_on", "is", null)
    .where((where) => where.or([where("unit.kind", "!=", "mission"), where("unit.id", "in", accredited)]))
    .orderBy(sql`unit.kind <> 'mission'`)
    .orderBy("unit.kind")
    .orderBy(sql`unit.name collate "vi-x-icu"`);
  if (unit_id) query = query.where("unit.id", "!=", unit_id);
  const [units, bodies, people] = await Promise.all([
    query.execute(),
    listReachable(work),
    listGuests(work, ["consulted_agency", "partner", "foreign_ngo"]),
  ]);
  return { units, bodies, people };
}

/** What was scanned of an answer, for who sees the answer. */
export async function readAnswerFile(work: Work, answerId: string): Promise<KeptFile | undefined> {
  const kept = await findAnswerFile(work, answerId);
  if (!kept?.file_sha256) return undefined;
  const { file_name, file_media_type } = kept;
  return { name: file_name ?? "", media_type: file_media_type ?? "", bytes: await readBytes(kept.file_sha256) };
}

/**
 * What the actor or the actor's units asked and is theirs to do: an answer to take note of, or one that is late; a leader also finds what was
 * escalated to those above who asked. The earliest due first; `total` is how many there are.
 */
export const listAnswersDue = (work: Work, day: string, limit: number) =>
  answersDue(work, {
    ...{ day, limit, paths: ownPaths(work.actor), userId: work.actor.userId ?? null },
    isLeader: work.actor.role === "leader",
  });

type Due = { day: string; limit: number; paths: string[]; userId: string | null; isLeader: boolean };

const answersDue = shaped(
  ["day", "limit", "paths", "userId", "isLeader"],
  (trx, { day, limit, paths, userId, isLeader }: Due) =>
    trx
      .selectFrom("exchange_owed")
      .innerJoin("unit as asker", "asker.id", "exchange_owed.asker_unit_id")
      .innerJoin("delegation", "delegation.id", "exchange_owed.subject_id")
      .select(["exchange_owed.id", "exchange_owed.title", sql<string>`exchange_owed.due_on`.as("on")])
      .select(sql<boolean>`${ANSWERED}`.as("is_answered"))
      .select(TOTAL)
      .where(sql<boolean>`exchange_owed.kind in ('opinion', 'programme')`)
      .where(
        sql<boolean>`not exists (select from exchange_settlement where exchange_settlement.exchange_owed_id = exchange_owed.id)`,
      )
      .where(sql<boolean>`delegation.status in ('draft', 'proposed', 'opinions', 'approved', 'preparing')`)
      .where(sql<boolean>`(${ANSWERED} or exchange_owed.due_on < ${day}::date)`)
      .where(
        sql<boolean>`(asker.path = any(${paths}::ltree[]) or exchange_owed.created_by = ${userId}::uuid or ${isLeader}::boolean and exchange_owed.escalated_on is not null
      and ${isAmong(paths, "asker.path")})`,
      )
      .orderBy("exchange_owed.due_on")
      .limit(limit),
);

const ANSWERED = sql`exists (select from exchange_answer where exchange_answer.exchange_owed_id = exchange_owed.id)`;
