import { z } from "zod";
import {
  choice,
  country,
  day,
  flag,
  id,
  inOrder,
  names,
  optionalCountry,
  optionalDay,
  optionalId,
  optionalText,
  paragraphs,
  text,
} from "#platform/forms.ts";
import { UNIT_KINDS } from "./unit.model.ts";

export const unitForm = z.object({
  parent_id: id(),
  kind: choice(UNIT_KINDS),
  code: z.preprocess(
    (value) => (typeof value === "string" ? value.trim().toLowerCase() : value),
    z.string({ error: "error_code" }).regex(/^[a-z][a-z0-9_]{1,30}$/, "error_code"),
  ),
  name: text(300),
  name_in: names(300),
  country_iso2: optionalCountry(),
  province_code: optionalText(3),
  founded_on: optionalDay(),
});
/** The unit at the top, with which an empty start begins; `name` there is the first person's. */
export const unionForm = unitForm.pick({ kind: true, code: true }).extend({
  union: text(300),
  union_in: names(300),
  code: z.preprocess((value) => value || undefined, unitForm.shape.code.optional()),
});
/** A tree of lines; without a parent it stands below the top. */
export const unitLinesForm = z.object({ parent_id: optionalId(), kind: choice(UNIT_KINDS), lines: paragraphs(40_000) });
export const renameForm = z.object({ name: text(300), name_in: names(300), from_on: day() });
export const postForm = z
  .object({
    title: text(200),
    title_in: names(200),
    holder_name: text(200),
    from_on: optionalDay(),
    planned_until_on: optionalDay(),
    is_full_time: flag(),
  })
  .refine(...inOrder("from_on", "planned_until_on"));
export const accreditForm = z.object({
  country_iso2: country(),
  from_on: day(),
});
export const joinForm = z.object({ in_unit_id: id(), from_on: day() });
/** The last day on which it holds. */
export const endForm = z.object({ last_on: day() });
export const endPostForm = z.object({ until_on: day() });
