import { defineParams } from "@sveltejs/kit/params";
import { ACCOUNT_STEPS, INVITATION_STEPS, RESET_STEPS } from "#modules/access/account.model.ts";
import { EDITION_ACTS } from "#modules/activities/series.model.ts";
import { MENDINGS as ACTIVITY_MENDINGS, STEPS as ACTIVITY_STEPS } from "#modules/activities/activity.model.ts";
import {
  DECISION_ACTS,
  MENDINGS as DELEGATION_MENDINGS,
  PARTS as DELEGATION_PARTS,
  REPORT_ACTS,
  STEPS as DELEGATION_STEPS,
} from "#modules/delegations/delegation.model.ts";
import { REQUEST_ACTS } from "#modules/delegations/delegation-request.model.ts";
import { STEPS as IMPORT_STEPS } from "#modules/imports/import.model.ts";
import { STEPS as NOTE_STEPS } from "#modules/notes/note.model.ts";
import { PARTS as PARTNER_PARTS, STEPS as PARTNER_STEPS } from "#modules/partners/partner.model.ts";
import { STEPS as REGISTER_STEPS } from "#modules/registers/register.model.ts";
import { FACT_KINDS, MAY_BE_ADDED } from "#modules/reference/reference-fact.model.ts";
import { PARTS_SHOWN } from "#ui/parts-shown.ts";
import { addressOf, stepAt } from "#platform/steps.ts";
import { CHOOSERS } from "#platform/offer.ts";
import { resourceAt } from "#platform/kinds.ts";

const partOf = <Name extends string>(lists: Record<Name, string>, list: string) =>
  (Object.keys(lists) as Name[]).find((name) => lists[name] === list);
const partNamed = <Name extends string>(lists: Record<Name, string>, asked: string) =>
  (Object.keys(lists) as Name[]).find((name) => name === asked);

/** What an address may say where a list, a step or a part stands in it, and which of the table it means. */
export const params = defineParams({
  design_part: (address) => PARTS_SHOWN.find((part) => addressOf(part) === address),
  resource: resourceAt,
  chooser: (address) => CHOOSERS.find((one) => one === address),
  fact_kind: (address) => FACT_KINDS.find((kind) => kind === address),
  fact_added: (address) => MAY_BE_ADDED.find((kind) => kind === address),
  account_step: (address) => ACCOUNT_STEPS.find((step) => addressOf(step) === address),
  reset_step: (address) => RESET_STEPS.find((step) => step === address),
  invitation_step: (address) => INVITATION_STEPS.find((step) => step === address),
  delegation_step: (address) =>
    stepAt(DELEGATION_STEPS, address) ??
    [...DECISION_ACTS, ...REPORT_ACTS, ...DELEGATION_MENDINGS].find((act) => addressOf(act) === address),
  delegation_list: (address) => partOf(DELEGATION_PARTS, address),
  // What is typed in rows; the others are added one by one.
  delegation_grid: (address) => (partOf(DELEGATION_PARTS, address) === "member" ? "member" : undefined),
  delegation_part: (address) => partNamed(DELEGATION_PARTS, address),
  request_act: (address) => REQUEST_ACTS.find((act) => act === address),
  activity_step: (address) =>
    stepAt(ACTIVITY_STEPS, address) ??
    [...ACTIVITY_MENDINGS, ...EDITION_ACTS].find((act) => addressOf(act) === address),
  note_step: (address) => NOTE_STEPS.find((step) => addressOf(step) === address),
  register_step: (address) => REGISTER_STEPS.find((step) => addressOf(step) === address),
  import_step: (address) => IMPORT_STEPS.find((step) => step === address),
  partner_step: (address) => PARTNER_STEPS.find((step) => step === address),
  partner_list: (address) => partOf(PARTNER_PARTS, address),
  partner_part: (address) => partNamed(PARTNER_PARTS, address),
});
