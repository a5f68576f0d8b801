import { z } from "zod";
import { flag, key, number, numberOrNone, text, textOrNone } from "#platform/answers.ts";
import { PAYERS } from "./delegation.model.ts";

const amounts = { budgeted: number(), advanced: numberOrNone(), spent: numberOrNone() };
/** What was planned, advanced and spent; of what was not planned there is no line of the budget. */
export const accountsAnswer = z.object({
  lines: z.array(
    z.object({
      budget_line_id: key().nullable(),
      line_id: key().nullable(),
      description: text(),
      payer: z.enum(PAYERS),
      currency: text(),
      ...amounts,
      note: textOrNone(),
    }),
  ),
  sums: z.array(z.object({ payer: z.enum(PAYERS), currency: text(), ...amounts, is_whole: flag() })),
});
