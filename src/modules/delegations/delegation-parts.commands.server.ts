import { sql } from "kysely";
import type { z } from "zod";
import type { Work } from "#platform/db.server.ts";
import { requirePermission, requireRow } from "#platform/errors.ts";
import { recordHistory, rightsOf } from "#platform/history.server.ts";
import { addDays, today } from "#platform/time.ts";
import { lockDelegation } from "./delegation.commands.server.ts";
import type {
  budgetForm,
  commitmentForm,
  doneForm,
  meetingForm,
  memberForm,
  programmeForm,
  provisionForm,
} from "./delegation.forms.ts";
import type { PartName } from "./delegation.model.ts";
import { PARTS, PASSPORT_DAYS } from "./delegation.model.ts";
import { canEdit, canReadPassports } from "./delegation.policy.ts";
import { nameHead, requireDayOfVisit, requireNoOtherHead } from "./delegation-part-rules.server.ts";
import { listPassports } from "./delegation-parts.queries.server.ts";

export async function addMember(work: Work, delegationId: string, member: z.output<typeof memberForm>): Promise<void> {
  const delegation = await openDelegation(work, delegationId);
  if (member.role === "head") await requireNoOtherHead(work, delegationId);
  const passport_erase_on = member.passport_number ? addDays(delegation.returns_on, PASSPORT_DAYS) : null;
  await work.trx
    .insertInto("delegation_member")
    .values({ delegation_id: delegationId, ...member, passport_erase_on, ...rightsOf(delegation) })
    .execute();
  await countMembers(work, delegationId);
  if (member.role === "head") await nameHead(work, delegationId, member.name);
  const { passport_number: _never, passport_expires_on: _neither, ...open } = member;
  await recordHistory(work, {
    subject: ["delegation", delegationId],
    action: "member_added",
    rights: delegation,
    after: open,
  });
}

export async function addProgrammeEntry(
  work: Work,
  delegationId: string,
  entry: z.output<typeof programmeForm>,
): Promise<void> {
  const delegation = await openDelegation(work, delegationId);
  requireDayOfVisit(entry.on_date, delegation);
  await work.trx
    .insertInto("delegation_programme_entry")
    .values({ delegation_id: delegationId, ...entry, ...rightsOf(delegation) })
    .execute();
  await recordHistory(work, {
    subject: ["delegation", delegationId],
    action: "programme_added",
    rights: delegation,
    after: entry,
  });
}

export async function addMeeting(
  work: Work,
  delegationId: string,
  meeting: z.output<typeof meetingForm>,
): Promise<void> {
  const delegation = await openDelegation(work, delegationId);
  await work.trx
    .insertInto("delegation_meeting")
    .values({ delegation_id: delegationId, ...meeting, ...rightsOf(delegation) })
    .execute();
  await recordHistory(work, {
    subject: ["delegation", delegationId],
    action: "meeting_added",
    rights: delegation,
    after: meeting,
  });
}

export async function addProvision(
  work: Work,
  delegationId: string,
  provision: z.output<typeof provisionForm>,
): Promise<void> {
  const delegation = await openDelegation(work, delegationId);
  await work.trx
    .insertInto("delegation_provision")
    .values({ delegation_id: delegationId, ...provision, quantity: provision.quantity ?? 1, ...rightsOf(delegation) })
    .execute();
  await recordHistory(work, {
    subject: ["delegation", delegationId],
    action: "provision_added",
    rights: delegation,
    after: provision,
  });
}

export async function addBudgetLine(
  work: Work,
  delegationId: string,
  line: z.output<typeof budgetForm>,
): Promise<void> {
  const delegation = await openDelegation(work, delegationId);
  await work.trx
    .insertInto("delegation_budget_line")
    .values({ delegation_id: delegationId, ...line, ...rightsOf(delegation) })
    .execute();
  await recordHistory(work, {
    subject: ["delegation", delegationId],
    action: "budget_added",
    rights: delegation,
    after: line,
  });
}

