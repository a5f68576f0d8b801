import { sql } from "kysely";
import { ownPaths } from "#platform/actor.ts";
import type { Work } from "#platform/db.server.ts";
import { shaped } from "#platform/shape.server.ts";
import { isAmong } from "#platform/tree.ts";
import { DECIDED } from "./delegation.model.ts";

/** A decision that stands and still lacks its number. */
export const UNNUMBERED = sql<boolean>`(delegation.status in (${sql.join(DECIDED.map((status) => sql.lit(status)))}) and exists (
  select from delegation_decision where delegation_decision.delegation_id = delegation.id and delegation_decision.step = 'approve'
    and delegation_decision.ended_at is null and delegation_decision.number is null))`;

/** Where the approval that stands was given. */
export const DECIDED_PATH = sql<string | null>`(select delegation_decision.approving_path from delegation_decision
  where delegation_decision.delegation_id = delegation.id and delegation_decision.step = 'approve' and delegation_decision.ended_at is null)`;

/** Decided visits whose file may still change, and those that differ from what was decided. */
export async function listDecided(work: Work) {
  return work.trx
    .selectFrom("delegation")
    .select("delegation.id")
    .where((where) =>
      where.or([
        where("delegation.status", "in", ["approved", "preparing", "travelling", "report_due"]),
        where("delegation.change_state", "is not", null),
      ]),
    )
    .orderBy("delegation.id")
    .execute();
}

/** Visits decided before versions were kept, whatever became of them since, the newest first; `most` at a time. */
export async function listUnkept(work: Work, most: number) {
  return work.trx
    .selectFrom("delegation")
    .innerJoin("delegation_decision", "delegation_decision.delegation_id", "delegation.id")
    .leftJoin("delegation_version", "delegation_version.decision_id", "delegation_decision.id")
    .select("delegation.id")
    .where("delegation.status", "in", DECIDED)
    .where("delegation_decision.step", "=", "approve")
    .where("delegation_decision.ended_at", "is", null)
    .where("delegation_version.id", "is", null)
    .orderBy("delegation.departs_on", "desc")
    .orderBy("delegation.id")
    .limit(most)
    .execute();
}

/** Decided visits of the actor's units without a number, the longest decided first. */
export const listUnnumbered = (work: Work) => unnumbered(work, { paths: ownPaths(work.actor) });

const unnumbered = shaped(["paths"], (trx, { paths }: { paths: string[] }) =>
  trx
    .selectFrom("delegation")
    .innerJoin("unit", "unit.id", "delegation.unit_id")
    .select([
      "delegation.id",
      "delegation.title",
      "delegation.status",
      "delegation.direction",
      "delegation.is_in_plan",
      "delegation.status_since",
      "delegation.departs_on",
      "delegation.returns_on",
      "delegation.unit_path",
      "unit.kind as unit_kind",
      "unit.name as unit_name",
      "unit.name_in as unit_name_in",
    ])
    .select(DECIDED_PATH.as("decided_path"))
    .where(UNNUMBERED)
    .where(isAmong(paths, "delegation.unit_path"))
    .orderBy("delegation.status_since"),
);

/** Proposals of the actor's units that nobody has decided, changes sent back since and reports that nobody has accepted, the longest waiting first; who decides is the route's and the policy's question. */
export const listUndecided = (work: Work) => undecided(work, { paths: ownPaths(work.actor) });

const undecided = shaped(["paths"], (trx, { paths }: { paths: string[] }) =>
  trx
    .selectFrom("delegation")
    .innerJoin("unit", "unit.id", "delegation.unit_id")
    .select([
      "delegation.id",
      "delegation.title",
      "delegation.status",
      "delegation.direction",
      "delegation.is_in_plan",
      "delegation.departs_on",
      "delegation.returns_on",
      "delegation.unit_path",
      "unit.kind as unit_kind",
      "unit.name as unit_name",
      "unit.name_in as unit_name_in",
    ])
    .select(["delegation.status_since", "delegation.change_state", "delegation.changed_since"])
    .select(["delegation.report_state", "delegation.report_since"])
    .select(["delegation.visibility", "delegation.named_user_ids"])
    .select(DECIDED_PATH.as("decided_path"))
    .where(
      sql<boolean>`(delegation.status in ('proposed', 'opinions') or delegation.change_state in ('waiting', 'returned')
        or delegation.report_state in ('waiting', 'returned'))`,
    )
    .where(isAmong(paths, "delegation.unit_path"))
    .orderBy(sql`coalesce(delegation.changed_since, delegation.report_since, delegation.status_since)`)
    .orderBy("delegation.id"),
);
