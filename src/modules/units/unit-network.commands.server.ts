import type { z } from "zod";
import type { Work } from "#platform/db.server.ts";
import { RuleError, requirePermission, requireRow } from "#platform/errors.ts";
import { recordHistory, unitRights } from "#platform/history.server.ts";
import { isOpenEnded } from "#platform/running.ts";
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

export async function endAccreditation(
  work: Work,
  unitId: string,
  end: z.output<typeof endForm> & { id: string },
): Promise<void> {
  const unit = await findToOrganise(work, unitId);
  const until_on = addDays(end.last_on, 1);
  const ended = requireRow(
    await work.trx
      .updateTable("unit_accreditation")
      .set({ until_on })
      .where("unit_accreditation.id", "=", end.id)
      .where("unit_accreditation.unit_id", "=", unitId)
      .where(isOpenEnded("unit_accreditation"))
      .returning(["unit_accreditation.country_iso2", "unit_accreditation.from_on"])
      .executeTakeFirst(),
  );
  requireOrder(ended.from_on, until_on);
  await tell(work, unit, "accreditation_ended", {
    before: { until_on: null },
    after: { country_iso2: ended.country_iso2, until_on },
  });
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

export async function endMembership(
  work: Work,
  unitId: string,
  end: z.output<typeof endForm> & { id: string },
): Promise<void> {
  const unit = await findToOrganise(work, unitId);
  const until_on = addDays(end.last_on, 1);
  const ended = requireRow(
    await work.trx
      .updateTable("unit_membership")
      .set({ until_on })
      .where("unit_membership.id", "=", end.id)
      .where("unit_membership.member_unit_id", "=", unitId)
      .where(isOpenEnded("unit_membership"))
      .returning(["unit_membership.in_unit_id", "unit_membership.from_on"])
      .executeTakeFirst(),
  );
  requireOrder(ended.from_on, until_on);
  const other = await findUnit(work, ended.in_unit_id);
  await tell(work, unit, "membership_ended", {
    before: { until_on: null },
    after: { in_unit: other?.name, until_on },
  });
}

async function findToOrganise(work: Work, unitId: string) {
  requirePermission(canOrganise(work.actor));
  return requireRow(await findUnit(work, unitId));
}

function requireOrder(from: string | null, until: string): void {
  if (from !== null && until <= from) throw new RuleError("rule_end_before_start");
}

function tell(
  work: Work,
  unit: { id: string; path: string },
  action: string,
  said: { before?: unknown; after: unknown },
): Promise<void> {
  return recordHistory(work, { subject: ["unit", unit.id], action, rights: unitRights(unit, "union"), ...said });
}
