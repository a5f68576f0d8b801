import { canRecord, canTake } from "#modules/activities/activity.policy.ts";
import { findActivity } from "#modules/activities/activity.queries.server.ts";
import { MORE_ACTS, STEP_ACTS } from "#modules/activities/activity.steps.server.ts";
import { stepPages } from "#platform/step-page.server.ts";

export const pageOf = stepPages({
  kind: "activity",
  acts: { ...STEP_ACTS, ...MORE_ACTS },
  find: findActivity,
  mayTake: (actor, step, activity) => (step === "copy" ? canRecord(actor) : canTake(actor, activity)),
  show: (_work, { title, starts_on, participants }) => ({ activity: { title, starts_on, participants } }),
});
