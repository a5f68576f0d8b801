import type { Updateable } from "kysely";
import type { z } from "zod";
import type { Work } from "#platform/db.server.ts";
import { RuleError, requirePermission } from "#platform/errors.ts";
import { editBetween, recordHistory } from "#platform/history.server.ts";
import type { DB } from "#platform/schema.gen.ts";
import type { TakenStep } from "#platform/taken-step.server.ts";
import { findTakenStep } from "#platform/taken-step.server.ts";
import { today } from "#platform/time.ts";
import { changeActivity, lockActivity } from "./activity.commands.server.ts";
import type { correctForm, takeBackForm } from "./activity.forms.ts";
import type { ActivityStatus, StepName } from "./activity.model.ts";
import { STEPS, correctionsOf } from "./activity.model.ts";
import { canCorrect, canTakeBack } from "./activity.policy.ts";
import { retellActivities } from "./activity-derived.commands.server.ts";

type Activity = Awaited<ReturnType<typeof lockActivity>>;

/** The last step goes back to where it was taken from, with all that it changed. */
export async function takeBackStep(
  work: Work,
  activityId: string,
  { reason }: z.output<typeof takeBackForm>,
): Promise<void> {
  const activity = await lockActivity(work, activityId);
  const last = await findTakenStep(work, activity, STEPS);
  if (!last) throw new RuleError("rule_nothing_to_take_back");
  requirePermission(canTakeBack(work.actor, activity, last));
  const status = last.before.status as ActivityStatus;
  await putRight(work, activity, {
    action: "take_back",
    reason,
    values: { ...beforeStep(activity, last), status },
    details: { step: last.step },
  });
}

/** What of a held activity is told of how it went. */
const OUTCOME = { participants: null, foreign_participants: null, result: null };

/** What stood before a step, where it was not corrected since. */
function beforeStep(activity: Activity, { before, after }: TakenStep<StepName>): Partial<Activity> {
  const isKept = (name: string) => String(activity[name as keyof Activity] ?? "") === String(after[name] ?? "");
  const names = [...Object.keys(OUTCOME), "starts_on", "ends_on"].filter((name) => name in after && isKept(name));
  return Object.fromEntries(names.map((name) => [name, before[name] ?? null]));
}

/** What was marked as held or cancelled by mistake is what it really is: figures and timelines follow. */
export async function correctActivity(
  work: Work,
  activityId: string,
  { to, reason }: z.output<typeof correctForm>,
): Promise<void> {
  const activity = await lockActivity(work, activityId);
  requirePermission(canCorrect(work.actor, activity));
  if (!correctionsOf(activity.status).includes(to)) throw new RuleError("rule_correction_not_allowed");
  if (to === "held" && activity.starts_on > today()) throw new RuleError("rule_held_in_future");
  const last = await findTakenStep(work, activity, STEPS);
  const wasHeld = activity.status === "held" && (last?.step === "hold" ? beforeStep(activity, last) : OUTCOME);
  await putRight(work, activity, { action: "correct", reason, values: { ...wasHeld, status: to }, details: {} });
}

type Put = {
  action: "take_back" | "correct";
  reason: string;
  values: Updateable<DB["activity"]> & { status: ActivityStatus };
  details: { step?: string };
};

async function putRight(work: Work, activity: Activity, { action, reason, values, details }: Put): Promise<void> {
  const written = { ...values, cancelled_reason: values.status === "cancelled" ? reason : null };
  const edit = editBetween(activity, written, "title");
  if (!edit) return;
  await changeActivity(work, activity.id, written);
  await retellActivities(work, [activity.id]);
  await recordHistory(work, {
    subject: ["activity", activity.id],
    action,
    rights: activity,
    before: edit.before,
    after: { ...edit.after, reason, ...details },
  });
}
