import { sql } from "kysely";
import type { z } from "zod";
import type { Work } from "#platform/db.server.ts";
import { FieldError, RuleError, requirePermission, requireRow } from "#platform/errors.ts";
import { recordHistory, unitRights } from "#platform/history.server.ts";
import { addDays } from "#platform/time.ts";
import type { accreditForm, endForm, joinForm } from "./unit.forms.ts";
import { canOrganise } from "./unit.policy.ts";
import { findUnit, requireLivingUnit } from "./unit.queries.server.ts";

/** A mission answers for one more country from a day on. */
export async function accredit(work: Work, unitId: string, input: z.output<typeof accreditForm>): Promise<void> {
  const unit = await findToOrganise(work, unitId);
  if (unit.kind !== "mission") throw new RuleError("rule_only_missions");
  await work.trx
    .insertInto("unit_accreditation")
    .values({ ...input, unit_id: unitId })
    .execute();
  await tell(work, unit, "accredited", { after: input });
}

/** The last day of an accreditation; said again, it corrects what was said before. */
export async function endAccreditation(work: Work, unitId: string, end: End): Promise<void> {
  const unit = await findToOrganise(work, unitId);
  const { country_iso2, ...ended } = await endTie(work, {
    table: "unit_accreditation",
    column: "unit_id",
    named: "country_iso2",
    unitId,
    end,
  });
  await tell(work, unit, "accreditation_ended", { before: ended.before, after: { country_iso2, ...ended.after } });
}

/** Membership is a network beside the tree; a unit is no member of itself. */
export async function joinUnit(work: Work, unitId: string, input: z.output<typeof joinForm>): Promise<void> {
  const unit = await findToOrganise(work, unitId);
  const other = await requireLivingUnit(work, input.in_unit_id, "in_unit_id");
  if (other.id === unitId) throw new RuleError("rule_member_of_itself");
  await work.trx
    .insertInto("unit_membership")
    .values({ ...input, member_unit_id: unitId })
    .execute();
  await tell(work, unit, "joined", { after: { in_unit: other.name, from_on: input.from_on } });
}

/** The last day of a membership; said again, it corrects what was said before. */
export async function endMembership(work: Work, unitId: string, end: End): Promise<void> {
  const unit = await findToOrganise(work, unitId);
  const { in_unit_id, ...ended } = await endTie(work, {
    table: "unit_membership",
    column: "member_unit_id",
    named: "in_unit_id",
    unitId,
    end,
  });
  const other = await findUnit(work, in_unit_id);
  await tell(work, unit, "membership_ended", { before: ended.before, after: { in_unit: other?.name, ...ended.after } });
}

type End = z.output<typeof endForm> & { id: string };

type Tie =
  | { table: "unit_accreditation"; column: "unit_id"; named: "country_iso2" }
  | { table: "unit_membership"; column: "member_unit_id"; named: "in_unit_id" };

type Ended<Named extends string> = Record<Named, string> & {
  before: { until_on: string | null };
  after: { until_on: string };
};

/** What ties a unit to a country or to another unit ends after a day, also before it has begun to hold and when an end was said already. */
async function endTie<Named extends Tie["named"]>(
  work: Work,
  { table, column, named, unitId, end }: Tie & { named: Named; unitId: string; end: End },
): Promise<Ended<Named>> {
  const until_on = addDays(end.last_on, 1);
  const { rows } = await sql<{ named: string; from_on: string | null; until_on: string | null }>`
    select ${sql.ref(`${table}.${named}`)} as named, ${sql.ref(`${table}.from_on`)} as from_on, ${sql.ref(`${table}.until_on`)} as until_on
    from ${sql.table(table)} where ${sql.ref(`${table}.id`)} = ${end.id} and ${sql.ref(`${table}.${column}`)} = ${unitId}
    for update`.execute(work.trx);
  const tie = requireRow(rows[0]);
  if (tie.from_on !== null && until_on <= tie.from_on) throw new FieldError("last_on", "rule_end_before_start");
  await sql`update ${sql.table(table)} set until_on = ${until_on} where id = ${end.id}`.execute(work.trx);
  return {
    [named]: tie.named,
    before: { until_on: tie.until_on },
    after: { until_on },
  } as Ended<Named>;
}

async function findToOrganise(work: Work, unitId: string) {
  requirePermission(canOrganise(work.actor));
  return requireRow(await findUnit(work, unitId));
}

function tell(
  work: Work,
  unit: { id: string; path: string },
  action: string,
  said: { before?: unknown; after: unknown },
): Promise<void> {
  return recordHistory(work, { subject: ["unit", unit.id], action, rights: unitRights(unit, "union"), ...said });
}
