import { z } from "zod";
import { choice, paragraphs, version } from "#platform/forms.ts";
import { SECTIONS } from "./report.model.ts";

const year = z.preprocess(
  Number,
  z.number({ error: "error_year" }).int("error_year").min(1945, "error_year").max(2200, "error_year"),
);

/** `version` is of the paragraph that was read, 0 when there was none. */
export const textForm = z.object({
  year,
  section: choice(SECTIONS),
  language: choice(["vi", "en"]),
  body: paragraphs(8000),
  version: version(),
});
