import type { Updateable } from "kysely";
import { sql } from "kysely";
import type { z } from "zod";
import { attachFile } from "#modules/files/file.commands.server.ts";
import { requireCountries } from "#modules/reference/reference.queries.server.ts";
import { isClosed } from "#modules/units/unit.model.ts";
import { findUnit } from "#modules/units/unit.queries.server.ts";
import type { Work } from "#platform/db.server.ts";
import { lockRow } from "#platform/db.server.ts";
import { FieldError, RuleError, requirePermission, requireRow, requireVersion } from "#platform/errors.ts";
import { emptied } from "#platform/forms.ts";
import type { Rights } from "#platform/history.server.ts";
import { editBetween, ownRights, recordHistory, rightsOf } from "#platform/history.server.ts";
import { newId } from "#platform/id.ts";
import type { ActivityStatus, DB } from "#platform/schema.gen.ts";
import { statusAfter } from "#platform/steps.ts";
import { today } from "#platform/time.ts";
import type { cancelForm, editForm, holdForm, moveForm, photoForm, recordForm } from "./activity.forms.ts";
import type { StepName } from "./activity.model.ts";
import { STEPS, levelOf } from "./activity.model.ts";
import { canEdit, canRecord, canTake } from "./activity.policy.ts";
import { retellActivities } from "./activity-derived.commands.server.ts";
import { followTwins } from "./activity-twin-hosts.commands.server.ts";
import { requireAnniversary } from "./activity-occasion.queries.server.ts";
import { findActivity, listActivityParts } from "./activity.queries.server.ts";
import { lastDay, ownParts } from "./activity-parts.model.ts";
import { saidKind } from "./own-kind.model.ts";
import type { Kinded } from "./own-kind.queries.server.ts";
import { kindOf } from "./own-kind.queries.server.ts";

/** Records an activity, planned or already held, with its lead host (the unit acted for), co-hosts and partners; a copy keeps its kind. */
export async function recordActivity(
  work: Work,
  record: z.output<typeof recordForm>,
  copied?: Kinded,
): Promise<string> {
  requirePermission(canRecord(work.actor));
  const { was_held, co_host_ids, partner_ids, ...said } = record;
  const facts = { ...said, ...(await kindOf(work, said.kind, copied)) };
  if (was_held && facts.starts_on > today()) throw new RuleError("rule_held_in_future");
  await requireAnniversary(work, facts);
  const rights = ownRights(work, "union");
  const status: ActivityStatus = was_held ? "held" : "planned";
  const made = { id: newId(), ...facts, status, ...rights };
  const host_paths = await hostPaths(work, rights, co_host_ids);
  const written = work.trx
    .insertInto("activity")
    .values({
      ...made,
      planned_on: was_held ? null : facts.starts_on,
      level: levelOf(await ownKind(work)),
      host_paths,
      created_by: work.actor.userId ?? null,
    })
    .execute();
  // Sent together: the connection is pipelined, and a refused statement refuses those behind it.
  await Promise.all([
    requireCountries(work, facts.countries),
    written,
    setHosts(work, made, co_host_ids),
    setPartners(work, made, partner_ids),
    recordHistory(work, {
      subject: ["activity", made.id],
      action: was_held ? "recorded" : "planned",
      rights,
      after: { ...record, kind: facts.kind, own_kind_id: facts.own_kind_id },
    }),
  ]);
  if (was_held && partner_ids.length > 0) await retellActivities(work, [made.id]);
  return made.id;
}

/** The kind of the unit acted for, mostly known since sign-in. */
async function ownKind(work: Work): Promise<string> {
  const acting = work.actor.appointments.find((appointment) => appointment.unitId === work.actor.unitId);
  return acting?.unitKind ?? requireRow(await findUnit(work, requireRow(work.actor.unitId))).kind;
}

export async function editActivity(work: Work, activityId: string, edit: z.output<typeof editForm>): Promise<void> {
  const activity = await lockActivity(work, activityId);
  requirePermission(canEdit(work.actor, activity));
  requireVersion({ ...activity, kind: saidKind(activity) }, edit.version);
  if (activity.status === "held" && edit.starts_on > today()) throw new RuleError("rule_held_in_future");
  const { version: _readAt, co_host_ids, partner_ids, ...said } = edit;
  const facts = { ...said, ...(await kindOf(work, said.kind, activity)) };
  await requireCountries(work, facts.countries);
  await requireAnniversary(work, facts, activity);
  const written = emptied(facts);
  const before = await findWhole(work, activity);
  const changes = editBetween(before, { ...written, ...asSets({ co_host_ids, partner_ids }) }, "title");
  if (!changes) return;
  const host_paths = [...(await hostPaths(work, activity, co_host_ids)), ...activity.host_paths];
  await changeActivity(work, activityId, { ...written, host_paths: [...new Set(host_paths)] });
  await work.trx.deleteFrom("activity_host").where("activity_host.activity_id", "=", activityId).execute();
  await setHosts(work, activity, co_host_ids);
  await followTwins(work, activity);
  await removePartners(work, activityId);
  await setPartners(work, activity, partner_ids);
  await retellActivities(work, [activityId]);
  await recordHistory(work, {
    subject: ["activity", activityId],
    action: "edited",
    rights: activity,
    ...changes,
  });
}

export async function moveActivity(
  work: Work,
  activityId: string,
  { starts_on }: z.output<typeof moveForm>,
): Promise<void> {
  await take(work, activityId, "move", { starts_on });
}

