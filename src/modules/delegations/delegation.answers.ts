import { z } from "zod";
import { numbersOfAnswer } from "#modules/registers/register.answers.ts";
import { COMMITMENT_STATES } from "./delegation-commitment.filter.ts";
import { accountsAnswer } from "./delegation-account.answers.ts";
import { changes, versions } from "./delegation-version.answers.ts";
import { hostingAnswer } from "./delegation-hosting.answers.ts";
import { saidAnswer } from "#modules/exchanges/exchange.answers.ts";
import {
  day,
  dayOrNone,
  flag,
  instant,
  items,
  key,
  named,
  number,
  numberOrNone,
  ofPart,
  ofRecord,
  page,
  text,
  textOrNone,
} from "#platform/answers.ts";
import {
  DIRECTIONS,
  JOURNEYS,
  MEMBER_ROLES,
  PAYERS,
  REPORT_STATES,
  STATUSES,
  VISA_STATES,
} from "./delegation.model.ts";

const said = {
  direction: z.enum(DIRECTIONS),
  status: z.enum(STATUSES),
  title: text(),
  countries: z.array(text()),
  cities: textOrNone(),
  departs_on: day(),
  returns_on: day(),
  head_name: textOrNone(),
  host: textOrNone(),
  asked_by: textOrNone(),
  reception_level: textOrNone(),
  is_in_plan: flag(),
  member_count: number(),
  ...named("unit_name"),
};

const changed = {
  status_since: instant(),
  unit_kind: text(),
  unit_path: text(),
  change_state: z.enum(["listed", "waiting", "returned"]).nullable(),
  changed_since: instant().nullable(),
  report_state: z.enum(REPORT_STATES).nullable(),
  report_since: instant().nullable(),
};

/** What it waits for, since when, and who decides: by name and post, with those who sign for them. */
const waits = z
  .object({
    for: z.enum(["approval", "changes", "report"]),
    since: instant(),
    days: number(),
    by: z.array(
      z.object({
        user_id: key(),
        name: text(),
        role: text(),
        post: textOrNone(),
        ...named("unit_name"),
        signers: z.array(z.object({ user_id: key(), name: text(), post: textOrNone(), signed_as: text() })),
      }),
    ),
  })
  .nullable();

const members = z.array(
  z.object({
    id: key(),
    name: text(),
    position: textOrNone(),
    role: z.enum(MEMBER_ROLES),
    home: textOrNone(),
    took_part: flag(),
    has_passport: flag(),
    visa_state: z.enum(VISA_STATES).nullable(),
    visa_expires_on: dayOrNone(),
    insurance: textOrNone(),
    insurance_expires_on: dayOrNone(),
  }),
);
const programme = z.array(
  z.object({
    ...ofPart(),
    delegation_id: key(),
    on_date: day(),
    starts_at: textOrNone(),
    ...named("content"),
    place: textOrNone(),
    person_answerable: textOrNone(),
    host_unit_id: key().nullable(),
    ...named("host_name"),
    host_name: textOrNone(),
    meals: textOrNone(),
    hotel: textOrNone(),
    car: textOrNone(),
    interpreter: textOrNone(),
    press: textOrNone(),
  }),
);
const journeys = z.array(
  z.object({
    ...ofPart(),
    delegation_id: key(),
    way: z.enum(JOURNEYS),
    on_date: day(),
    at_time: textOrNone(),
    vehicle: text(),
    place: textOrNone(),
    met_by: textOrNone(),
    met_by_phone: textOrNone(),
    remark: textOrNone(),
  }),
);
const meetings = z.array(
  z.object({ id: key(), on_date: day(), note: textOrNone(), partner_id: key(), partner_name: text() }),
);
const provisions = z.array(
  z.object({
    ...ofPart(),
    delegation_id: key(),
    kind: z.enum(["gift", "document"]),
    description: text(),
    counterpart: textOrNone(),
    quantity: number(),
  }),
);
const budget = z.array(
  z.object({
    ...ofPart(),
    delegation_id: key(),
    description: text(),
    quantity: number(),
    unit_price: number(),
    currency: text(),
    payer: z.enum(PAYERS),
  }),
);
const decisions = z.array(
  z.object({
    ...ofPart(),
    delegation_id: key(),
    step: text(),
    number: textOrNone(),
    decided_on: day(),
    decided_by: key().nullable(),
    decided_by_name: text(),
    decided_by_post: textOrNone(),
    signed_as: z.enum(["KT", "TL", "TUQ"]).nullable(),
    on_behalf_of_name: textOrNone(),
    on_behalf_of_post: textOrNone(),
    numbered_on: dayOrNone(),
    numbered_by_name: textOrNone(),
    on_behalf_of: textOrNone(),
    reason: textOrNone(),
    file_id: key().nullable(),
    created_at: instant(),
    approving_path: textOrNone(),
    ended_at: instant().nullable(),
  }),
);
const report = z.object({
  ...ofPart(),
  unit_path: text(),
  visibility: text(),
  shared_paths: z.array(text()),
  named_user_ids: z.array(key()),
  delegation_id: key(),
  facts: text(),
  assessment: textOrNone(),
  proposals: textOrNone(),
  reported_on: day(),
});

