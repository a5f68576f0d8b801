const SMALL =
  "zéro un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize dix-sept dix-huit dix-neuf".split(
    " ",
  );
const TENS = [
  "",
  "",
  "vingt",
  "trente",
  "quarante",
  "cinquante",
  "soixante",
  "soixante",
  "quatre-vingt",
  "quatre-vingt",
];
/** Nouns, counted like any other; `mille` is none. */
const MILLIONS: [number, string][] = [
  [1e12, "billion"],
  [1e9, "milliard"],
  [1e6, "million"],
];

/** A whole number from 0 below 10^15 as it is read aloud in French. */
export function inFrench(value: number): string {
  if (value === 0) return "zéro";
  const said: string[] = [];
  let rest = value;
  for (const [scale, noun] of MILLIONS) {
    const count = Math.floor(rest / scale);
    rest %= scale;
    if (count > 0) said.push(`${belowThousand(count, true)} ${noun}${count > 1 ? "s" : ""}`);
  }
  const thousands = Math.floor(rest / 1000);
  if (thousands > 0) said.push(thousands === 1 ? "mille" : `${belowThousand(thousands, false)} mille`);
  if (rest % 1000 > 0) said.push(belowThousand(rest % 1000, true));
  return said.join(" ");
}

/** What stands behind the comma: two digits as one number, a leading nought said. */
export function frenchFraction(digits: string): string {
  if (digits.length === 2 && !digits.startsWith("0")) return belowHundred(Number(digits), true);
  return [...digits].map((digit) => SMALL[Number(digit)]).join(" ");
}

/** `cent` and `vingt` take an s where they end the number, but none before `mille`. */
function belowThousand(value: number, isLast: boolean): string {
  const [hundreds, rest] = [Math.floor(value / 100), value % 100];
  if (hundreds === 0) return belowHundred(rest, isLast);
  const head = hundreds === 1 ? "cent" : `${SMALL[hundreds]} cent${rest === 0 && isLast ? "s" : ""}`;
  return rest === 0 ? head : `${head} ${belowHundred(rest, isLast)}`;
}

/** Seventies and nineties go on from sixty and eighty: `soixante et onze`, `quatre-vingt-onze`. */
function belowHundred(value: number, isLast: boolean): string {
  if (value < 20) return SMALL[value] ?? "";
  const tens = Math.floor(value / 10);
  const rest = tens === 7 || tens === 9 ? (value % 10) + 10 : value % 10;
  const head = TENS[tens] ?? "";
  if (rest === 0) return tens === 8 && isLast ? `${head}s` : head;
  if ((rest === 1 || rest === 11) && tens < 8) return `${head} et ${SMALL[rest]}`;
  return `${head}-${SMALL[rest]}`;
}
