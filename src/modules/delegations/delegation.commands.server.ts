import type { Updateable } from "kysely";
import { sql } from "kysely";
import type { z } from "zod";
import { findDue } from "#modules/deadlines/deadline.queries.server.ts";
import { attachFile } from "#modules/files/file.commands.server.ts";
import { recordPartnerEvent } from "#modules/partners/partner.commands.server.ts";
import type { Work } from "#platform/db.server.ts";
import { lockRow } from "#platform/db.server.ts";
import { RuleError, requirePermission, requireRow, requireVersion } from "#platform/errors.ts";
import { emptied } from "#platform/forms.ts";
import { editBetween, ownRights, recordHistory, rightsOf } from "#platform/history.server.ts";
import { enqueue } from "#platform/jobs.server.ts";
import type { DB } from "#platform/schema.gen.ts";
import { statusAfter } from "#platform/steps.ts";
import { now, today } from "#platform/time.ts";
import type { approveForm, departForm, draftForm, editForm, reasonForm, reportForm } from "./delegation.forms.ts";
import type { StepName } from "./delegation.model.ts";
import { STEPS } from "./delegation.model.ts";
import { canEdit, canPropose, canTake, signsFor } from "./delegation.policy.ts";
import { findDelegation } from "./delegation.queries.server.ts";
import { listReadersOfDraft, requireDecider } from "./delegation-sight.queries.server.ts";

type Delegation = NonNullable<Awaited<ReturnType<typeof findDelegation>>>;

/** Writes a new delegation down as a draft of the unit acted for. */
export async function draftDelegation(work: Work, draft: z.output<typeof draftForm>): Promise<string> {
  requirePermission(canPropose(work.actor));
  const { is_confidential, named_ids, ...facts } = draft;
  const rights = ownRights(work, is_confidential ? "confidential" : "unit");
  if (is_confidential) rights.named_user_ids.push(...(await listReadersOfDraft(work, facts, named_ids)));
  rights.named_user_ids = [...new Set(rights.named_user_ids)];
  const made = await work.trx
    .insertInto("delegation")
    .values({
      ...facts,
      ...rights,
      status_since: now(),
      created_by: work.actor.userId ?? null,
    })
    .returningAll()
    .executeTakeFirstOrThrow();
  const { visibility, named_user_ids: named } = rights;
  const after = { ...facts, ...(is_confidential && { visibility, named }) };
  await recordHistory(work, { subject: ["delegation", made.id], action: "drafted", rights: made, after });
  return made.id;
}

export async function editDelegation(work: Work, delegationId: string, edit: z.output<typeof editForm>): Promise<void> {
  const delegation = await lockDelegation(work, delegationId);
  requirePermission(canEdit(work.actor, delegation));
  requireVersion(delegation, edit.version);
  const { version: _readAt, ...facts } = edit;
  const written = emptied(facts);
  await change(work, delegation, written);
  await recordHistory(work, {
    subject: ["delegation", delegationId],
    action: "edited",
    rights: delegation,
    ...editBetween(delegation, written, "title"),
  });
}

export async function proposeDelegation(work: Work, delegationId: string): Promise<void> {
  const delegation = await take(work, delegationId, "propose");
  await enqueue(work, "delegation.announce", {
    delegation_id: delegationId,
    step: "propose",
    approving_path: delegation.approving_path,
  });
}

/** The decision to send (quyết định cử đoàn) or to receive: number and day, in whose name. */
export async function approveDelegation(
  work: Work,
  delegationId: string,
  decision: z.output<typeof approveForm>,
): Promise<void> {
  const { scan, ...said } = decision;
  const delegation = await take(work, delegationId, "approve", said);
  const file_id = scan
    ? await attachFile(work, { subject: ["delegation", delegation.id], rights: delegation }, scan)
    : null;
  await decide(work, delegation, { step: "approve", ...said, file_id });
  await enqueue(work, "delegation.announce", { delegation_id: delegationId, step: "approve" });
}

export const returnDelegation = withReason("return");
export const refuseDelegation = withReason("refuse");
export const askOpinions = withReason("ask");
export const startPreparing = plainly("prepare");

/** Who really went is ticked; the rest stay on paper. The clock of the result report starts at the planned return. */
export async function recordDeparture(
  work: Work,
  delegationId: string,
  { took_part }: z.output<typeof departForm>,
): Promise<void> {
  const delegation = await take(work, delegationId, "depart", { took_part });
  const members = await work.trx
    .updateTable("delegation_member")
    .set({
      took_part: sql<boolean>`delegation_member.id = any(${took_part}::uuid[])`,
      version: sql<number>`delegation_member.version + 1`,
    })
    .where("delegation_member.delegation_id", "=", delegationId)
    .returning("delegation_member.took_part")
    .execute();
  // Counted are the members, not the ticks: one may have been taken out since the page was opened.
  const went = members.filter((one) => one.took_part).length;
  const due = await findDue(work, {
    start: delegation.returns_on,
    length: delegation.report_due_working_days,
    unit: "working",
    pauses: [],
  });
  await change(work, delegation, { report_due_on: due.due, member_count: went || delegation.member_count });
  await tellPartners(work, delegation);
}

