import fs from "node:fs";

/** A text as somebody typed it, and by hand what must be made of it in each language. */
export type Judged = { text: string; vi: string; en: string };

/** The lines of a table in tests/texts: `text => verdict`, or `text => in Vietnamese | in English`. */
export function judged(table: "days" | "counts" | "amounts" | "countries"): Judged[] {
  return fs
    .readFileSync(`tests/texts/${table}.txt`, "utf8")
    .split("\n")
    .filter((line) => line.includes(" => "))
    .map((line) => {
      const [text = "", verdicts = ""] = line.split(" => ");
      const [vi = "", en = vi] = verdicts.split(" | ");
      return { text: unescaped(text), vi, en };
    });
}

function unescaped(text: string): string {
  return text
    .replaceAll(/\\u([\da-f]{4})/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)))
    .replaceAll("\\n", "\n")
    .replaceAll("\\r", "\r")
    .replaceAll("\\t", "\t");
}

/** The same each time, and different texts for each seed. */
export function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_664_525 + 1_013_904_223) % 4_294_967_296;
    return state / 4_294_967_296;
  };
}
