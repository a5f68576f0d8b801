import type { StepAct } from "#platform/steps.ts";
import { act } from "#platform/steps.ts";
import { cancelActivity, holdActivity, moveActivity } from "./activity.commands.server.ts";
import { cancelForm, holdForm, moveForm } from "./activity.forms.ts";
import type { StepName } from "./activity.model.ts";

/** What each step asks and does; its page and the API read this table. */
export const STEP_ACTS: Record<StepName, StepAct> = {
  hold: act(holdForm, holdActivity),
  move: act(moveForm, moveActivity),
  cancel: act(cancelForm, cancelActivity),
};
