import { sql } from "kysely";
import type { Updateable } from "kysely";
import type { z } from "zod";
import { listOfficers } from "#modules/access/access.queries.server.ts";
import { tellPeople } from "#modules/access/notification.commands.server.ts";
import { requireLivingUnit } from "#modules/units/unit.queries.server.ts";
import { WRITERS } from "#platform/actor.ts";
import type { Work } from "#platform/db.server.ts";
import { lockRow, whileSystem } from "#platform/db.server.ts";
import { FieldError, RuleError, requirePermission, requireRow, requireVersion } from "#platform/errors.ts";
import { emptied } from "#platform/forms.ts";
import { changesBetween, recordHistory } from "#platform/history.server.ts";
import { changePart, findPart } from "#platform/part.server.ts";
import type { DB } from "#platform/schema.gen.ts";
import { today } from "#platform/time.ts";
import { lockDelegation } from "./delegation.commands.server.ts";
import { programmeForm } from "./delegation.forms.ts";
import { EDITABLE } from "./delegation.model.ts";
import { DELEGATION_PARTS } from "./delegation.parts.server.ts";
import { sightOfHosting } from "./delegation-hosting-follow.commands.server.ts";
import type { editHostingForm, hostedEntryForm, hostingAnswerForm, hostingForm } from "./delegation-hosting.forms.ts";
import { canAnswerHosting, canAskHosts, canKeepHosting } from "./delegation-hosting.policy.ts";
import type { Hosting } from "./delegation-hosting.queries.server.ts";
import { findHosting } from "./delegation-hosting.queries.server.ts";

type Visit = Awaited<ReturnType<typeof lockDelegation>>;
type Asked = { from_on: string; until_on: string; due_on: string };

/** Asks a unit to host the guests for some days. It sees what it is asked and the entries that it hosts, never the visit. */
export async function askHost(
  work: Work,
  delegationId: string,
  { unit_id, ...asked }: z.output<typeof hostingForm>,
): Promise<string> {
  const visit = await lockDelegation(work, delegationId);
  requirePermission(canAskHosts(work.actor, visit));
  if (visit.visibility === "confidential") throw new RuleError("rule_confidential_by_name");
  requireDays(visit, asked);
  const unit = await requireLivingUnit(work, unit_id, "unit_id");
  if (unit.id === visit.unit_id) throw new FieldError("unit_id", "rule_hosts_itself");
  const made = await work.trx
    .insertInto("delegation_hosting")
    .values({
      delegation_id: delegationId,
      title: visit.title,
      asker_unit_id: visit.unit_id,
      ...asked,
      unit_id: unit.id,
      unit_path: unit.path,
      ...sightOfHosting(visit),
      created_by: work.actor.userId ?? null,
    })
    .returning("delegation_hosting.id")
    .executeTakeFirstOrThrow();
  await record(work, visit, "host_asked", { to: unit.name, ...asked });
  await tellHost(work, { id: made.id, unit_id: unit.id, title: visit.title }, "hosting_asked");
  return made.id;
}

/** Asks otherwise, or again after a refusal: the unit answers anew. Answers with the visit. */
export async function editHosting(
  work: Work,
  hostingId: string,
  { version, ...asked }: z.output<typeof editHostingForm>,
): Promise<string> {
  const { hosting, visit } = await open(work, hostingId);
  requirePermission(canKeepHosting(work.actor, hosting) && canAskHosts(work.actor, visit));
  requireVersion(hosting, version);
  requireDays(visit, asked);
  const changes = changesBetween(hosting, asked);
  if (Object.keys(changes.after).length === 0 && hosting.status === "asked") return visit.id;
  await write(work, hosting, { ...asked, status: "asked", remark: null, answered_on: null, answered_by_name: null });
  await record(work, visit, "host_asked_anew", { to: hosting.host_name, ...changes.after });
  await tellHost(work, hosting, "hosting_asked");
  return visit.id;
}

/** Takes the question back. Answers with the visit. */
export async function withdrawHosting(work: Work, hostingId: string): Promise<string> {
  const { hosting, visit } = await open(work, hostingId);
  requirePermission(canKeepHosting(work.actor, hosting));
  if (hosting.status === "withdrawn") throw new RuleError("rule_hosting_withdrawn");
  await write(work, hosting, { status: "withdrawn" });
  await record(work, visit, "host_withdrawn", { to: hosting.host_name });
  await tellHost(work, hosting, "hosting_withdrawn");
  return visit.id;
}

