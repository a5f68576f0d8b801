import { formatDay, typedNumber, weekdayOf } from "#platform/format.ts";
import { inWords } from "#platform/number-words.ts";
import type { TypedKind } from "#platform/typed-exactly.ts";
import { readExactly } from "#platform/typed-exactly.ts";
import { readDay } from "#platform/typed-day.ts";
import type { Amount } from "#platform/typed-number.ts";
import { readAmount, readCount } from "#platform/typed-number.ts";
import * as m from "#words/messages.js";
import { getLocale } from "#words/runtime.js";

type Speak = (inputs: { value: string }) => string;
/** Why a number is not understood, as the form will say when it is sent. */
const DOUBTS: Record<string, Speak> = {
  typed_number: m.typed_number,
  typed_number_two: m.typed_number_two,
  typed_number_whole: m.typed_number_whole,
  typed_number_cent: m.typed_number_cent,
  typed_number_large: m.typed_number_large,
  typed_qualified: m.typed_qualified,
};

/** What the field is understood as, in words; nothing while it is empty or in doubt. */
export function aloud(kind: TypedKind, typed: string): string {
  if (kind === "day") {
    const day = dayIn(typed);
    return day && `${weekdayOf(day)}, ${formatDay(day)}`;
  }
  const read: Amount = kind === "count" ? readCount(typed) : readAmount(typed, getLocale());
  if (read.verdict !== "understood" || read.qualifier) return "";
  const said = `${typedNumber(read.value)} (${inWords(read.value, getLocale())})`;
  return read.currency ? `${said} ${read.currency}` : said;
}

/** Why the number that stands in the field is not understood; nothing where it is, or where nothing stands. */
export function doubtIn(kind: TypedKind, typed: string): string {
  if (kind === "day" || typed.trim() === "") return "";
  const read = readExactly(kind, typed, getLocale());
  return read.verdict === "understood" ? "" : (DOUBTS[read.code]?.({ value: read.details.value ?? typed }) ?? "");
}

/** The one day that was typed, as YYYY-MM-DD, or nothing. */
export function dayIn(typed: string): string {
  const read = readDay(typed);
  return read.verdict === "understood" && !read.end && !read.qualifier ? read.value : "";
}
