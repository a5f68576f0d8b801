import { z } from "zod";
import {
  amount,
  birthYear,
  choice,
  count,
  countries,
  day,
  flag,
  id,
  ids,
  inOrder,
  names,
  optionalChoice,
  optionalDay,
  optionalPastDay,
  optionalId,
  optionalIds,
  optionalParagraphs,
  optionalText,
  someAmount,
  paragraphs,
  text,
  time,
  version,
  wholeNumber,
} from "#platform/forms.ts";
import { CURRENCIES } from "#platform/currency.ts";
import { UNIT_KINDS } from "#modules/units/unit.model.ts";
import {
  CORRECTED_TO,
  JOURNEYS,
  MEMBER_ROLES,
  PAYERS,
  RECEPTION_LEVELS,
  SECURITY_LEVELS,
  VISA_STATES,
} from "./delegation.model.ts";

/** What receiving asks beside what sending does: a visit abroad leaves it empty. */
const ofGuests = {
  asked_by: optionalText(300),
  reception_level: optionalChoice(RECEPTION_LEVELS),
  reception_reason: optionalParagraphs(1000),
  needs: optionalParagraphs(1000),
  security_level: optionalChoice(SECURITY_LEVELS),
};

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
  expected_members: count(500, 1),
  invitation_on: optionalPastDay(),
  invitation_from: optionalText(300),
  ...ofGuests,
};

const order = inOrder("departs_on", "returns_on", "error_return_before_departure");

export const draftForm = z
  .object({ direction: choice(["outgoing", "incoming"]), is_confidential: flag(), named_ids: optionalIds(), ...facts })
  .refine(...order);
export const editForm = z.object({ ...facts, version: version() }).refine(...order);

export const plainForm = z.object({});
/** A scan of the signed paper may come with it: PDF or picture, at most 20 MB. */
export const scan = z.preprocess(
  (value) => (value instanceof File && value.size === 0 ? undefined : value),
  z
    .file("error_file")
    .max(20_000_000, "error_file_size_20")
    .mime(["application/pdf", "image/jpeg", "image/png"], "error_scan_kind")
    .optional(),
);

/** A mark of the file that was seen, from its page: what changed since then is not decided unseen. */
const seen = optionalText(64);

/** One tap is enough: without a number the clerk gives it afterwards; without a day it is decided today. */
export const approveForm = z.object({
  number: optionalText(80),
  decided_on: optionalPastDay("rule_decided_ahead"),
  scan,
  seen,
});
/** The number that the clerk gives, else the next one, the day on the paper and its scan; one that corrects another says why. */
export const numberForm = z.object({
  number: optionalText(80),
  decided_on: optionalPastDay("rule_decided_ahead"),
  scan,
  reason: optionalParagraphs(1000),
});
export const acceptForm = z.object({ seen });
export const returnChangesForm = z.object({ reason: paragraphs(1000), seen });
export const reasonForm = z.object({ reason: paragraphs(1000) });
/** What it was marked as by mistake is put right to this. */
export const correctForm = z.object({ to: choice(CORRECTED_TO), reason: paragraphs(1000) });
export const departForm = z.object({
  took_part: ids(500),
});
export const reportForm = z.object({
  facts: paragraphs(8000),
  assessment: optionalParagraphs(),
  proposals: optionalParagraphs(),
});
export const editReportForm = reportForm.extend({ version: version() });
/** `seen` is the version of the report that was read: what was put right since then is not accepted unread. */
export const acceptReportForm = z.object({ seen });
export const returnReportForm = z.object({ reason: paragraphs(1000), seen });

export const memberForm = z.object({
  name: text(200),
  position: optionalText(200),
  role: choice(MEMBER_ROLES),
  home: optionalText(200),
  year_of_birth: birthYear(),
  passport_number: optionalText(20),
  passport_expires_on: optionalDay(),
  visa_state: optionalChoice(VISA_STATES),
  visa_expires_on: optionalDay(),
  insurance: optionalText(200),
  insurance_expires_on: optionalDay(),
});
/** Who is brought in: members of earlier visits, and people of the unit. */
export const bringForm = z.object({ member_ids: ids(100), user_ids: ids(100) });
export const programmeForm = z.object({
  on_date: day(),
  starts_at: time(),
  content: text(500),
  content_in: names(500),
  place: optionalText(200),
  person_answerable: optionalText(200),
  host_unit_id: optionalId(),
  meals: optionalText(200),
  hotel: optionalText(200),
  car: optionalText(200),
  interpreter: optionalText(200),
  press: optionalText(200),
});
/** An arrival or a departure, by what, and who meets them or sees them off. */
export const journeyForm = z.object({
  way: choice(JOURNEYS),
  on_date: day(),
  at_time: time(),
  vehicle: text(200),
  place: optionalText(200),
  met_by: optionalText(200),
  met_by_phone: optionalText(60),
  remark: optionalText(300),
});
export const meetingForm = z.object({ partner_id: id(), on_date: day(), note: optionalParagraphs() });
export const provisionForm = z.object({
  kind: choice(["gift", "document"]),
  description: text(300),
  counterpart: optionalText(300),
  quantity: count(1000, 1)
    .transform((quantity) => quantity ?? 1)
    .meta({ type: "integer" }),
});
export const budgetForm = z.object({
  description: text(300),
  quantity: someAmount(),
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

export const routeForm = z.object({
  unit_kind: optionalChoice(UNIT_KINDS),
  direction: optionalChoice(["outgoing", "incoming"]),
  is_in_plan: optionalChoice(["yes", "no"]),
  approving_kind: choice(["own", "parent", "union"]),
  report_due_working_days: wholeNumber(250, 1),
  budget_share: z.preprocess(
    (value) => (value === undefined || value === "" ? 10 : Number(value)),
    z.number({ error: "error_share" }).int("error_share").min(0, "error_share").max(100, "error_share"),
  ),
  accepts_reports: flag(),
  from_on: day(),
});
export const endRouteForm = z.object({ until_on: day() });
