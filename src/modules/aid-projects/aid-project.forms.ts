import { z } from "zod";
import {
  amount,
  choice,
  country,
  day,
  flag,
  inOrder,
  optionalDay,
  optionalText,
  someAmount,
  optionalParagraphs,
  paragraphs,
  pastDay,
  text,
  version,
} from "#platform/forms.ts";

export const SECTORS = [
  "health",
  "education",
  "livelihoods",
  "environment",
  "disability",
  "war_legacies",
  "disaster_relief",
  "governance",
  "other",
] as const;

const facts = {
  title: text(300),
  ngo_name: text(300),
  ngo_country: country(),
  sector: choice(SECTORS),
  province_code: optionalText(3),
  owner_name: optionalText(300),
  starts_on: day(),
  ends_on: optionalDay(),
};
const order = inOrder("starts_on", "ends_on");

export const aidProjectForm = z.object(facts).refine(...order);
export const aidAmountForm = z.object({
  kind: choice(["commitment", "disbursement"]),
  on_date: pastDay(),
  amount_usd: someAmount(),
});
export const editAidForm = z.object({ ...facts, version: version() }).refine(...order);
/** The amount as it should have been; 0 takes it out of the figures. */
export const correctAmountForm = aidAmountForm.extend({ amount_usd: amount() });
export const statementForm = z.object({
  on_date: pastDay("rule_day_in_future"),
  amount_usd: amount(),
  body: paragraphs(4000),
  /** Said of an amount that was asked about. */
  is_right: flag(),
});
export const settleForm = z
  .object({ verdict: choice(["accept", "return"]), outcome: optionalParagraphs(2000) })
  .refine((settled) => settled.verdict === "accept" || settled.outcome, { error: "error_comment", path: ["outcome"] });
