import { z } from "zod";
import type { StepAct } from "#platform/steps.ts";
import { act } from "#platform/steps.ts";
import { addPhoto, cancelActivity, copyToNextEdition, holdActivity, moveActivity } from "./activity.commands.server.ts";
import { cancelForm, holdForm, moveForm, photoForm } from "./activity.forms.ts";
import type { StepName } from "./activity.model.ts";

type Fields = "held" | "day" | "reason" | "photo";

/** What each step asks and does; its page and the API read this table. */
export const STEP_ACTS: Record<StepName, StepAct<Fields>> = {
  hold: act(holdForm, holdActivity, { fields: "held" }),
  move: act(moveForm, moveActivity, { fields: "day" }),
  cancel: act(cancelForm, cancelActivity, { fields: "reason", isDanger: true }),
};
/** What else is done with one, on a page of its own. */
export const MORE_ACTS: Record<"copy" | "photo", StepAct<Fields>> = {
  copy: act(z.object({}), copyToNextEdition),
  photo: act(photoForm, addPhoto, { fields: "photo", file: "photo" }),
};
