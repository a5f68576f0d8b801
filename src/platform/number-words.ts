import { frenchFraction, inFrench } from "./french-numbers.ts";

const VI_DIGITS = ["không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín"];
const VI_SCALES = ["", " nghìn", " triệu"];
const EN_SMALL =
  "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen".split(
    " ",
  );
const EN_TENS = ["", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"];
const EN_SCALES = ["", " thousand", " million", " billion", " trillion"];

type Spoken = { whole: (value: number) => string; mark: string; fraction: (digits: string) => string };

/** A language of the interface is a row here. */
const SPOKEN = {
  vi: { whole: inVietnamese, mark: "phẩy", fraction: viFraction },
  en: { whole: inEnglish, mark: "point", fraction: (said) => digits(said, EN_SMALL) },
  fr: { whole: inFrench, mark: "virgule", fraction: frenchFraction },
} satisfies Record<string, Spoken>;

/** A number from 0 below 10^15 with at most two decimals, as it is read aloud. */
export function inWords(value: number, language: keyof typeof SPOKEN): string {
  const [said = "0", decimals = ""] = String(value).split(".");
  const { whole, mark, fraction } = SPOKEN[language];
  return decimals ? `${whole(Number(said))} ${mark} ${fraction(decimals)}` : whole(Number(said));
}

function viFraction(said: string): string {
  const isTwoDigits = said.length === 2 && !said.startsWith("0");
  return isTwoDigits ? viBelowHundred(Number(said)) : digits(said, VI_DIGITS);
}

const digits = (text: string, names: string[]) => [...text].map((digit) => names[Number(digit)]).join(" ");

/** Counted by thousand millions (`tỷ`): a thousand of those is `nghìn tỷ`. */
function inVietnamese(value: number): string {
  if (value === 0) return "không";
  const billions = Math.floor(value / 1e9);
  const rest = value % 1e9;
  const head = billions > 0 ? `${viBelowBillion(billions, false)} tỷ` : "";
  return [head, rest > 0 ? viBelowBillion(rest, billions > 0) : ""].filter(Boolean).join(" ");
}

function viBelowBillion(value: number, isLed: boolean): string {
  const said: string[] = [];
  for (const power of [2, 1, 0]) {
    const group = Math.floor(value / 1000 ** power) % 1000;
    if (group > 0) said.push(viBelowThousand(group, isLed || said.length > 0) + (VI_SCALES[power] ?? ""));
  }
  return said.join(" ");
}

/** Behind a larger group the hundreds are said even where there are none: `một nghìn không trăm linh năm`. */
function viBelowThousand(value: number, isLed: boolean): string {
  const hundreds = Math.floor(value / 100);
  const rest = value % 100;
  if (hundreds === 0 && !isLed) return viBelowHundred(rest);
  const head = `${VI_DIGITS[hundreds]} trăm`;
  if (rest === 0) return head;
  return rest < 10 ? `${head} linh ${VI_DIGITS[rest]}` : `${head} ${viBelowHundred(rest)}`;
}

/** One, four and five sound differently behind a ten: `hai mươi mốt`, `hai mươi tư`, `mười lăm`. */
function viBelowHundred(value: number): string {
  const [tens, ones] = [Math.floor(value / 10), value % 10];
  if (tens === 0) return VI_DIGITS[ones] ?? "";
  const head = tens === 1 ? "mười" : `${VI_DIGITS[tens]} mươi`;
  if (ones === 0) return head;
  if (ones === 5) return `${head} lăm`;
  if (tens > 1 && ones === 1) return `${head} mốt`;
  return tens > 1 && ones === 4 ? `${head} tư` : `${head} ${VI_DIGITS[ones]}`;
}

function inEnglish(value: number): string {
  if (value === 0) return "zero";
  const said: string[] = [];
  for (const power of [4, 3, 2, 1, 0]) {
    const group = Math.floor(value / 1000 ** power) % 1000;
    const isTail = power === 0 && group < 100 && said.length > 0;
    if (group > 0) said.push((isTail ? "and " : "") + enBelowThousand(group) + (EN_SCALES[power] ?? ""));
  }
  return said.join(" ");
}

function enBelowThousand(value: number): string {
  const [hundreds, rest] = [Math.floor(value / 100), value % 100];
  if (hundreds === 0) return enBelowHundred(rest);
  return `${EN_SMALL[hundreds]} hundred${rest > 0 ? ` and ${enBelowHundred(rest)}` : ""}`;
}

function enBelowHundred(value: number): string {
  if (value < 20) return EN_SMALL[value] ?? "";
  return [EN_TENS[Math.floor(value / 10)], value % 10 > 0 ? EN_SMALL[value % 10] : ""].filter(Boolean).join("-");
}
