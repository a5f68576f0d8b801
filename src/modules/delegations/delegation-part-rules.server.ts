import type { Work } from "#platform/db.server.ts";
import { RuleError } from "#platform/errors.ts";

export function requireDayOfVisit(day: string, visit: { departs_on: string; returns_on: string }): void {
  if (day < visit.departs_on || day > visit.returns_on) throw new RuleError("rule_day_outside_visit");
}

/** A delegation has one head; `exceptId` is the member that is being changed. */
export async function requireNoOtherHead(work: Work, delegationId: string, exceptId?: string): Promise<void> {
  const head = await work.trx
    .selectFrom("delegation_member")
    .select("delegation_member.id")
    .where("delegation_member.delegation_id", "=", delegationId)
    .where("delegation_member.role", "=", "head")
    .executeTakeFirst();
  if (head && head.id !== exceptId) throw new RuleError("rule_one_head");
}

/** The lists say who leads without asking for the members. */
export async function nameHead(work: Work, delegationId: string, name: string): Promise<void> {
  await work.trx.updateTable("delegation").set({ head_name: name }).where("delegation.id", "=", delegationId).execute();
}
