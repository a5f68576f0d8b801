import { z } from "zod";
import { cleanText } from "#platform/clean.ts";
import { config } from "#platform/config.ts";
import { choice } from "#platform/forms.ts";
import { locales } from "#words/runtime.js";
import { IMPORT_KINDS } from "./column.model.ts";

/** A list that was sent, as large as one may be. */
export const listFile = () =>
  z
    .file("error_file")
    .min(1, "error_file")
    .refine((file) => file.size <= config.fileBytes, {
      error: "error_file_size_list",
      params: { most: config.fileBytes / 1_000_000 },
    });

export const uploadForm = z.object({ kind: choice(IMPORT_KINDS), file: listFile() });

export const READ_KINDS = ["day", "amount", "count", "country"] as const;

/** Texts to be read as an import reads them, and the language in which they are written and answered. */
export const readForm = z.object({
  kind: choice(READ_KINDS),
  texts: z
    .array(z.string({ error: "error_text" }).max(1000, "error_too_long").overwrite(cleanText), {
      error: "error_required",
    })
    .max(2000, "error_too_many"),
  language: choice(locales).optional(),
});