/** What the unit says to it, and whom it names. Of two who answer at once, the second is shown what the first said. */
export async function answerHosting(
  work: Work,
  hostingId: string,
  { version, answer, ...said }: z.output<typeof hostingAnswerForm>,
): Promise<void> {
  const { hosting, visit } = await open(work, hostingId);
  if (hosting.status === "withdrawn") throw new RuleError("rule_hosting_withdrawn");
  requirePermission(canAnswerHosting(work.actor, hosting));
  requireVersion(hosting, version);
  const words = emptied(said);
  await write(work, hosting, {
    ...words,
    status: answer,
    answered_on: today(),
    answered_by_name: work.actor.name,
  });
  await record(work, visit, "host_answered", { to: hosting.host_name, answer, ...words });
  await tellAsker(work, hosting, "hosting_answered");
}

/** The unit that hosts an entry settles its day within the days it was asked for, its hour, place, cars and people. */
export async function changeHostedEntry(
  work: Work,
  hostingId: string,
  entryId: string,
  { version, ...settled }: z.output<typeof hostedEntryForm>,
): Promise<void> {
  const { hosting, visit } = await open(work, hostingId);
  if (hosting.status === "withdrawn") throw new RuleError("rule_hosting_withdrawn");
  requirePermission(canAnswerHosting(work.actor, hosting) && EDITABLE.includes(visit.status));
  if (settled.on_date < hosting.from_on || settled.on_date > hosting.until_on)
    throw new RuleError("rule_day_outside_visit", { from: hosting.from_on, until: hosting.until_on });
  await whileSystem(work, async () => {
    const place = { recordId: visit.id, name: "programme", id: entryId } as const;
    const entry = requireRow(await findPart(work, DELEGATION_PARTS, place));
    // Of entries that others host it is not even said that they are there.
    requireRow(entry.host_unit_id === hosting.unit_id || undefined);
    const kept = programmeForm.parse({ ...withoutNothing(entry), ...settled });
    // That the unit may change it is asked above: of the visit itself it may change nothing.
    await changePart(work, { ...DELEGATION_PARTS, mayChange: () => true }, { ...place, version }, kept);
  });
  await tellAsker(work, hosting, "hosting_entry");
}

/** A row as its form would send it: what holds nothing is not sent. */
const withoutNothing = (row: Record<string, unknown>) =>
  Object.fromEntries(Object.entries(row).filter(([, value]) => value !== null));

/** The question and the visit it is about, both locked until the work ends; the visit as the machine sees it, for who hosts does not. */
async function open(work: Work, hostingId: string): Promise<{ hosting: Hosting; visit: Visit }> {
  const seen = requireRow(await findHosting(work, hostingId));
  const visit = await whileSystem(work, async () => {
    const locked = await lockDelegation(work, seen.delegation_id);
    await lockRow(work, "delegation_hosting", hostingId);
    return locked;
  });
  return { hosting: requireRow(await findHosting(work, hostingId)), visit };
}

function requireDays(visit: Visit, { from_on, until_on, due_on }: Asked): void {
  if (due_on < today()) throw new FieldError("due_on", "rule_due_in_past");
  for (const [field, day] of [
    ["from_on", from_on],
    ["until_on", until_on],
  ] as const)
    if (day < visit.departs_on || day > visit.returns_on)
      throw new FieldError(field, "rule_day_outside_visit", 409, { from: visit.departs_on, until: visit.returns_on });
}

/** Written as the machine: who asked has rights of the visit and not of the unit that hosts. */
function write(work: Work, { id }: { id: string }, values: Updateable<DB["delegation_hosting"]>) {
  return whileSystem(work, () =>
    work.trx
      .updateTable("delegation_hosting")
      .set({ ...values, version: sql<number>`delegation_hosting.version + 1` })
      .where("delegation_hosting.id", "=", id)
      .execute(),
  );
}

/** A line in the visit's history, for those who see it. */
function record(work: Work, visit: Visit, action: string, after: object): Promise<void> {
  return recordHistory(work, {
    subject: ["delegation", visit.id],
    action,
    rights: visit,
    after: { title: visit.title, ...after },
  });
}

type About = { id: string; unit_id: string; title: string };

async function tellHost(work: Work, { id, unit_id, title }: About, kind: string): Promise<void> {
  const officers = await listOfficers(work, { id: unit_id }, WRITERS);
  await tellPeople(work, officers, { kind, subject: ["delegation_hosting", id], title, visibility: "unit" });
}

async function tellAsker(work: Work, { id, title, created_by }: Hosting, kind: string): Promise<void> {
  const subject = ["delegation_hosting", id] as ["delegation_hosting", string];
  await tellPeople(work, created_by ? [created_by] : [], { kind, subject, title, visibility: "unit", isOnce: true });
}
