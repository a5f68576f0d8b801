import type { Doubt, Qualifier, Understood, Verdict } from "./verdict.ts";
import { asked, evenly, isOneLine, refused, unmarked } from "./verdict.ts";

/** The mark between thousands: a point in Vietnamese, a comma in English. In French a blank parts them, and a mark alone may be either. */
const GROUPING = { vi: ".", en: ",", fr: undefined } as const;
export type NumberLanguage = keyof typeof GROUPING;

export type Amount = Verdict<number> & { currency?: string };

const MOST_CHARACTERS = 80;
/** Beyond fifteen digits a number is not kept exactly. */
const LIMIT = 1e15;
/** As many as a whole number of the database holds. */
const MOST_COUNTED = 2_147_483_647;

const CURRENCIES: [RegExp, string][] = [
  [/^(?:us ?\$|\$|usd|us dollars?|dollars?|do la(?: my)?|do(?: la)? my)$/, "USD"],
  [/^(?:₫|vnd|dong(?: viet nam)?)$/, "VND"],
  [/^(?:€|eur|euros?)$/, "EUR"],
  [/^(?:£|gbp|bang anh)$/, "GBP"],
  [/^(?:jpy|yen(?: nhat)?)$/, "JPY"],
  [/^(?:cny|rmb|nhan dan te)$/, "CNY"],
  [/^(?:aud|cad|chf|dkk|hkd|inr|khr|krw|lak|myr|nok|nzd|rub|sek|sgd|thb|twd)$/, ""],
];
const MONEY =
  /us ?\$|\$|₫|€|£|[a-z]{3}|us dollars?|dollars?|do la(?: my)?|do my|dong(?: viet nam)?|euros?|bang anh|yen nhat|nhan dan te/
    .source;
const SCALES: [RegExp, number][] = [
  [/^(?:nghin|ngan) t[yi]$|^trillion$/, 12],
  [/^(?:t[yi]|billion|bn)$/, 9],
  [/^(?:trieu|tr|millions?|mil|mn|m)$/, 6],
  [/^(?:nghin|ngan|thousand|k)$/, 3],
];
const SCALE = "(?:nghin|ngan) t[yi]|t[yi]|trieu|tr|nghin|ngan|trillion|billion|bn|millions?|mil|mn|m|thousand|k";
const PEOPLE =
  "(?:luot )?(?:nguoi(?: tham du| tham gia)?|khach(?: moi)?|dai bieu|thanh vien|hoi vien|can bo|chien si|hoc sinh|sinh vien|thanh nien|doan vien|dong chi|d/c)|luot|" +
  "people|persons?|participants?|delegates?|members?|guests?|students?|attendees?|pax";
const NUMBER = "\\d[\\d.,' ]*";
const AS_AMOUNT = new RegExp(`^(?:(${MONEY}) ?)?(${NUMBER}?) ?(${SCALE})?(?: ?(${MONEY}))?$`);
const AS_COUNT = new RegExp(`^(${NUMBER}?) ?(nghin|ngan|trieu|thousand|million)?(?: ?(?:${PEOPLE}))?$`);

/** Money, with its currency where that is said. No fraction of a cent, and nothing beyond fifteen digits. */
export function readAmount(text: string, language: NumberLanguage): Amount {
  const typed = evenly(text);
  const { rest, qualifier } = takeQualifier(plainOf(typed));
  const found = rest.length > MOST_CHARACTERS || !isOneLine(text) ? null : AS_AMOUNT.exec(rest);
  if (!found) return refused("typed_number", typed);
  const [, before, number = "", scale, behind] = found;
  const currency = currencyOf(before ?? behind);
  if (currency === undefined || (before && behind)) return refused("typed_number", typed);
  // "80 m" may be metres; beside a currency it is millions.
  if (scale === "m" && !currency) return refused("typed_number", typed);
  // There is no fraction of a dong: whichever mark stands in such a number groups its thousands.
  const read = scaled(digitsOf(number, currency === "VND" && !scale ? "either" : language, scale), scale, typed);
  if (read.verdict !== "understood") return read;
  if (currency === "VND" && !Number.isInteger(read.value)) return refused("typed_number_whole", typed);
  return { ...read, ...(qualifier && { qualifier }), ...(currency && { currency }) };
}