export async function holdActivity(work: Work, activityId: string, held: z.output<typeof holdForm>): Promise<void> {
  if (held.starts_on > today()) throw new RuleError("rule_held_in_future");
  await take(work, activityId, "hold", { ...held });
}

export async function cancelActivity(
  work: Work,
  activityId: string,
  { reason }: z.output<typeof cancelForm>,
): Promise<void> {
  await take(work, activityId, "cancel", { cancelled_reason: reason });
}

/** A photo is kept only with the consent of those on it. */
export async function addPhoto(work: Work, activityId: string, { photo }: z.output<typeof photoForm>): Promise<void> {
  const activity = await lockActivity(work, activityId);
  requirePermission(canEdit(work.actor, activity));
  await attachFile(work, { subject: ["activity", activityId], rights: activity, hasConsent: true }, photo);
  await recordHistory(work, {
    subject: ["activity", activityId],
    action: "photo_added",
    rights: activity,
    after: { name: photo.name },
  });
}

async function take(work: Work, activityId: string, step: StepName, taken: Updateable<DB["activity"]>) {
  const activity = await lockActivity(work, activityId);
  const { starts_on } = taken;
  const values = starts_on ? { ...taken, ends_on: lastDay(activity, starts_on) } : taken;
  requirePermission(canTake(work.actor, activity));
  const status = statusAfter(STEPS, step, activity.status);
  const changes = editBetween(activity, { status, ...values }, "title");
  // Moved to the day on which it stands.
  if (!changes) return activity;
  // The plan of a year keeps what left it.
  const planned_on = step === "move" ? (activity.planned_on ?? activity.starts_on) : activity.planned_on;
  await changeActivity(work, activityId, { status, planned_on, ...values });
  await retellActivities(work, [activityId]);
  await recordHistory(work, {
    subject: ["activity", activityId],
    action: step,
    rights: activity,
    ...changes,
  });
  return activity;
}

/** The activity with those whom its form names by their ids. */
async function findWhole<Activity extends { id: string }>(work: Work, activity: Activity) {
  return { ...activity, ...asSets(ownParts(await listActivityParts(work, activity.id))) };
}

/** In whatever order they were named. */
const asSets = (lists: Record<"co_host_ids" | "partner_ids", string[]>) => ({
  co_host_ids: [...new Set(lists.co_host_ids)].toSorted(),
  partner_ids: [...new Set(lists.partner_ids)].toSorted(),
});

/** The activity as it stands, kept from others who would write it until this work ends. */
export async function lockActivity(work: Work, activityId: string) {
  await lockRow(work, "activity", activityId);
  return requireRow(await findActivity(work, activityId));
}

export async function changeActivity(work: Work, activityId: string, values: Updateable<DB["activity"]>) {
  await work.trx
    .updateTable("activity")
    .set({ ...values, version: sql<number>`activity.version + 1` })
    .where("activity.id", "=", activityId)
    .execute();
}

/** Where the hosts stood when they were written: a unit that has moved since keeps what it did where it was (0019). */
async function hostPaths(
  work: Work,
  lead: { unit_id: string; unit_path: string; host_paths?: string[] },
  coHostIds: string[],
): Promise<string[]> {
  const others = othersThan(lead, coHostIds);
  if (others.length === 0) return [lead.unit_path];
  const written = lead.host_paths ?? [];
  const coHosts = await work.trx
    .selectFrom("unit")
    .select(["unit.path", "unit.closed_on"])
    .select(
      sql<string | null>`(select unit_place.path from unit_place where unit_place.unit_id = unit.id
        and unit_place.path = any(${written}::ltree[]) limit 1)`.as("written_as"),
    )
    .where("unit.id", "in", others)
    .orderBy("unit.path")
    .execute();
  if (coHosts.length !== others.length) throw new FieldError("co_host_ids", "rule_no_such_unit");
  // One that hosted it and has ended since stays.
  if (coHosts.some((host) => isClosed(host) && host.written_as === null))
    throw new FieldError("co_host_ids", "rule_unit_ended");
  return [lead.unit_path, ...coHosts.map((host) => host.written_as ?? host.path)];
}

const othersThan = (lead: { unit_id: string }, ids: string[]) => [...new Set(ids)].filter((id) => id !== lead.unit_id);

async function setHosts(work: Work, activity: Rights & { id: string }, coHostIds: string[]) {
  const others = othersThan(activity, coHostIds).map((id) => ({ id, is_lead: false }));
  const hosts = [{ id: activity.unit_id, is_lead: true }, ...others];
  await work.trx
    .insertInto("activity_host")
    .values(
      hosts.map((host) => ({
        activity_id: activity.id,
        host_unit_id: host.id,
        is_lead: host.is_lead,
        ...rightsOf(activity),
      })),
    )
    .execute();
}

/** Those that the actor sees: whoever cannot name a partner does not take it out either. */
async function removePartners(work: Work, activityId: string) {
  await work.trx
    .deleteFrom("activity_partner")
    .where("activity_partner.activity_id", "=", activityId)
    .where("activity_partner.partner_id", "in", work.trx.selectFrom("partner").select("partner.id"))
    .execute();
}

async function setPartners(work: Work, activity: Rights & { id: string }, partnerIds: string[]) {
  if (partnerIds.length === 0) return;
  await work.trx
    .insertInto("activity_partner")
    .values([...new Set(partnerIds)].map((id) => ({ activity_id: activity.id, partner_id: id, ...rightsOf(activity) })))
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}
