import { z } from "zod";
import {
  amount,
  choice,
  count,
  countries,
  day,
  flag,
  id,
  names,
  optionalDay,
  optionalId,
  optionalIds,
  optionalParagraphs,
  optionalText,
  paragraphs,
  text,
  time,
  version,
} from "#platform/forms.ts";
import { UNIT_KINDS } from "#modules/units/unit.model.ts";
import { QUESTIONS, VERDICTS } from "#modules/exchanges/exchange.model.ts";
import { CURRENCIES, MEMBER_ROLES, PAYERS } from "./delegation.model.ts";

const facts = {
  title: text(300),
  purpose: optionalParagraphs(),
  legal_basis: optionalText(500),
  is_in_plan: flag(),
  host: optionalText(300),
  partner_id: optionalId(),
  countries: countries(1),
  cities: optionalText(300),
  departs_on: day(),
  returns_on: day(),
  head_name: optionalText(200),
  expected_members: count(500),
  invitation_on: optionalDay(),
  invitation_from: optionalText(300),
};

const inOrder = (dates: { departs_on: string; returns_on: string }) => dates.returns_on >= dates.departs_on;
const order = { error: "error_return_before_departure", path: ["returns_on"] };

export const draftForm = z
  .object({ direction: choice(["outgoing", "incoming"]), is_confidential: flag(), named_ids: optionalIds(), ...facts })
  .refine(inOrder, order);
export const editForm = z.object({ ...facts, version: version() }).refine(inOrder, order);

/** The editable facts through the API: only what is sent changes. */
export const patchForm = z.object({
  title: text(300).optional(),
  host: optionalText(300),
  cities: optionalText(300),
  purpose: optionalParagraphs(),
  head_name: optionalText(200),
  version: version(),
});

export const plainForm = z.object({});
/** A scan of the signed decision may come with it: PDF or picture, at most 20 MB. */
const scan = z.preprocess(
  (value) => (value instanceof File && value.size === 0 ? undefined : value),
  z
    .file("error_file")
    .max(20_000_000, "error_file_size_20")
    .mime(["application/pdf", "image/jpeg", "image/png"], "error_scan_kind")
    .optional(),
);

export const approveForm = z.object({ number: text(80), decided_on: day(), scan });
export const reasonForm = z.object({ reason: paragraphs(1000) });
export const departForm = z.object({
  took_part: z.preprocess((value) => value ?? [], z.array(z.uuid("error_choose"))),
});
export const reportForm = z.object({
  facts: paragraphs(8000),
  assessment: optionalParagraphs(),
  proposals: optionalParagraphs(),
});

export const memberForm = z.object({
  name: text(200),
  position: optionalText(200),
  role: choice(MEMBER_ROLES),
  home: optionalText(200),
  year_of_birth: count(2100, 1900),
  passport_number: optionalText(20),
  passport_expires_on: optionalDay(),
});
export const programmeForm = z.object({
  on_date: day(),
  starts_at: time(),
  content: text(500),
  content_in: names(500),
  place: optionalText(200),
  person_answerable: optionalText(200),
});
export const meetingForm = z.object({ partner_id: id(), on_date: day(), note: optionalParagraphs() });
export const provisionForm = z.object({
  kind: choice(["gift", "document"]),
  description: text(300),
  counterpart: optionalText(300),
  quantity: count(1000, 1).transform((quantity) => quantity ?? 1),
});
export const budgetForm = z.object({
  description: text(300),
  quantity: amount().refine((value) => value > 0, "error_number"),
  unit_price: amount(),
  currency: choice(CURRENCIES),
  payer: choice(PAYERS),
});
export const commitmentForm = z.object({
  content: paragraphs(1000),
  lead_unit_id: id(),
  due_on: day(),
  is_awaiting_text: flag(),
});
export const doneForm = z.object({ outcome: optionalParagraphs(1000) });

/** Who is asked: `user:` with a person's key or `unit:` with a mission's. */
export const requestForm = z.object({
  asked: z.string({ error: "error_choose" }).regex(/^(user|unit):[0-9a-f-]{36}$/, "error_choose"),
  kind: choice(QUESTIONS),
  question: paragraphs(2000),
  due_on: day(),
});
export const answerForm = z
  .object({ verdict: choice(VERDICTS), comment: optionalParagraphs(4000) })
  .refine((answer) => answer.verdict === "agree" || answer.comment, { error: "error_comment", path: ["comment"] });

const optionalChoice = <const Values extends readonly [string, ...string[]]>(values: Values) =>
  z.preprocess((value) => (value === "" ? undefined : value), z.enum(values, { error: "error_choose" }).optional());
export const routeForm = z.object({
  unit_kind: optionalChoice(UNIT_KINDS),
  direction: optionalChoice(["outgoing", "incoming"]),
  is_in_plan: optionalChoice(["yes", "no"]),
  approving_kind: choice(["own", "parent", "union"]),
  report_due_working_days: z.preprocess(
    Number,
    z.number({ error: "error_number" }).int("error_number").min(1, "error_number").max(250, "error_number"),
  ),
  from_on: day(),
});
export const endRouteForm = z.object({ until_on: day() });
