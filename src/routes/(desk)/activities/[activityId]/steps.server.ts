import { STEPS, correctionsOf } from "#modules/activities/activity.model.ts";
import { canCorrect, canRecord, canTake, canTakeBack } from "#modules/activities/activity.policy.ts";
import { findActivity } from "#modules/activities/activity.queries.server.ts";
import { ACTIVITY_ACTS, MORE_ACTS } from "#modules/activities/activity.steps.server.ts";
import type { Actor } from "#platform/actor.ts";
import type { Work } from "#platform/db.server.ts";
import { stepPages } from "#platform/step-page.server.ts";
import { findTakenStep } from "#platform/taken-step.server.ts";

const ACTS = { ...ACTIVITY_ACTS, ...MORE_ACTS };

export const pageOf = stepPages({
  kind: "activity",
  acts: ACTS,
  find: findWithLast,
  mayTake,
  show: (_work, { title, status, starts_on, participants }, step) => ({
    activity: { title, starts_on, participants },
    corrections: step === "correct" ? correctionsOf(status) : [],
  }),
});

/** The activity with the step that could be taken back. */
async function findWithLast(work: Work, id: string) {
  const activity = await findActivity(work, id);
  return activity && { ...activity, last: await findTakenStep(work, activity, STEPS) };
}

type Found = NonNullable<Awaited<ReturnType<typeof findWithLast>>>;

function mayTake(actor: Actor, step: keyof typeof ACTS, activity: Found): boolean {
  if (step === "take_back") return canTakeBack(actor, activity, activity.last);
  if (step === "correct") return canCorrect(actor, activity);
  return step === "copy" ? canRecord(actor) : canTake(actor, activity);
}
