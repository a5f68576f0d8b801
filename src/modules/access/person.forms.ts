import { z } from "zod";
import { flag, paragraphs, text } from "#platform/forms.ts";

const LEAST = 4;
/** A text a line: names as they are written, addresses of mail, telephones. Short ones would find everybody. */
const texts = () =>
  z.preprocess(
    (value) => (Array.isArray(value) ? value.join("\n") : value),
    paragraphs(1000)
      .transform((said) => [
        ...new Set(
          said
            .split("\n")
            .map((line) => line.trim())
            .filter((line) => line !== ""),
        ),
      ])
      .refine((lines) => lines.every((line) => line.length >= LEAST), "error_person_short"),
  );

export const personForm = z.object({ texts: texts(), letter: text(200) });
export const personRowsForm = z.object({ texts: texts(), letter: text(200), rows: z.array(text(120)).default([]) });
export const eraseForm = z.object({
  ...personRowsForm.shape,
  understood: flag().refine((is) => is, "error_person_understood"),
});
