import { z } from "zod";
import { amount, choice, day, optionalDay, optionalText, text } from "#platform/forms.ts";

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

export const aidProjectForm = z.object({
  title: text(300),
  ngo_name: text(300),
  ngo_country: text(2),
  sector: choice(SECTORS),
  province_code: optionalText(3),
  owner_name: optionalText(300),
  starts_on: day(),
  ends_on: optionalDay(),
});
export const aidAmountForm = z.object({
  kind: choice(["commitment", "disbursement"]),
  on_date: day(),
  amount_usd: amount().refine((value) => value > 0, "error_number"),
});
