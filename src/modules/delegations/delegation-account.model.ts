import { OWN_FUNDS, PAYERS } from "./delegation.model.ts";

type Payer = (typeof PAYERS)[number];

/** A line of the accounts: as the budget has it, or something that was not planned. */
export type AccountLine = {
  budget_line_id: string | null;
  line_id: string | null;
  description: string;
  payer: Payer;
  currency: string;
  budgeted: number;
  advanced: number | null;
  spent: number | null;
  note: string | null;
};
/** What one payer's lines in one currency come to; `is_whole` where every line says what was spent. */
export type AccountSum = Pick<AccountLine, "payer" | "currency" | "budgeted" | "advanced" | "spent"> & {
  is_whole: boolean;
};

const cents = (value: number) => Math.round(value * 100) / 100;

/** How much more was spent than planned, below 0 how much less; undefined until somebody has said what was spent. */
export const differenceOf = ({ budgeted, spent }: Pick<AccountLine, "budgeted" | "spent">): number | undefined =>
  spent === null ? undefined : cents(spent - budgeted);

/**
 * What is left of an advance, to hand back; below 0 what is still to be paid out. Undefined until all of it is known, and of money that does
 * not go through the accounts: a partner who pays the hotel settles with the hotel.
 */
export function balanceOf({ payer, advanced, spent, is_whole }: AccountSum): number | undefined {
  if (!is_whole || spent === null || (advanced === null && !OWN_FUNDS.includes(payer))) return undefined;
  return cents((advanced ?? 0) - spent);
}

/** What has to be said of a line before the visit is settled: what was spent of own money. */
export const isOpen = (line: Pick<AccountLine, "payer" | "spent">) =>
  line.spent === null && OWN_FUNDS.includes(line.payer);

/** More or less was spent than planned, and its line does not say why. */
export const isUnexplained = (line: AccountLine) => (differenceOf(line) ?? 0) !== 0 && !line.note;
