import { readDay } from "./typed-day.ts";
import type { NumberLanguage } from "./typed-number.ts";
import { readAmount, readCount } from "./typed-number.ts";
import type { Verdict } from "./verdict.ts";

export type TypedKind = "day" | "amount" | "count";

type Read = Verdict<string | number> & { currency?: string };

/** One day or one number and no more: a span, or what is only about right, a field cannot keep. */
export function readExactly(kind: TypedKind, typed: string, language: NumberLanguage): Read {
  const read: Read =
    kind === "day" ? readDay(typed) : kind === "count" ? readCount(typed) : readAmount(typed, language);
  if (read.verdict !== "understood") return read;
  const code = read.end === undefined ? read.qualifier && "typed_qualified" : "typed_day_span";
  return code ? { verdict: "refused", code, details: { value: typed.trim().slice(0, 60) } } : read;
}
