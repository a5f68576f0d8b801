import { z } from "zod";
import {
  choice,
  flag,
  optionalCountry,
  optionalDay,
  optionalId,
  optionalText,
  paragraphs,
  pastDay,
  version,
} from "#platform/forms.ts";
import { ABOUT, NOTE_KINDS } from "./note.model.ts";

const said = { kind: choice(NOTE_KINDS), on_date: pastDay("rule_day_in_future"), body: paragraphs(4000) };

export const noteForm = z
  .object({
    ...said,
    partner: optionalId(),
    delegation: optionalId(),
    country: optionalCountry(),
    /** What was to be done next with the partner is done by this. */
    is_step_done: flag(),
    next_step: optionalText(300),
    next_step_on: optionalDay(),
  })
  .refine((note) => ABOUT.filter((about) => note[about]).length === 1, { error: "rule_note_about", path: ["partner"] })
  .refine((note) => !note.next_step_on || note.next_step, { error: "error_required", path: ["next_step"] });

export const editNoteForm = z.object({ ...said, version: version() });
export const takeBackForm = z.object({});
