import { formatMoney, formatNumber } from "#platform/format.ts";
import { namesOfAll } from "#platform/intl.ts";
import { home } from "#platform/home.ts";
import { inWords } from "#platform/number-words.ts";
import { wordsFor } from "#platform/words.server.ts";
import * as m from "#words/messages.js";
import { getLocale } from "#words/runtime.js";

type Line = { quantity: unknown; unit_price: unknown; currency: string; payer: string };
type Sum = { payer: string; currency: string; amount: number };

/** In hundredths while they are added up, so that nothing is lost on the way. */
function sumsOf(lines: Line[], keyOf: (line: Line) => string): Sum[] {
  const sums = new Map<string, Sum & { hundredths: number }>();
  for (const line of lines) {
    const sum = sums.get(keyOf(line)) ?? { payer: line.payer, currency: line.currency, amount: 0, hundredths: 0 };
    sum.hundredths += Math.round(Number(line.quantity) * Number(line.unit_price) * 100);
    sums.set(keyOf(line), { ...sum, amount: sum.hundredths / 100 });
  }
  return [...sums.values()];
}

/** A currency as a paper calls it. */
export const currencyName = (currency: string) => {
  const name = namesOfAll(getLocale(), "currency").of(currency) ?? currency;
  const whose = currency === home().currency ? "own" : "other";
  return m.paper_currency({ whose, name: name.charAt(0).toLowerCase() + name.slice(1) });
};

/** Beyond this a sum has no words: no budget of a visit is that large. */
const SAID_BELOW = 1e15;

/** One hundred as Một trăm đồng: the first letter large, the currency by its name. */
function moneyInWords(amount: number, currency: string): string {
  if (amount >= SAID_BELOW) return formatMoney(amount, currency);
  const said = `${inWords(amount, getLocale())} ${currencyName(currency)}`;
  return said.charAt(0).toLocaleUpperCase(getLocale()) + said.slice(1);
}

/** 147.000.000 đồng: the own currency by its name where the language has a word for it, another by its code. */
function moneyInFigures(amount: number, currency: string): string {
  if (currency !== home().currency) return formatMoney(amount, currency);
  const own = m.paper_currency({ whose: "own", name: currency });
  return `${formatNumber(amount, Number.isInteger(amount) ? 0 : 2)} ${own}`;
}

/** A sum in figures, in words, and in both. */
export function moneySaid(amount: number, currency: string) {
  const [figures, words] = [moneyInFigures(amount, currency), moneyInWords(amount, currency)];
  return { figures, words, both: `${figures} (${words})` };
}

/** What a budget comes to: by currency, and by who pays in which currency. */
export function budgetSums(lines: Line[], withWords: boolean) {
  const said = ({ amount, currency }: Sum) => {
    const { figures, words, both } = moneySaid(amount, currency);
    return { figures, words, both: withWords ? both : figures };
  };
  const totals = sumsOf(lines, (line) => line.currency).map(said);
  const payers = sumsOf(lines, (line) => `${line.payer} ${line.currency}`).map((sum) => ({
    payer: wordsFor("budget_payer", { payer: sum.payer }) ?? sum.payer,
    figures: said(sum).both,
  }));
  return { totals, payers };
}
