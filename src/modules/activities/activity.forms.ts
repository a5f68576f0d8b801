import { z } from "zod";
import {
  choice,
  count,
  countries,
  day,
  flag,
  id,
  ids,
  inOrder,
  names,
  optionalCountry,
  optionalDay,
  optionalId,
  optionalText,
  atMost,
  paragraphs,
  pastDay,
  text,
  time,
  version,
  wholeNumber,
} from "#platform/forms.ts";
import { ACTIVITY_KINDS, CORRECTED_TO, OCCASIONS } from "./activity.model.ts";
import { TWIN_ANSWERS } from "./activity-twin.model.ts";

/** A kind of the reports, or by its id one in the office's own words: what it counts as follows. */
const someKind = z.union([choice(ACTIVITY_KINDS), id()], { error: "error_choose" });

const facts = {
  kind: someKind,
  title: text(300),
  starts_on: day(),
  starts_at: time(),
  ends_on: optionalDay(),
  countries: countries(0).default([]),
  is_multilateral: flag(),
  is_international_conference: flag(),
  is_in_plan: flag(),
  occasion: choice(OCCASIONS).default("none"),
  occasion_country: optionalCountry(),
  occasion_years: count(500, 1),
  series_id: optionalId(),
  edition: count(500, 1),
  place: optionalText(300),
  chair: optionalText(200),
  interpreter: optionalText(200),
  room: optionalText(100),
  participants: count(1_000_000),
  foreign_participants: count(1_000_000),
  result: optionalText(2000),
  co_host_ids: ids(),
  partner_ids: ids(),
};

const anniversaryIsWhole = (values: {
  occasion: string;
  occasion_country?: string | undefined;
  occasion_years?: number | undefined;
}) =>
  values.occasion !== "relations_anniversary" ||
  (values.occasion_country !== undefined && values.occasion_years !== undefined);
const foreigners = atMost("foreign_participants", "participants", "rule_foreigners_of_all");
const daysInOrder = inOrder("starts_on", "ends_on");
const anniversary = { error: "error_anniversary", path: ["occasion_years"] };

const photo = z
  .file("error_file")
  .max(8_000_000, "error_file_size")
  .mime(["image/jpeg", "image/png", "image/webp"], "error_file_kind");
/** A page sends a field that was left empty as a file without bytes. */
const noBytes = (value: unknown) => (value instanceof File && value.size === 0 ? undefined : value);
/** A photo at once, on the pages that ask all of it; a call adds it by an address of its own. */
const atOnce = { photo: z.preprocess(noBytes, photo.optional()), has_consent: flag() };
const hasConsent = (said: { photo?: File | undefined; has_consent: boolean }) => !said.photo || said.has_consent;
const consent = { error: "error_consent", path: ["has_consent"] };

/** The quick entry after the fact: title, kind, day, country, people, one line. */
export const recordForm = z
  .object({ ...facts, was_held: flag() })
  .refine(...daysInOrder)
  .refine(anniversaryIsWhole, anniversary)
  .refine(...foreigners);
/** Whether it was planned, said outright or by its day. */
export const PLANNED = ["by_day", "yes", "no"] as const;
/** The same as its page asks it: what is recorded once its day has come was mostly in no plan. */
export const newForm = z
  .object({ ...facts, is_in_plan: choice(PLANNED).default("by_day"), was_held: flag(), ...atOnce })
  .refine(hasConsent, consent)
  .refine(...daysInOrder)
  .refine(anniversaryIsWhole, anniversary)
  .refine(...foreigners);
export const editForm = z
  .object({ ...facts, version: version() })
  .refine(...daysInOrder)
  .refine(anniversaryIsWhole, anniversary)
  .refine(...foreigners);
export const editPageForm = z
  .object({ ...facts, version: version(), ...atOnce })
  .refine(hasConsent, consent)
  .refine(...daysInOrder)
  .refine(anniversaryIsWhole, anniversary)
  .refine(...foreigners);
export const patchForm = z.object({
  title: text(300).optional(),
  participants: count(1_000_000),
  foreign_participants: count(1_000_000),
  result: optionalText(2000),
  place: optionalText(300),
  version: version(),
});
export const moveForm = z.object({ starts_on: day() });
export const holdForm = z
  .object({
    starts_on: pastDay("rule_held_in_future"),
    participants: count(1_000_000),
    foreign_participants: count(1_000_000),
    result: optionalText(2000),
  })
  .refine(...foreigners);
export const cancelForm = z.object({ reason: paragraphs(500) });
export const takeBackForm = z.object({ reason: paragraphs(500) });
/** What it was marked as by mistake is put right to this. */
export const correctForm = z.object({ to: choice(CORRECTED_TO), reason: paragraphs(500) });
/** What is decided of it and another one that looks like it; on the page of both the other is known. */
export const twinForm = z.object({ other_id: id(), answer: choice(TWIN_ANSWERS) });
export const answerForm = twinForm.omit({ other_id: true });
export const separateForm = z.object({ other_id: id() });
export const photoForm = z.object({ photo, has_consent: flag().refine(Boolean, "error_consent") });
const ownKind = {
  name: text(120),
  name_in: names(120),
  kind: choice(ACTIVITY_KINDS),
  rank: wholeNumber(9999, 1),
  from_on: optionalDay(),
  until_on: optionalDay(),
};
export const ownKindForm = z.object(ownKind).refine(...inOrder("from_on", "until_on"));
export const changeKindForm = z.object({ ...ownKind, version: version() }).refine(...inOrder("from_on", "until_on"));
export const seriesForm = z.object({ name: text(200) });
