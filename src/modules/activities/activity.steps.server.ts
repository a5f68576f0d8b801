import { z } from "zod";
import type { StepAct } from "#platform/steps.ts";
import { act } from "#platform/steps.ts";
import { addPhoto, cancelActivity, holdActivity, moveActivity } from "./activity.commands.server.ts";
import { copyToNextEdition } from "./series.commands.server.ts";
import { correctActivity, takeBackStep } from "./activity-mend.commands.server.ts";
import { cancelForm, correctForm, holdForm, moveForm, photoForm, takeBackForm } from "./activity.forms.ts";
import type { Mending, StepName } from "./activity.model.ts";

type Fields = "held" | "day" | "reason" | "photo" | "correct";

/** What each step asks and does; its page and the API read this table. */
export const STEP_ACTS: Record<StepName, StepAct<Fields>> = {
  hold: act(holdForm, holdActivity, { fields: "held" }),
  move: act(moveForm, moveActivity, { fields: "day" }),
  cancel: act(cancelForm, cancelActivity, { fields: "reason", isDanger: true }),
};
/** How a mistake is put right. */
const OF_MENDING: Record<Mending, StepAct<Fields>> = {
  take_back: act(takeBackForm, takeBackStep, { fields: "reason", says: "Take the last step back" }),
  correct: act(correctForm, correctActivity, { fields: "correct", says: "Put right what was marked by mistake" }),
};
/** All that can be done to an activity that is there: its page, the API and the API's description read this table. */
export const ACTIVITY_ACTS = { ...STEP_ACTS, ...OF_MENDING };
/** What else is done with one, on a page of its own. */
export const MORE_ACTS: Record<"copy" | "photo", StepAct<Fields>> = {
  copy: act(z.object({}), copyToNextEdition),
  photo: act(photoForm, addPhoto, { fields: "photo", file: "photo" }),
};
