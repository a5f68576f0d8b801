import type { Updateable } from "kysely";
import { sql } from "kysely";
import type { z } from "zod";
import { attachFile } from "#modules/files/file.commands.server.ts";
import { requireCountries } from "#modules/reference/reference.queries.server.ts";
import type { Work } from "#platform/db.server.ts";
import { lockRow } from "#platform/db.server.ts";
import { FieldError, RuleError, requirePermission, requireRow, requireVersion } from "#platform/errors.ts";
import { emptied } from "#platform/forms.ts";
import { editBetween, ownRights, recordHistory, rightsOf } from "#platform/history.server.ts";
import { enqueue } from "#platform/jobs.server.ts";
import type { DB } from "#platform/schema.gen.ts";
import { statusAfter } from "#platform/steps.ts";
import { now, today } from "#platform/time.ts";
import type { approveForm, departForm, draftForm, editForm, reasonForm, reportForm } from "./delegation.forms.ts";
import type { StepName } from "./delegation.model.ts";
import { STEPS, aheadIn, isReportOpen } from "./delegation.model.ts";
import { canEdit, canPropose, canTake, isDecision } from "./delegation.policy.ts";
import { findDelegation } from "./delegation.queries.server.ts";
import type { settleForm } from "./delegation-account.forms.ts";
import { requireAccounted } from "./delegation-account.queries.server.ts";
import { decide, endApproval, ownSignature, signatureOf } from "./delegation-decision.commands.server.ts";
import { followVisits } from "./delegation-derived.commands.server.ts";
import { withdrawHostings } from "./delegation-hosting-follow.commands.server.ts";
import { NOBODY_COMES } from "./delegation-hosting.model.ts";
import { signedBy } from "./delegation-decision.model.ts";
import { takeDecisionNumber } from "./delegation-register.commands.server.ts";
import { awaitAcceptance } from "./delegation-report-state.commands.server.ts";
import { countOutside } from "./delegation-parts.queries.server.ts";
import { listReadersOfDraft, requireDecider } from "./delegation-sight.queries.server.ts";
import { keepEarlier, keepVersion, weighChanges } from "./delegation-version.commands.server.ts";
import { markOf, readFile } from "./delegation-version.queries.server.ts";

type Delegation = NonNullable<Awaited<ReturnType<typeof findDelegation>>>;

