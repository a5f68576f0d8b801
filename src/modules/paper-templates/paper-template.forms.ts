import { z } from "zod";
import { choice, optionalId, optionalText } from "#platform/forms.ts";
import { locales } from "#words/runtime.js";
import { MOST_TEMPLATE, TEMPLATES } from "./paper-template.model.ts";

const of = {
  paper: choice(TEMPLATES),
  language: choice(locales),
  /** Whose papers; of whoever names none, the own unit's. */
  unit_id: optionalId(),
};
/** A page sends a field that was left empty as a file without bytes. */
const noBytes = (value: unknown) => (value instanceof File && value.size === 0 ? undefined : value);

export const addTemplateForm = z.object({
  ...of,
  template: z.preprocess(
    noBytes,
    z
      .file("error_file")
      .max(MOST_TEMPLATE, "error_template_size")
      .refine((file) => /\.docx$/i.test(file.name), "error_template_kind"),
  ),
  note: optionalText(300),
});

/** Without a version papers are made from the template of the program again. */
export const forceTemplateForm = z.object({
  ...of,
  template_id: optionalId(),
  /** The one that was in force when it was decided; somebody may have put another in force since. */
  instead_of: optionalId(),
});
