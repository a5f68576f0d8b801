import type { StepName } from "#modules/registers/register.model.ts";
import * as m from "#words/messages.js";

const WORDS: Record<StepName, [word: () => string, lead: () => string]> = {
  cancel: [m.register_cancel, m.register_cancel_lead],
  restore: [m.register_restore, m.register_restore_lead],
  take_back: [m.register_take_back, m.register_take_back_lead],
  attach: [m.register_attach, m.register_attach_lead],
};

export const stepWord = (step: StepName) => WORDS[step][0]();
export const stepLead = (step: StepName) => WORDS[step][1]();