/** Takes one part out again; the history keeps what it said, without passport data. */
export async function removePart(
  work: Work,
  delegationId: string,
  part: { name: PartName; id: string },
): Promise<void> {
  const delegation = await openDelegation(work, delegationId);
  const table = PARTS[part.name];
  const gone = requireRow(
    (
      await sql<
        Record<string, unknown>
      >`delete from ${sql.table(table)} where id = ${part.id} and delegation_id = ${delegationId} returning *`.execute(
        work.trx,
      )
    ).rows[0],
  );
  if (part.name === "member") await countMembers(work, delegationId);
  const { passport_number: _never, passport_expires_on: _neither, ...open } = gone;
  await recordHistory(work, {
    subject: ["delegation", delegationId],
    action: `${part.name}_removed`,
    rights: delegation,
    before: open,
  });
}

export async function addCommitment(
  work: Work,
  delegationId: string,
  commitment: z.output<typeof commitmentForm>,
): Promise<void> {
  const delegation = await lockDelegation(work, delegationId);
  requirePermission(canEdit(work.actor, { ...delegation, status: "report_due" }));
  await work.trx
    .insertInto("delegation_commitment")
    .values({ delegation_id: delegationId, ...commitment, ...rightsOf(delegation) })
    .execute();
  await recordHistory(work, {
    subject: ["delegation", delegationId],
    action: "commitment_added",
    rights: delegation,
    after: commitment,
  });
}

export async function finishCommitment(
  work: Work,
  delegationId: string,
  done: z.output<typeof doneForm> & { id: string },
): Promise<void> {
  const delegation = await lockDelegation(work, delegationId);
  requirePermission(canEdit(work.actor, { ...delegation, status: "report_due" }));
  const row = await work.trx
    .updateTable("delegation_commitment")
    .set({
      done_on: today(),
      outcome: done.outcome ?? null,
      version: sql<number>`delegation_commitment.version + 1`,
    })
    .where("delegation_commitment.id", "=", done.id)
    .where("delegation_commitment.delegation_id", "=", delegationId)
    .where("delegation_commitment.done_on", "is", null)
    .returning("delegation_commitment.content")
    .executeTakeFirst();
  await recordHistory(work, {
    subject: ["delegation", delegationId],
    action: "commitment_done",
    rights: delegation,
    after: { ...requireRow(row), outcome: done.outcome },
  });
}

/** Passport data, for the team alone; that it was read is written down. */
export async function readPassports(work: Work, delegationId: string) {
  const delegation = await lockDelegation(work, delegationId);
  requirePermission(canReadPassports(work.actor, delegation));
  await recordHistory(work, { subject: ["delegation", delegationId], action: "read_personal", rights: delegation });
  return listPassports(work, delegationId);
}

/** The dated rule: passport data goes when its day has come. */
export async function erasePassports(work: Work): Promise<number> {
  const erased = await work.trx
    .updateTable("delegation_member")
    .set({
      passport_number: null,
      passport_expires_on: null,
      passport_erase_on: null,
      version: sql<number>`delegation_member.version + 1`,
    })
    .where("delegation_member.passport_erase_on", "<=", today())
    .returning("delegation_member.delegation_id")
    .execute();
  for (const delegationId of new Set(erased.map((row) => row.delegation_id))) {
    const delegation = await lockDelegation(work, delegationId);
    await recordHistory(work, {
      subject: ["delegation", delegationId],
      action: "passports_erased",
      rights: delegation,
    });
  }
  return erased.length;
}

async function openDelegation(work: Work, delegationId: string) {
  const delegation = await lockDelegation(work, delegationId);
  requirePermission(canEdit(work.actor, delegation));
  return delegation;
}

async function countMembers(work: Work, delegationId: string): Promise<void> {
  await work.trx
    .updateTable("delegation")
    .set((set) => ({
      member_count: set
        .selectFrom("delegation_member")
        .select((select) => select.fn.countAll<number>().as("count"))
        .where("delegation_member.delegation_id", "=", delegationId),
    }))
    .where("delegation.id", "=", delegationId)
    .execute();
}
