import { z } from "zod";
import { flag, instant, items, key, named, number, text, textOrNone } from "#platform/answers.ts";
import { locales } from "#words/runtime.js";
import { TEMPLATES } from "./paper-template.model.ts";

export const templatesAnswer = items(
  z.object({
    id: key(),
    paper: z.enum(TEMPLATES),
    language: z.enum(locales),
    ordinal: number(),
    file_name: text(),
    size_bytes: number(),
    sha256: text(),
    tags: z.array(text()),
    note: textOrNone(),
    added_by_name: text(),
    created_at: instant(),
    in_force_since: instant().nullable(),
    failed_at: instant().nullable(),
    may_keep: flag(),
    unit_id: key(),
    ...named("unit_name"),
    version: number(),
  }),
);
