/**
 * Text as it is kept: NFC, no control characters but tab and line feed, no noncharacters, no halves of a pair (they become U+FFFD).
 * Whatever ends a line (CR LF, the soft line break of a word processor, U+2028) is a line feed. Every way in and every way out uses it.
 */
export function clean(text: string): string {
  return text.toWellFormed().replaceAll(LINE_ENDS, "\n").replaceAll(UNKEPT, "").normalize("NFC");
}

/** The same without blanks at its ends; what shows nothing at all is empty. */
export function cleanText(text: string): string {
  const kept = clean(text);
  if (!SHOWS.test(kept)) return "";
  let [from, to] = [0, kept.length];
  while (BLANK.test(kept.charAt(from))) from += 1;
  while (BLANK.test(kept.charAt(to - 1))) to -= 1;
  return kept.slice(from, to);
}

/** The same in one line: a title, a name, a word to search for. It does not turn the direction of what stands after it. */
export function cleanLine(text: string): string {
  const pieces = clean(text).split(NO_LINE).map(cleanText);
  return pieces.filter(Boolean).join(" ");
}

/** What a paper is filled with, every text in it as it may stand in one. */
export function cleanValues<Values>(values: Values): Values {
  if (typeof values === "string") return clean(values) as Values;
  if (Array.isArray(values)) return values.map(cleanValues) as Values;
  if (values === null || typeof values !== "object") return values;
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, cleanValues(value)])) as Values;
}

const LINE_ENDS = /\r\n|[\r\v\f\u0085\u2028\u2029]/g;
// A byte order mark belongs before a file and is nothing within a text.
const UNKEPT = /(?![\t\n])\p{Cc}|\p{Noncharacter_Code_Point}|\uFEFF/gu;
const NO_LINE = /[\t\n\u202A-\u202E\u2066-\u2069]+/;
// Joiners stay at the end: some Indian letters are written with one. No pattern looks for blanks "up to the end": that takes minutes on a long row of them.
const BLANK = /[\s\u200B\u2060]/;
const SHOWS = /[^\s\p{Default_Ignorable_Code_Point}]/u;
