import { z } from "zod";
import type { StepAct } from "#platform/steps.ts";
import { act } from "#platform/steps.ts";
import { attachToEntry, cancelEntry, restoreEntry, takeBackExplanation } from "./register.commands.server.ts";
import { attachForm, reasonForm } from "./register.forms.ts";
import type { StepName } from "./register.model.ts";

const plainForm = z.object({});

export const STEP_ACTS: Record<StepName, StepAct<"reason" | "attach">> = {
  cancel: act(reasonForm, cancelEntry, {
    fields: "reason",
    isDanger: true,
    says: "Cancel a paper that was withdrawn or spoiled: its number stays taken",
  }),
  restore: act(plainForm, restoreEntry, { says: "Let a paper stand again that was cancelled by mistake" }),
  take_back: act(plainForm, takeBackExplanation, {
    isDanger: true,
    says: "Take back why numbers are unused: they are gaps again, or free",
  }),
  attach: act(attachForm, attachToEntry, {
    fields: "attach",
    file: "scan",
    says: "Attach the paper or its scan",
  }),
};
