import { sql } from "kysely";
import { listGuests } from "#modules/access/access.queries.server.ts";
import type { Work } from "#platform/db.server.ts";
import { TOTAL } from "#platform/total.ts";
import { runsOn } from "#platform/running.ts";
import { today } from "#platform/time.ts";

/** What the asked see of a visit, as it stood when they were asked. */
export type Summary = {
  departs_on: string;
  returns_on: string;
  countries: string[];
  cities: string | null;
  host: string | null;
  purpose: string | null;
  programme: {
    on_date: string;
    starts_at: string | null;
    content_vi: string;
    content_en: string | null;
    place: string | null;
  }[];
};

const withAnswer = (work: Work) =>
  work.trx
    .selectFrom("delegation_request")
    .leftJoin("delegation_answer", "delegation_answer.delegation_request_id", "delegation_request.id")
    .innerJoin("unit", "unit.id", "delegation_request.unit_id")
    .selectAll("delegation_request")
    .select([
      "delegation_answer.verdict",
      "delegation_answer.comment",
      "delegation_answer.answered_by_name",
      "delegation_answer.answered_on",
      "unit.name_vi as unit_name_vi",
      "unit.name_en as unit_name_en",
    ]);

export async function listRequests(work: Work, delegationId: string) {
  return withAnswer(work)
    .where("delegation_request.delegation_id", "=", delegationId)
    .orderBy("delegation_request.created_at")
    .limit(100)
    .execute();
}

export async function findRequest(work: Work, requestId: string) {
  const row = await withAnswer(work).where("delegation_request.id", "=", requestId).executeTakeFirst();
  return row && { ...row, summary: row.summary as unknown as Summary };
}

/** What the actor was asked, unanswered first and most urgent first; inside the union what was answered is done with. */
export async function listAskedOfMe(work: Work, limit = 20) {
  let query = withAnswer(work)
    .select(TOTAL)
    .where(
      sql<boolean>`(delegation_request.named_user_ids @> array[${work.actor.userId}::uuid] or delegation_request.shared_paths && ${work.actor.paths}::ltree[])`,
    );
  if (work.actor.reach !== "outside") query = query.where("delegation_answer.answered_on", "is", null);
  return query
    .orderBy(sql`delegation_answer.answered_on is not null`)
    .orderBy("delegation_request.due_on")
    .limit(limit)
    .execute();
}

/** Who may be asked about a visit: consulted agencies, partners, and the missions accredited to its countries. */
export async function listAskable(work: Work, countries: string[]) {
  const missions = await work.trx
    .selectFrom("unit")
    .innerJoin("unit_accreditation", "unit_accreditation.unit_id", "unit.id")
    .select(["unit.id", "unit.path", "unit.name_vi", "unit.name_en"])
    .distinct()
    .where("unit_accreditation.country_iso2", "in", countries)
    .where("unit.kind", "=", "mission")
    .where(runsOn("unit_accreditation", today()))
    .limit(100)
    .execute();
  return { people: await listGuests(work, ["consulted_agency", "partner", "foreign_ngo"]), missions };
}
