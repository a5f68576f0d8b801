import type { Box, FilterBar, FilterSchema, Option, Read, Refused } from "./filter.ts";
import { wordsOf } from "./filter.ts";
import { short } from "./filter.server.ts";
import { formatDay, formatMonth } from "./format.ts";
import { kindsOffered } from "./own-words.ts";
import { wordsFor, wordsOfValue } from "./words.server.ts";

/** Not said above a list: where it begins and how long it is, the page shows. */
const UNSAID = new Set(["limit", "cursor", "count"]);

/** What the list was narrowed by, as a reader says it: "France · 2024 · held". `names` are those that the database knows. */
function sayFilter(schema: FilterSchema, filter: Record<string, unknown>, names: Record<string, string>): string {
  return Object.entries(filter)
    .filter(([name, value]) => value !== undefined && value !== false && !UNSAID.has(name))
    .map(([name, value]) => names[name] ?? sayValue(schema, name, String(value)))
    .join(" · ");
}

function sayValue(schema: FilterSchema, name: string, value: string): string {
  const { label, says, box } = wordsOf(schema, name);
  if (says) return wordsOfValue(says, name, value);
  if (box === "date")
    return wordsFor("labelled", { label: wordsFor(label) ?? label, value: formatDay(value) }) ?? value;
  if (box === "search" || box === "text") return `“${value}”`;
  const [year, month] = value.split("-").map(Number);
  return label === "filter_month" ? formatMonth(year ?? 0, month ?? 1) : value;
}

export function barOf<Schema extends FilterSchema>(
  schema: Schema,
  { filter, given, refused }: Read<Schema>,
  names: Record<string, string>,
  options: Record<string, Option[]>,
): FilterBar {
  const inEffect = Object.entries(given).filter(([name]) => !UNSAID.has(name));
  const valueOf = (name: string) => typed((filter as Record<string, unknown>)[name], given[name]);
  return {
    boxes: Object.keys(schema.shape).flatMap((name) => boxOf(schema, { name, value: valueOf(name) }, options[name])),
    kept: inEffect.flatMap(([name, value]) => (wordsOf(schema, name).box ? [] : { name, value })),
    refused: refused.map((one) => sayRefused(schema, one)),
    said: sayFilter(schema, filter, names),
    query: new URLSearchParams(inEffect).toString(),
  };
}

/** What its box shows of a value: a flag is chosen however it was written. */
function typed(value: unknown, given: string | undefined): string {
  if (typeof value === "boolean") return value ? "1" : "";
  return given ?? String(value ?? "");
}

function boxOf(schema: FilterSchema, given: { name: string; value: string }, options: Option[] | undefined): Box[] {
  const { label, says, blank, box, values = [] } = wordsOf(schema, given.name);
  if (!box) return [];
  const words = { ...given, label: wordsFor(label) ?? "", blank: wordsFor(blank ?? "list_all") ?? "", kind: box };
  if (!options && box !== "choice") return [words];
  const offered = says === "unit_kind" ? kindsOffered(values, given.value) : values;
  const own = offered.map((value) => ({ value, label: says ? wordsOfValue(says, given.name, value) : value }));
  return [{ ...words, options: options ?? own }];
}

/** The sentence on a page about a value that was left out. */
function sayRefused(schema: FilterSchema, { name, value }: Refused): string {
  const { label } = wordsOf(schema, name);
  return wordsFor("filter_left_out", { label: wordsFor(label) ?? name, value: short(value) }) ?? "";
}
