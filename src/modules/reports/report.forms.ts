import { z } from "zod";
import { home } from "#platform/home.ts";
import { choice, optionalDay, optionalText, paragraphs, version } from "#platform/forms.ts";
import { locales } from "#words/runtime.js";
import { SECTIONS } from "./report.model.ts";

const year = z.preprocess(
  Number,
  z.number({ error: "error_year" }).int("error_year").min(1945, "error_year").max(2200, "error_year"),
);

/** `version` is of the paragraph that was read, 0 when there was none. */
export const textForm = z.object({
  year,
  section: choice(SECTIONS),
  language: choice(locales),
  body: paragraphs(8000),
  version: version(),
});

/** The same as a call sends it: the unit whose report it is, where it is not the caller's own, stands in the address of a page. */
export const sentTextForm = textForm.extend({ unit: optionalText(100) });

/** What is frozen: a unit's year as of a day; the actor's own unit, and as far as the year has come, where nothing else is said. */
export const freezeForm = z
  .object({
    year,
    as_of: optionalDay(),
    unit: optionalText(100),
    tree: choice(["now", "then"]).default("now"),
    language: choice(locales).default(() => home().language),
  })
  .refine((asked) => asked.as_of === undefined || asked.as_of >= `${asked.year}-01-01`, {
    error: "error_as_of_before_year",
    path: ["as_of"],
  });
