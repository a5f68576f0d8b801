import { z } from "zod";
import {
  choice,
  day,
  flag,
  id,
  inOrder,
  optionalParagraphs,
  optionalText,
  paragraphs,
  time,
  version,
} from "#platform/forms.ts";
import { HOSTING_ANSWERS } from "./delegation-hosting.model.ts";

const asked = {
  from_on: day(),
  until_on: day(),
  wish: paragraphs(2000),
  due_on: day(),
  shows_head: flag(),
  shows_needs: flag(),
};
const order = inOrder("from_on", "until_on", "error_last_before_first");

/** Asks a unit to host the guests for some days. */
export const hostingForm = z.object({ unit_id: id(), ...asked }).refine(...order);
/** Asks it otherwise: it answers anew. */
export const editHostingForm = z.object({ ...asked, version: version() }).refine(...order);

/** What the unit says, and whom it names; who wants it otherwise or declines says why. */
export const hostingAnswerForm = z
  .object({
    answer: choice(HOSTING_ANSWERS),
    remark: optionalParagraphs(2000),
    contact_name: optionalText(200),
    contact_phone: optionalText(60),
    interpreter: optionalText(200),
    car: optionalText(200),
    version: version(),
  })
  .refine((said) => said.answer === "confirmed" || said.remark, { error: "error_comment", path: ["remark"] });

/** What the unit that hosts an entry of the programme settles of it. */
export const hostedEntryForm = z.object({
  on_date: day(),
  starts_at: time(),
  place: optionalText(200),
  person_answerable: optionalText(200),
  meals: optionalText(200),
  hotel: optionalText(200),
  car: optionalText(200),
  interpreter: optionalText(200),
  version: version(),
});
