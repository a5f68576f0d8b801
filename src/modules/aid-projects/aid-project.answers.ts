import { z } from "zod";
import { day, dayOrNone, key, number, ofPart, ofRecord, text, textOrNone } from "#platform/answers.ts";
import { SECTORS } from "./aid-project.forms.ts";

const said = {
  title: text(),
  ngo_name: text(),
  ngo_country: text(),
  sector: z.enum(SECTORS),
  province_code: textOrNone(),
  starts_on: day(),
  ends_on: dayOrNone(),
};

export const aidProjectAnswers = {
  row: z.object({ id: key(), ...said, version: number(), committed_usd: number(), disbursed_usd: number() }),
  one: z.object({
    ...ofRecord(),
    ...said,
    owner_name: textOrNone(),
    amounts: z.array(
      z.object({
        ...ofPart(),
        aid_project_id: key(),
        kind: z.enum(["commitment", "disbursement"]),
        on_date: day(),
        amount_usd: number(),
      }),
    ),
  }),
};