export const recordReturn = plainly("come_back");

export async function submitReport(
  work: Work,
  delegationId: string,
  report: z.output<typeof reportForm>,
): Promise<void> {
  const delegation = await take(work, delegationId, "report", { facts: report.facts });
  await work.trx
    .insertInto("delegation_report")
    .values({ delegation_id: delegationId, ...report, reported_on: today(), ...rightsOf(delegation) })
    .execute();
}

export const settleDelegation = plainly("settle");
export const archiveDelegation = plainly("archive");
export const postponeDelegation = withReason("postpone");
export const resumeDelegation = plainly("resume");
export const cancelDelegation = withReason("cancel");

/** The row locked until the work ends: two who act at once come one after the other. */
export async function lockDelegation(work: Work, delegationId: string): Promise<Delegation> {
  await lockRow(work, "delegation", delegationId);
  return requireRow(await findDelegation(work, delegationId));
}

/** A step that only moves the visit on. */
function plainly(step: StepName) {
  return async (work: Work, delegationId: string): Promise<void> => {
    await take(work, delegationId, step);
  };
}

/** A step with a reason, kept as a decision; a proposal that comes back without approval is announced to its unit. */
function withReason(step: "return" | "refuse" | "ask" | "postpone" | "cancel") {
  return async (work: Work, delegationId: string, { reason }: z.output<typeof reasonForm>): Promise<void> => {
    const delegation = await take(work, delegationId, step, { reason });
    await decide(work, delegation, { step: step === "ask" ? "opinion" : step, reason, decided_on: today() });
    if (step === "return" || step === "refuse")
      await enqueue(work, "delegation.announce", { delegation_id: delegationId, step });
  };
}

type Details = Record<string, string | string[]>;

async function take(work: Work, delegationId: string, step: StepName, details: Details = {}): Promise<Delegation> {
  const delegation = await lockDelegation(work, delegationId);
  requirePermission(canTake(work.actor, step, delegation));
  const status = statusAfter(STEPS, step, delegation.status);
  if (step === "propose" && !delegation.purpose) throw new RuleError("rule_purpose_first");
  if (step === "propose") await requireDecider(work, delegation);
  await change(work, delegation, { status, status_since: now() });
  await recordHistory(work, {
    subject: ["delegation", delegationId],
    action: step,
    rights: delegation,
    before: { title: delegation.title, status: delegation.status },
    after: { title: delegation.title, status, ...details },
    onBehalfOf: signsFor(work.actor, delegation)?.userId,
  });
  return delegation;
}

async function change(work: Work, delegation: { id: string }, values: Updateable<DB["delegation"]>): Promise<void> {
  await work.trx
    .updateTable("delegation")
    .set({ ...values, version: sql<number>`delegation.version + 1` })
    .where("delegation.id", "=", delegation.id)
    .execute();
}

type Decision = {
  step: "approve" | "return" | "refuse" | "opinion" | "cancel" | "postpone";
  decided_on: string;
  number?: string;
  reason?: string;
  file_id?: string | null;
};

async function decide(work: Work, delegation: Delegation, decision: Decision): Promise<void> {
  await work.trx
    .insertInto("delegation_decision")
    .values({
      delegation_id: delegation.id,
      ...decision,
      decided_by: work.actor.userId ?? null,
      decided_by_name: work.actor.name,
      on_behalf_of: signsFor(work.actor, delegation)?.userId ?? null,
      ...rightsOf(delegation),
    })
    .execute();
}

/** The host and everybody met stand with the visit on their timelines. */
async function tellPartners(work: Work, delegation: Delegation): Promise<void> {
  const met = await work.trx
    .selectFrom("delegation_meeting")
    .select(["delegation_meeting.partner_id", "delegation_meeting.on_date"])
    .where("delegation_meeting.delegation_id", "=", delegation.id)
    .limit(200)
    .execute();
  const host = delegation.partner_id ? [{ partner_id: delegation.partner_id, on_date: delegation.departs_on }] : [];
  for (const one of [...host, ...met])
    await recordPartnerEvent(work, one.partner_id, {
      on_date: one.on_date,
      subject: ["delegation", delegation.id],
      title: delegation.title,
      rights: delegation,
    });
}
