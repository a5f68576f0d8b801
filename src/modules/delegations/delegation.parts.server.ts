import { sql } from "kysely";
import type { z } from "zod";
import type { Work } from "#platform/db.server.ts";
import { FieldError, RuleError } from "#platform/errors.ts";
import type { Part, RecordParts } from "#platform/part.server.ts";
import { part } from "#platform/part.server.ts";
import { listAccounts } from "./delegation-account.queries.server.ts";
import { followVisits } from "./delegation-derived.commands.server.ts";
import { lockDelegation } from "./delegation.commands.server.ts";
import { budgetForm, journeyForm, meetingForm, memberForm, programmeForm, provisionForm } from "./delegation.forms.ts";
import type { PartName } from "./delegation.model.ts";
import { listHostings } from "./delegation-hosting.queries.server.ts";
import { canEdit } from "./delegation.policy.ts";
import { findDelegation } from "./delegation.queries.server.ts";
import { weighChanges } from "./delegation-version.commands.server.ts";

type Delegation = Awaited<ReturnType<typeof lockDelegation>>;
type Member = z.output<typeof memberForm>;

export const DELEGATION_PARTS = {
  kind: "delegation",
  column: "delegation_id",
  find: findDelegation,
  lock: lockDelegation,
  mayChange: canEdit,
  follow: async (work, { id }) => {
    await followVisits(work, [id]);
    await weighChanges(work, id);
  },
  parts: {
    member: part({
      table: "delegation_member",
      form: memberForm,
      called: "name",
      shown: { has_passport: sql`has_passport` },
      secret: ["passport_number", "passport_expires_on"],
      twins: ["name", "year_of_birth"],
      check: requireOneHead,
    }),
    programme: part({
      table: "delegation_programme_entry",
      form: programmeForm,
      called: "content",
      shown: { starts_at: sql`to_char(starts_at, 'HH24:MI')` },
      check: async (work, visit, entry) => {
        requireDayOfVisit(work, visit, entry);
        await requireHost(work, visit, entry.host_unit_id);
      },
    }),
    journey: part({
      table: "delegation_journey",
      form: journeyForm,
      called: "vehicle",
      shown: { at_time: sql`to_char(at_time, 'HH24:MI')` },
      check: requireDayOfVisit,
    }),
    meeting: part({ table: "delegation_meeting", form: meetingForm, check: requireDayOfVisit, called: "partner_id" }),
    provision: part({ table: "delegation_provision", form: provisionForm, called: "description" }),
    budget: part({
      table: "delegation_budget_line",
      form: budgetForm,
      called: "description",
      check: requireAccountedAs,
    }),
  },
} satisfies RecordParts<Delegation, Record<PartName, Part<Delegation>>>;

async function requireOneHead(work: Work, delegation: Delegation, member: Member, id?: string): Promise<void> {
  if (member.role !== "head") return;
  const head = await work.trx
    .selectFrom("delegation_member")
    .select("delegation_member.id")
    .where("delegation_member.delegation_id", "=", delegation.id)
    .where("delegation_member.role", "=", "head")
    .executeTakeFirst();
  if (head && head.id !== id) throw new RuleError("rule_one_head");
}

/** What was advanced and spent on a line was counted in its currency. */
async function requireAccountedAs(
  work: Work,
  { id }: Delegation,
  { currency }: z.output<typeof budgetForm>,
  budgetLineId?: string,
): Promise<void> {
  const { lines } = await listAccounts(work, id);
  const line = lines.find((one) => one.line_id !== null && one.budget_line_id === budgetLineId);
  if (line && line.currency !== currency) throw new FieldError("currency", "rule_currency_accounted");
}

/** An entry is hosted by a unit that was asked to host these guests. */
async function requireHost(work: Work, { id }: Delegation, unitId: string | undefined): Promise<void> {
  if (unitId === undefined) return;
  const hosts = await listHostings(work, id);
  if (!hosts.some((one) => one.unit_id === unitId && one.status !== "withdrawn"))
    throw new FieldError("host_unit_id", "rule_not_hosting");
}

function requireDayOfVisit(_work: Work, visit: Delegation, entry: { on_date: string }): void {
  if (entry.on_date < visit.departs_on || entry.on_date > visit.returns_on)
    throw new RuleError("rule_day_outside_visit", { from: visit.departs_on, until: visit.returns_on });
}
