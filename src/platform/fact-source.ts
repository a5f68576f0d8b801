import * as m from "#words/messages.js";
import { getLocale } from "#words/runtime.js";
import { formatDay } from "./format.ts";
import { namesOfAll } from "./intl.ts";

type Way = [form: RegExp, source: string, detail: (found: RegExpExecArray) => string];

/** How the facts that come with a release say where they are from, where that is our own remark and no title, number or address. */
const WAYS: Way[] = [
  [/^recall$/, "recall", () => ""],
  [/^compiled from general knowledge\b.*$/, "compiled", () => ""],
  [
    /^Wikidata \(CC0\) as exported (\d{4}-\d{2}-\d{2}) by (\S+)$/,
    "wikidata",
    ([, day, by]) => `${by} (${formatDay(day)})`,
  ],
  [/^accreditation to ([A-Z]{2}): (.+)$/, "accreditation", ([, code, by]) => `${countryOf(code)}: ${by}`],
  [/^embassy named: (.+)$/, "embassy", ([, by]) => by ?? ""],
];

const countryOf = (code = "") => namesOfAll(getLocale(), "region").of(code) ?? code;

/** Where a fact is from, for a reader: our own remarks in words of the language, all else as its source is called. */
export function sourceInWords(source: string): string {
  return source.split(" ; ").map(pieceInWords).join("; ");
}

function pieceInWords(piece: string): string {
  for (const [form, source, detail] of WAYS) {
    const found = form.exec(piece);
    if (found) return m.fact_source({ source, detail: detail(found) });
  }
  return piece;
}
