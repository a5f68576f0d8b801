import { sql } from "kysely";
import type { z } from "zod";
import { listOfficers } from "#modules/access/access.queries.server.ts";
import { tellPeople } from "#modules/access/notification.commands.server.ts";
import { WRITERS } from "#platform/actor.ts";
import type { Work } from "#platform/db.server.ts";
import { RuleError, requirePermission } from "#platform/errors.ts";
import { recordMany, rightsOf } from "#platform/history.server.ts";
import { changeActivity, lockActivity } from "./activity.commands.server.ts";
import type { separateForm, twinForm } from "./activity.forms.ts";
import { canJoin } from "./activity.policy.ts";
import { rebuildKeptIn, retellActivities } from "./activity-derived.commands.server.ts";
import { followTwins } from "./activity-twin-hosts.commands.server.ts";
import { findTwin } from "./activity-twin.queries.server.ts";
import { SAID } from "./activity-twin.sql.server.ts";

type Activity = Awaited<ReturnType<typeof lockActivity>>;

/** Says of two activities that they are one, and which of them stays for both, or that they are two. */
export async function decideTwin(work: Work, activityId: string, { other_id, answer }: z.output<typeof twinForm>) {
  const [one, other] = await lockBoth(work, activityId, other_id);
  const before = await findTwin(work, [one.id, other.id]);
  if (one.kept_in_id || other.kept_in_id) throw new RuleError("rule_twin_decided");
  if (before) await forget(work, before);
  if (answer === "different") {
    const [first, second] = one.id < other.id ? [one, other] : [other, one];
    await write(work, { activity: first, other: second, is_same: false });
    await tell(work, { one, other, action: "told_apart", field: "other_activity_id" });
    return activityId;
  }
  const [staying, going] = answer === "this_stays" ? [one, other] : [other, one];
  await requireRoom(work, staying, going);
  await write(work, { activity: going, other: staying, is_same: true });
  await follow(work, going, staying);
  await tell(work, { one: going, other: staying, action: "joined", field: "same_activity_id" });
  await notify(work, [going, staying], "activity_joined");
  return staying.id;
}

/** What was taken for one activity is two again, each as it stood before. */
export async function separateTwin(work: Work, activityId: string, { other_id }: z.output<typeof separateForm>) {
  const [one, other] = await lockBoth(work, activityId, other_id);
  const [going, staying] = one.kept_in_id === other.id ? [one, other] : [other, one];
  if (going.kept_in_id !== staying.id) throw new RuleError("rule_twin_not_joined");
  await forget(work, { activity_id: going.id, other_id: staying.id });
  await follow(work, going, staying);
  await tell(work, { one: going, other: staying, action: "separated", field: "same_activity_id" });
  await notify(work, [going, staying], "activity_separated");
}

async function lockBoth(work: Work, activityId: string, otherId: string): Promise<[Activity, Activity]> {
  if (activityId === otherId) throw new RuleError("rule_twin_itself");
  // In one order, whichever page it comes from: two who decide at once wait for one another and do not stand in each other's way.
  const locked = new Map<string, Activity>();
  for (const id of [activityId, otherId].toSorted()) locked.set(id, await lockActivity(work, id));
  const [one, other] = [locked.get(activityId) as Activity, locked.get(otherId) as Activity];
  requirePermission(canJoin(work.actor, one, other));
  return [one, other];
}

/** What is counted stays, and what stays for others goes out for none: whoever looks for its records finds them in one step. */
async function requireRoom(work: Work, staying: Activity, going: Activity): Promise<void> {
  if (staying.unit_id === going.unit_id) throw new RuleError("rule_twin_one_unit");
  if (!isReadByAll(staying) || !isReadByAll(going)) throw new RuleError("rule_twin_hidden");
  if (staying.status === "cancelled" || going.status === "cancelled") throw new RuleError("rule_twin_cancelled");
  if (going.status === "held" && staying.status !== "held") throw new RuleError("rule_twin_held_stays");
  const others = await work.trx
    .selectFrom("activity")
    .select("activity.id")
    .where("activity.kept_in_id", "=", going.id)
    .executeTakeFirst();
  if (others) throw new RuleError("rule_twin_stays_for_others");
}

const isReadByAll = ({ visibility }: Activity) => visibility === "union" || visibility === "public";

async function write(
  work: Work,
  { activity, other, is_same }: { activity: Activity; other: Activity; is_same: boolean },
) {
  const said = await sql<{ facts: string }>`select ${SAID} as facts from activity as one, activity as other
    where one.id = ${activity.id}::uuid and other.id = ${other.id}::uuid`.execute(work.trx);
  const facts = said.rows[0]?.facts ?? "";
  await work.trx
    .insertInto("activity_twin")
    .values({ activity_id: activity.id, other_id: other.id, is_same, facts, ...rightsOf(activity) })
    .execute();
}

async function forget(work: Work, twin: { activity_id: string; other_id: string }): Promise<void> {
  await work.trx
    .deleteFrom("activity_twin")
    .where("activity_twin.activity_id", "=", twin.activity_id)
    .where("activity_twin.other_id", "=", twin.other_id)
    .execute();
}

/** Whatever follows from which record stays. Both are versions of their own: a form opened before is told. */
async function follow(work: Work, going: Activity, staying: Activity): Promise<void> {
  await changeActivity(work, going.id, {});
  await rebuildKeptIn(work, [going.id]);
  // A host that has moved since counts where it stood when it was written there (0019).
  const host_paths = [...new Set([...staying.host_paths, ...going.host_paths])];
  await changeActivity(work, staying.id, { host_paths });
  await followTwins(work, staying);
  await retellActivities(work, [going.id, staying.id]);
}

type Line = { one: Activity; other: Activity; action: string; field: string };

/** A line in the history of each, which names the other. */
function tell(work: Work, { one, other, action, field }: Line): Promise<void> {
  const line = (of: Activity, beside: Activity) => ({
    subject: ["activity", of.id] as ["activity", string],
    action,
    rights: of,
    after: { title: of.title, [field]: beside.id },
  });
  return recordMany(work, [line(one, other), line(other, one)]);
}

/** Whose records they are is told, but for who did it. */
async function notify(work: Work, both: Activity[], kind: string): Promise<void> {
  for (const { id, unit_id, title, visibility } of both) {
    const officers = await listOfficers(work, { id: unit_id }, [...WRITERS, "press"]);
    await tellPeople(work, officers, { kind, subject: ["activity", id], title, visibility });
  }
}
