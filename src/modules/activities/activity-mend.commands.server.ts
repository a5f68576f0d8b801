import type { Updateable } from "kysely";
import type { z } from "zod";
import type { Work } from "#platform/db.server.ts";
import { RuleError, requirePermission } from "#platform/errors.ts";
import { recordHistory } from "#platform/history.server.ts";
import type { DB } from "#platform/schema.gen.ts";
import { findTakenStep } from "#platform/taken-step.server.ts";
import { today } from "#platform/time.ts";
import { changeActivity, lockActivity } from "./activity.commands.server.ts";
import type { correctForm, takeBackForm } from "./activity.forms.ts";
import type { ActivityStatus } from "./activity.model.ts";
import { STEPS, correctionsOf } from "./activity.model.ts";
import { canCorrect, canTakeBack } from "./activity.policy.ts";
import { retellActivities } from "./activity-derived.commands.server.ts";

type Activity = Awaited<ReturnType<typeof lockActivity>>;

/** The last step goes back to where it was taken from, with the day that it changed. */
export async function takeBackStep(
  work: Work,
  activityId: string,
  { reason }: z.output<typeof takeBackForm>,
): Promise<void> {
  const activity = await lockActivity(work, activityId);
  const last = await findTakenStep(work, activity, STEPS);
  if (!last) throw new RuleError("rule_nothing_to_take_back");
  requirePermission(canTakeBack(work.actor, activity, last));
  const { before, after, step } = last;
  // A day that was corrected since stays as it was corrected.
  const isMoved = after.starts_on !== undefined && after.starts_on === activity.starts_on;
  const starts_on = isMoved ? String(before.starts_on) : activity.starts_on;
  await putRight(work, activity, {
    action: "take_back",
    reason,
    values: { status: before.status as ActivityStatus, starts_on },
    details: { step },
  });
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
  await putRight(work, activity, { action: "correct", reason, values: { status: to }, details: {} });
}

type Put = {
  action: "take_back" | "correct";
  reason: string;
  values: Updateable<DB["activity"]> & { status: ActivityStatus };
  details: { step?: string };
};

async function putRight(work: Work, activity: Activity, { action, reason, values, details }: Put): Promise<void> {
  const cancelled_reason = values.status === "cancelled" ? reason : null;
  await changeActivity(work, activity.id, { ...values, cancelled_reason });
  await retellActivities(work, [activity.id]);
  await recordHistory(work, {
    subject: ["activity", activity.id],
    action,
    rights: activity,
    before: {
      title: activity.title,
      status: activity.status,
      // A day that is not put right stays, and is not told as emptied.
      ...(values.starts_on === undefined ? {} : { starts_on: activity.starts_on }),
      ...(activity.cancelled_reason ? { cancelled_reason: activity.cancelled_reason } : {}),
    },
    after: { title: activity.title, ...values, reason, ...details },
  });
}
