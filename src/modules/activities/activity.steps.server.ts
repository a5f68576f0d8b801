import { z } from "zod";
import type { StepAct } from "#platform/steps.ts";
import { act } from "#platform/steps.ts";
import { addPhoto, cancelActivity, holdActivity, moveActivity } from "./activity.commands.server.ts";
import { copyToNextEdition, dropNext, resumeNext } from "./series.commands.server.ts";
import { correctActivity, takeBackStep } from "./activity-mend.commands.server.ts";
import { cancelForm, correctForm, holdForm, moveForm, photoForm, takeBackForm } from "./activity.forms.ts";
import type { Mending, StepName } from "./activity.model.ts";
import type { EditionAct } from "./series.model.ts";

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
/** What is said about the edition after this one. */
const OF_EDITIONS: Record<EditionAct, StepAct<Fields>> = {
  drop_next: act(z.object({}), dropNext, { says: "Say that no next edition follows: it is proposed no more" }),
  resume_next: act(z.object({}), resumeNext, { says: "Let the next edition be proposed after all" }),
};
/** All that can be done to an activity that is there: its page, the API and the API's description read this table. */
export const ACTIVITY_ACTS = { ...STEP_ACTS, ...OF_MENDING, ...OF_EDITIONS };
/** What else is done with one, on a page of its own. */
export const MORE_ACTS: Record<"copy" | "photo", StepAct<Fields>> = {
  copy: act(z.object({}), copyToNextEdition),
  photo: act(photoForm, addPhoto, { fields: "photo", file: "photo" }),
};
