import { formatDay, typedNumber, weekdayOf } from "#platform/format.ts";
import { inWords } from "#platform/number-words.ts";
import type { TypedKind } from "#platform/typed-form.ts";
import { readDay } from "#platform/typed-day.ts";
import type { Amount } from "#platform/typed-number.ts";
import { readAmount, readCount } from "#platform/typed-number.ts";
import { getLocale } from "#words/runtime.js";

/** What the field is understood as, in words; nothing while it is empty or in doubt, for then the form asks. */
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

/** The one day that was typed, as YYYY-MM-DD, or nothing. */
export function dayIn(typed: string): string {
  const read = readDay(typed);
  return read.verdict === "understood" && !read.end && !read.qualifier ? read.value : "";
}
