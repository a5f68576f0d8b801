import { z } from "zod";
import { CURRENCIES } from "#platform/currency.ts";
import { optionalAmount, optionalChoice, optionalId, optionalParagraphs, optionalText } from "#platform/forms.ts";
import { PAYERS } from "./delegation.model.ts";

/** Once it is settled, why an amount is put right. */
const reason = () => optionalParagraphs(1000);

/**
 * What was advanced and spent: on a line of the budget, named by its key, or on what the budget did not have, which says what for, who paid and
 * in what; once there, that is named by its own key.
 */
export const accountRowForm = z.object({
  budget_line_id: optionalId(),
  line_id: optionalId(),
  description: optionalText(300),
  payer: optionalChoice(PAYERS),
  currency: optionalChoice(CURRENCIES),
  advanced: optionalAmount(),
  spent: optionalAmount(),
  note: optionalText(500),
});
/** One line as a call sends it. */
export const accountLineForm = accountRowForm.extend({ reason: reason() });
export const explainForm = z.object({ explanation: optionalParagraphs(1000), reason: reason() });
/** What stands below the rows of the page; `seen` is a mark of the amounts that it showed. */
export const accountsForm = explainForm.extend({ seen: optionalText(64) });
/** The sentence for all of it, where a difference has none on its line. */
export const settleForm = z.object({ explanation: optionalParagraphs(1000) });
