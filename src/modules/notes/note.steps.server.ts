import type { StepAct } from "#platform/steps.ts";
import { act } from "#platform/steps.ts";
import { takeBackNote } from "./note.commands.server.ts";
import { takeBackForm } from "./note.forms.ts";
import type { StepName } from "./note.model.ts";

export const STEP_ACTS: Record<StepName, StepAct> = {
  take_back: act(takeBackForm, takeBackNote, { isDanger: true, says: "Take a note back: it counts no more" }),
};