export const delegationAnswers = {
  row: z.object({
    id: key(),
    unit_id: key(),
    version: number(),
    visibility: text(),
    ...said,
    ...changed,
    is_unnumbered: flag(),
    waits,
  }),
  one: z.object({
    ...ofRecord(),
    ...said,
    ...changed,
    waits,
    purpose: textOrNone(),
    legal_basis: textOrNone(),
    partner_id: key().nullable(),
    partner_name: textOrNone(),
    expected_members: numberOrNone(),
    stated_members: numberOrNone(),
    stated_head: textOrNone(),
    invitation_on: dayOrNone(),
    invitation_from: textOrNone(),
    reception_reason: textOrNone(),
    needs: textOrNone(),
    security_level: textOrNone(),
    approving_path: text(),
    planned_on: dayOrNone(),
    report_due_on: dayOrNone(),
    report_due_working_days: number(),
    members,
    programme,
    journeys,
    hostings: z.array(hostingAnswer),
    // Empty for whoever may not change the visit.
    talking_points: z.array(
      z.object({
        id: key(),
        ordinal: number(),
        to_say: textOrNone(),
        to_ask: textOrNone(),
        to_avoid: textOrNone(),
        to_cite: textOrNone(),
        written_at: instant(),
        written_by_name: text(),
      }),
    ),
    meetings,
    provisions,
    budget,
    budgetTotals: z.array(z.object({ payer: z.enum(PAYERS), currency: text(), total: number() })),
    accounts: accountsAnswer,
    settlement_note: textOrNone(),
    decisions,
    budget_share: number(),
    accepts_reports: flag(),
    versions,
    changes,
    same_number: number(),
    numbers: numbersOfAnswer,
    seen: text(),
    report: report.optional(),
    commitments: z.array(saidAnswer),
  }),
};

/** What was promised on visits; of a visit that the reader may not open there is no key. */
export const commitmentsAnswer = page(
  z.object({
    id: key(),
    title: text(),
    due_on: day(),
    state: z.enum(COMMITMENT_STATES),
    settled_on: dayOrNone(),
    lead_unit_id: key(),
    ...named("lead_name"),
    asker_unit_id: key(),
    ...named("asker_name"),
    delegation_id: key().nullable(),
    delegation_title: textOrNone(),
  }),
);

/** Rules of who approves: conditions that are null fit everything. */
export const routesAnswer = items(
  z.object({
    id: key(),
    unit_kind: textOrNone(),
    direction: textOrNone(),
    is_in_plan: flag().nullable(),
    approving_kind: text(),
    report_due_working_days: number(),
    budget_share: number(),
    accepts_reports: flag(),
    from_on: day(),
    until_on: dayOrNone(),
    has_ended: flag(),
  }),
);