/** Writes a new delegation down as a draft of the unit acted for. */
export async function draftDelegation(work: Work, draft: z.output<typeof draftForm>): Promise<string> {
  requirePermission(canPropose(work.actor));
  const { is_confidential, named_ids, ...facts } = draft;
  await requireCountries(work, facts.countries);
  const rights = ownRights(work, is_confidential ? "confidential" : "unit");
  if (is_confidential) rights.named_user_ids.push(...(await listReadersOfDraft(work, facts, named_ids)));
  rights.named_user_ids = [...new Set(rights.named_user_ids)];
  const made = await work.trx
    .insertInto("delegation")
    .values({
      ...facts,
      stated_head: facts.head_name,
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
  await requireCountries(work, facts.countries);
  const ahead = aheadIn(delegation.status, facts, today());
  if (ahead) throw new RuleError(ahead, { direction: delegation.direction });
  const written = emptied(facts);
  const changes = editBetween(delegation, written, "title");
  if (!changes) return;
  await change(work, delegation, { ...written, ...(await statedHead(work, delegation, written.head_name)) });
  await followVisits(work, [delegationId]);
  await weighChanges(work, delegationId);
  await recordHistory(work, {
    subject: ["delegation", delegationId],
    action: "edited",
    rights: delegation,
    ...changes,
  });
}

/** The head is the member who is it; where no member is, whom the facts name. */
async function statedHead(work: Work, delegation: Delegation, head_name: string | null | undefined) {
  const head = await work.trx
    .selectFrom("delegation_member")
    .select("delegation_member.name")
    .where("delegation_member.delegation_id", "=", delegation.id)
    .where("delegation_member.role", "=", "head")
    .executeTakeFirst();
  if (!head) return { stated_head: head_name ?? null };
  if (head_name && head_name !== head.name) throw new RuleError("rule_head_is_member", { name: head.name });
  return {};
}

export async function proposeDelegation(work: Work, delegationId: string): Promise<void> {
  const delegation = await take(work, delegationId, "propose");
  await enqueue(work, "delegation.announce", {
    delegation_id: delegationId,
    step: "propose",
    approving_path: delegation.approving_path,
  });
}

/**
 * The decision to send (quyết định cử đoàn) or to receive. One tap is enough: without a number the clerk gives it afterwards. The file
 * that was decided and its papers are kept as they are now.
 */
export async function approveDelegation(
  work: Work,
  delegationId: string,
  { scan, seen, ...said }: z.output<typeof approveForm>,
): Promise<void> {
  const decided_on = said.decided_on ?? today();
  if (decided_on > today()) throw new RuleError("rule_decided_ahead");
  const { signature, ...delegation } = await take(work, delegationId, "approve", { ...said, decided_on });
  await requireSeen(work, delegation, seen);
  const file_id = scan
    ? await attachFile(work, { subject: ["delegation", delegation.id], rights: delegation }, scan)
    : null;
  const number = said.number && (await takeDecisionNumber(work, delegation, { ...said, decided_on, signature }));
  const decided = { step: "approve", ...said, number, decided_on, file_id, signature } as const;
  const decisionId = await decide(work, delegation, decided);
  await keepVersion(work, delegation, decisionId);
  await weighChanges(work, delegationId);
  await enqueue(work, "delegation.announce", { delegation_id: delegationId, step: "approve" });
}

/** Refuses to decide on what has been changed since the page was opened; a call that names no mark decides on what stands. */
export async function requireSeen(work: Work, delegation: Delegation, seen: string | undefined): Promise<void> {
  if (seen && seen !== markOf(await readFile(work, delegation))) throw new RuleError("rule_changed_meanwhile");
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
  await requireTravellers(work, delegation, took_part);
  await work.trx
    .updateTable("delegation_member")
    .set({
      took_part: sql<boolean>`delegation_member.id = any(${took_part}::uuid[])`,
      version: sql<number>`delegation_member.version + 1`,
    })
    .where("delegation_member.delegation_id", "=", delegationId)
    .execute();
  await followVisits(work, [delegationId]);
  await weighChanges(work, delegationId);
}

/** A visit whose members are known does not leave without any of them. */
async function requireTravellers(work: Work, { id, direction }: Delegation, tookPart: string[]): Promise<void> {
  const members = await work.trx
    .selectFrom("delegation_member")
    .select("delegation_member.id")
    .where("delegation_member.delegation_id", "=", id)
    .execute();
  if (members.length > 0 && !members.some((one) => tookPart.includes(one.id)))
    throw new FieldError("took_part", "rule_nobody_travels", 422, { direction });
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
  if (delegation.accepts_reports) await awaitAcceptance(work, delegationId);
  await followVisits(work, [delegationId]);
}

/** Closes the accounts; `explanation` says why more or less was spent than planned, where its line does not. */
export async function settleDelegation(
  work: Work,
  delegationId: string,
  { explanation }: z.output<typeof settleForm> = {},
): Promise<void> {
  const delegation = await lockDelegation(work, delegationId);
  requirePermission(canTake(work.actor, "settle", delegation));
  if (explanation) await change(work, delegation, { settlement_note: explanation });
  await take(work, delegationId, "settle", { explanation });
}

export const archiveDelegation = plainly("archive");
export const postponeDelegation = withReason("postpone");
export const resumeDelegation = plainly("resume");
export const cancelDelegation = withReason("cancel");

/** What is put before who decides lies in the days of the visit: those may have moved after its programme was written. */
export async function requireInside(work: Work, delegation: Delegation): Promise<void> {
  const count = await countOutside(work, delegation);
  if (count > 0) throw new RuleError("rule_parts_outside_visit", { count });
}

/** The row locked until the work ends: two who act at once come one after the other. */
export async function lockDelegation(work: Work, delegationId: string): Promise<Delegation> {
  await lockRow(work, "delegation", delegationId);
  const delegation = requireRow(await findDelegation(work, delegationId));
  await keepEarlier(work, delegation);
  return delegation;
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
    const { signature } = delegation;
    await decide(work, delegation, { step: step === "ask" ? "opinion" : step, reason, decided_on: today(), signature });
    if (step === "return" || step === "refuse")
      await enqueue(work, "delegation.announce", { delegation_id: delegationId, step });
  };
}

type Details = Record<string, string | string[] | undefined>;

type Taken = Delegation & { signature: Awaited<ReturnType<typeof signatureOf>> };

async function take(work: Work, delegationId: string, step: StepName, details: Details = {}): Promise<Taken> {
  const delegation = await lockDelegation(work, delegationId);
  requirePermission(canTake(work.actor, step, delegation));
  const status = statusAfter(STEPS, step, delegation.status);
  if (step === "propose" && !delegation.purpose) throw new RuleError("rule_purpose_first");
  if (step === "settle") await requireAccounted(work, delegation);
  if (step === "archive" && delegation.change_state === "waiting") throw new RuleError("rule_changes_wait");
  if (step === "archive" && isReportOpen(delegation)) throw new RuleError("rule_report_waits");
  if (step === "propose" || step === "approve") await requireInside(work, delegation);
  if (step === "propose") await requireDecider(work, delegation);
  const ahead = aheadIn(status, delegation, today());
  if (ahead) throw new RuleError(ahead, { direction: delegation.direction });
  const signature = isDecision(step) ? await signatureOf(work, delegation) : ownSignature(work);
  // From here on the plan of that year keeps it, wherever it moves.
  const isPlanned = step === "approve" || step === "postpone";
  const planned_on = delegation.planned_on ?? (isPlanned ? delegation.departs_on : null);
  await change(work, delegation, { status, status_since: now(), planned_on });
  await endApproval(work, delegationId, status);
  if (NOBODY_COMES.includes(status)) await withdrawHostings(work, delegationId);
  await followVisits(work, [delegationId]);
  // An approval is weighed against the version that it makes.
  if (step !== "approve") await weighChanges(work, delegationId);
  await recordHistory(work, {
    subject: ["delegation", delegationId],
    action: step,
    rights: delegation,
    before: { title: delegation.title, status: delegation.status },
    after: {
      title: delegation.title,
      status,
      ...details,
      ...(signature.signed_as ? { signed_by: signedBy(signature) } : {}),
    },
    onBehalfOf: signature.on_behalf_of ?? undefined,
  });
  return { ...delegation, signature };
}

async function change(work: Work, delegation: { id: string }, values: Updateable<DB["delegation"]>): Promise<void> {
  await work.trx
    .updateTable("delegation")
    .set({ ...values, version: sql<number>`delegation.version + 1` })
    .where("delegation.id", "=", delegation.id)
    .execute();
}
