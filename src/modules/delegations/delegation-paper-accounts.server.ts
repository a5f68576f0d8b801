import { formatNumber } from "#platform/format.ts";
import { wordsFor } from "#platform/words.server.ts";
import * as m from "#words/messages.js";
import type { AccountLine, AccountSum } from "./delegation-account.model.ts";
import { balanceOf, differenceOf } from "./delegation-account.model.ts";
import { BLANK, hasDecree, told } from "./delegation-paper-lists.server.ts";
import { currencyName, moneySaid } from "./delegation-paper-money.server.ts";
import type { PrintedParts } from "./delegation-paper-values.server.ts";

/** An amount without its currency, which stands above its lines; open for a pen while nobody has said it. */
const amountOf = (amount: number | null | undefined) =>
  amount === null || amount === undefined ? BLANK : formatNumber(amount, Number.isInteger(amount) ? 0 : 2);
const payerOf = (payer: string) => wordsFor("budget_payer", { payer }) ?? payer;

/** What was planned, advanced and spent, and what of it is to be handed back or paid out. */
export function accounted({ accounts }: PrintedParts, explanation: string | null | undefined) {
  const { lines, sums } = accounts ?? { lines: [], sums: [] };
  const groups = sums.map((sum) => ({
    sum,
    own: lines.filter((one) => one.payer === sum.payer && one.currency === sum.currency),
  }));
  const notes = lines.filter((one) => one.note).map((one) => ({ text: `${one.description}: ${ended(one.note)}` }));
  return {
    accounts: groups.map(({ sum, own }) => ({
      payer: m.labelled({ label: payerOf(sum.payer), value: currencyName(sum.currency) }),
      ...figures(sum, sum.is_whole),
      lines: own.map((one, at) => ({
        number: String(at + 1),
        description: one.description,
        ...figures(one, one.spent !== null),
      })),
    })),
    account_sums: sums.map((sum) => ({ text: sumSaid(sum) })),
    explanations: [...notes, ...told(explanation).map(({ text }) => ({ text: ended(text) }))],
    has_explanations: notes.length > 0 || Boolean(explanation),
  };
}

const ended = (note: string | null) => (note ?? "").replace(/[.;,]+$/, "");

function figures(one: AccountLine | AccountSum, isWhole: boolean) {
  return {
    budgeted: amountOf(one.budgeted),
    advanced: amountOf(one.advanced),
    spent: isWhole ? amountOf(one.spent) : BLANK,
    difference: amountOf(isWhole ? differenceOf(one) : undefined),
  };
}

/** Planned, advanced and spent of one payer in one currency, what was spent in words too where a decree wants them. */
function sumSaid(sum: AccountSum): string {
  const said = (amount: number) => moneySaid(amount, sum.currency);
  const left = balanceOf(sum);
  const spent = sum.is_whole && sum.spent !== null ? said(sum.spent) : undefined;
  return [
    m.paper_account({ kind: "budgeted", payer: payerOf(sum.payer), sum: said(sum.budgeted).figures }),
    sum.advanced !== null && m.paper_account({ kind: "advanced", payer: "", sum: said(sum.advanced).figures }),
    spent && m.paper_account({ kind: "spent", payer: "", sum: hasDecree() ? spent.both : spent.figures }),
    left !== undefined &&
      left !== 0 &&
      m.paper_account({ kind: left > 0 ? "hand_back" : "pay_out", payer: "", sum: said(Math.abs(left)).figures }),
  ]
    .filter(Boolean)
    .join("; ");
}
