/** What stands before or behind a number or a day and says that it is not exact, or not certain yet. */
export type Qualifier = "approximate" | "nearly" | "over" | "expected";

export type Understood<Value> = {
  verdict: "understood";
  value: Value;
  /** The last day of a span, or the like. */
  end?: Value;
  qualifier?: Qualifier;
};

/** Asked: it can be read in more than one way, or a part is missing. Refused: it is nothing of the kind. `code` is the key of the sentence. */
export type Doubt = { verdict: "asked" | "refused"; code: string; details: Record<string, string> };

/** What a reader makes of a text. It takes only what it reads whole; in doubt it asks, and never guesses. */
export type Verdict<Value> = Understood<Value> | Doubt;

const MOST_QUOTED = 60;

export function asked(code: string, text: string, details: Record<string, string> = {}): Doubt {
  return { verdict: "asked", code, details: { value: text.slice(0, MOST_QUOTED), ...details } };
}

export function refused(code: string, text: string): Doubt {
  return { verdict: "refused", code, details: { value: text.slice(0, MOST_QUOTED) } };
}

/** One kind of blank and one kind of dash, for people paste from everywhere. */
export function evenly(text: string): string {
  return text
    .normalize("NFC")
    .replaceAll(/[\s\u00A0\u2000-\u200B\u202F\u205F\u2060\u3000\uFEFF]+/g, " ")
    .replaceAll(/[\u2010-\u2015\u2212]/g, "-")
    .trim();
}

/** A line break or a tab between two numbers keeps them apart, where a blank would group the thousands of one. */
export function isOneLine(text: string): boolean {
  return !/[\t\n\v\f\r\u0085\u2028\u2029]/.test(text.trim());
}

/** Lower case and without marks: many type fast. What punctuation says stays. */
export function unmarked(text: string): string {
  return text
    .toLowerCase()
    .normalize("NFD")
    .replaceAll(/[\u0300-\u036F]/g, "")
    .replaceAll("đ", "d");
}
