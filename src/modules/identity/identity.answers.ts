import { z } from "zod";
import { flag, named, number, text, textOrNone } from "#platform/answers.ts";
import { PAPER_LAYOUTS } from "#platform/paper-layout.ts";
import { LANGUAGES } from "./identity.model.ts";

/** Whose union this is, as the form has it. */
export const identityAnswer = z.object({
  ...named("name"),
  ...named("short_name"),
  seal: text(),
  ...named("seat"),
  country: textOrNone(),
  zone: text(),
  calendar: textOrNone(),
  currency: textOrNone(),
  language: z.enum(LANGUAGES),
  language_international: z.enum(LANGUAGES),
  languages_further: z.array(z.enum(LANGUAGES)),
  paper_layout: z.enum(PAPER_LAYOUTS),
  week_starts: number(),
  accent: textOrNone(),
  is_set_up: flag(),
  is_without_mail: flag(),
  version: number(),
});