/** A whole number of people or things. Whether points or commas group its thousands does not matter. */
export function readCount(text: string): Verdict<number> {
  const typed = evenly(text);
  const { rest, qualifier } = takeQualifier(plainOf(typed));
  const found = rest.length > MOST_CHARACTERS || !isOneLine(text) ? null : AS_COUNT.exec(rest);
  if (!found) return refused("typed_number", typed);
  const read = scaled(digitsOf(found[1] ?? "", "either", found[2]), found[2], typed);
  if (read.verdict !== "understood") return read;
  if (!Number.isInteger(read.value)) return refused("typed_number_whole", typed);
  if (read.value > MOST_COUNTED) return refused("typed_number_large", typed);
  return { ...read, ...(qualifier && { qualifier }) };
}

/** A lone đ is the currency; without its stroke it would be nothing. */
function plainOf(typed: string): string {
  return unmarked(typed.toLowerCase().replace(/(?<=[\d\s])đ$/, " vnd"))
    .replaceAll(/ +/g, " ")
    .replaceAll("’", "'");
}

const QUALIFIERS: [RegExp, Qualifier][] = [
  [/^(?:~|≈|khoang|chung|xap xi|uoc(?: tinh| dat)?|about|around|approx\.?|approximately)(?! ?[~≈]) ?/, "approximate"],
  [/^(?:du kien|expected|planned) /, "expected"],
  [/^(?:gan|nearly|almost) /, "nearly"],
  [/^(?:(?:hon|tren|over|more than) |> ?)/, "over"],
];

function takeQualifier(plain: string): { rest: string; qualifier?: Qualifier } {
  const found = QUALIFIERS.find(([pattern]) => pattern.test(plain));
  if (found) return { rest: plain.replace(found[0], ""), qualifier: found[1] };
  return /\d\+$/.test(plain) ? { rest: plain.slice(0, -1), qualifier: "over" } : { rest: plain };
}

/** The code, "" where none is said, undefined for what is no currency. */
function currencyOf(said: string | undefined): string | undefined {
  if (said === undefined) return "";
  const found = CURRENCIES.find(([pattern]) => pattern.test(said));
  return found && (found[1] || said.toUpperCase());
}

type Digits = { whole: string; fraction: string } | "two" | undefined;

const PLAIN = /^(0|0?[1-9]|[1-9]\d+)$/;
const GROUPED = [/^([1-9]\d{0,2}(?: \d{3})+)(?:[.,](\d{1,2}))?$/, /^([1-9]\d{0,2}(?:'\d{3})+)(?:[.,](\d+))?$/];
const BOTH = [/^([1-9]\d{0,2}(?:\.\d{3})+),(\d+)$/, /^([1-9]\d{0,2}(?:,\d{3})+)\.(\d+)$/];
const TWICE = [/^([1-9]\d{0,2}(?:\.\d{3}){2,})$/, /^([1-9]\d{0,2}(?:,\d{3}){2,})$/];

/** The digits before and behind the fraction's mark; "two" where thousands and a fraction are equally likely. */
function digitsOf(number: string, language: NumberLanguage | "either", scale: string | undefined): Digits {
  for (const pattern of [PLAIN, ...GROUPED, ...BOTH, ...TWICE]) {
    const [found, whole = "", fraction = ""] = pattern.exec(number) ?? [];
    if (found && isSlip(fraction, scale)) return "two";
    if (found) return { whole: whole.replaceAll(/\D/g, ""), fraction };
  }
  const [, whole = "", mark, fraction = ""] = /^(0|[1-9]\d*)([.,])(\d+)$/.exec(number) ?? [];
  if (!mark) return undefined;
  if (!(fraction.length === 3 && /^[1-9]\d{0,2}$/.test(whole)))
    return isSlip(fraction, scale) ? "two" : { whole, fraction };
  const groups = language === "either" || mark === GROUPING[language];
  return groups ? { whole: whole + fraction, fraction: "" } : "two";
}

/** `1.200,000`: three digits behind the other mark are thousands written with a wrong mark more often than a fraction. */
const isSlip = (fraction: string, scale: string | undefined) =>
  fraction === "000" || (scale === undefined && /^\d\d0$/.test(fraction));

/** Counted in powers of ten, for 227.9 times a million is not quite 227,900,000 to a computer. */
function scaled(digits: Digits, scale: string | undefined, typed: string): Understood<number> | Doubt {
  if (digits === undefined) return refused("typed_number", typed);
  if (digits === "two") return asked("typed_number_two", typed);
  const power = scale === undefined ? 0 : (SCALES.find(([word]) => word.test(scale))?.[1] ?? 0);
  const fraction = digits.fraction.replace(/0+$/, "");
  if (fraction.length - power > 2) return refused("typed_number_cent", typed);
  const value = Number(`${digits.whole}${fraction}e${power - fraction.length}`);
  if (value >= LIMIT || String(value).replaceAll(/\D/g, "").length > 15) return refused("typed_number_large", typed);
  return { verdict: "understood", value };
}
