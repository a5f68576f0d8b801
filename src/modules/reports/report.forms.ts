import { z } from "zod";
import { choice, text } from "#platform/forms.ts";
import { SECTIONS } from "./report.model.ts";

const year = z.preprocess(
  Number,
  z.number({ error: "error_year" }).int("error_year").min(1945, "error_year").max(2200, "error_year"),
);

export const textForm = z.object({ year, section: choice(SECTIONS), language: choice(["vi", "en"]), body: text(8000) });
