import { z } from "zod";
import { choice, day, flag, id, optionalDay, optionalText, text } from "#platform/forms.ts";
import { UNIT_KINDS } from "./unit.model.ts";

export const unitForm = z.object({
  parent_id: id(),
  kind: choice(UNIT_KINDS),
  code: z.preprocess(
    (value) =>
      String(value ?? "")
        .trim()
        .toLowerCase(),
    z.string().regex(/^[a-z][a-z0-9_]{1,30}$/, "error_code"),
  ),
  name_vi: text(300),
  name_en: text(300),
  country_iso2: optionalText(2),
  province_code: optionalText(3),
  founded_on: optionalDay(),
});
/** The unit at the top, with which an empty start begins. */
export const rootForm = unitForm.pick({ kind: true, code: true, name_vi: true, name_en: true });
export const renameForm = z.object({ name_vi: text(300), name_en: text(300), from_on: day() });
export const postForm = z.object({
  title_vi: text(200),
  title_en: text(200),
  holder_name: text(200),
  from_on: optionalDay(),
  planned_until_on: optionalDay(),
  is_full_time: flag(),
});
export const endPostForm = z.object({ until_on: day() });
