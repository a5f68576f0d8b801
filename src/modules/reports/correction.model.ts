import type { KindName } from "#platform/kinds.ts";
import type { Source } from "./indicator.model.ts";
import { INDICATORS } from "./indicator.model.ts";

/** What a record gave to each figure and row of a table, by its key; `via` are the records through which it came to be counted. */
type Given = { gave: Record<string, number>; via?: [kind: string, id: string][] };
/** By kind and id. */
export type Counted = Partial<Record<KindName, Record<string, Given>>>;
/** How a figure or table was defined. */
export type Definition = { version: number; rule: string };
/** What is kept with a frozen report: who gave what, and by which definitions. */
export type KeptCount = { records: Counted; definitions: Record<string, Definition> };

/** The report's tables as its corrections compare them: `each` are the rows that one fact stands in, `amount` what it gives to them. */
export const TABLES: readonly {
  key: string;
  version: number;
  source: Source;
  each: string;
  amount: string;
  filter: string;
}[] = [
  table("activities_by_month", "activity", "array[extract(month from fact.on_date)::int]"),
  table("activities_by_kind", "activity", "array[fact.kind]"),
  table("activities_by_country", "activity", "fact.countries"),
  table("activities_by_unit", "activity", "array[fact.unit_id]"),
  table("delegations_by_country", "delegation", "fact.countries"),
  {
    ...table("aid_by_sector", "aid", "array[fact.sector]"),
    amount: "fact.amount",
    filter: "fact.kind = 'disbursement'",
  },
  {
    ...table("aid_by_country", "aid", "array[fact.ngo_country]"),
    amount: "fact.amount",
    filter: "fact.kind = 'disbursement'",
  },
];

function table(key: string, source: Source, each: string) {
  return { key, version: 1, source, each, amount: "1", filter: "true" };
}

/** The definitions of today, by the key of the figure or table. */
export function definitions(): Record<string, Definition> {
  const figures = INDICATORS.map(({ key, version, value, filter }) => [key, { version, rule: `${value} ${filter}` }]);
  const tables = TABLES.map(({ key, version, each, amount, filter }) => [
    key,
    { version, rule: `${each} ${amount} ${filter}` },
  ]);
  return Object.fromEntries([...figures, ...tables]) as Record<string, Definition>;
}

/** The figure or table that a key belongs to: `before.` is the year before's, what follows a table's name is its row. */
export function subjectOf(key: string): { name: string; row: string | undefined; isBefore: boolean } {
  const isBefore = key.startsWith("before.");
  const [name = "", ...row] = (isBefore ? key.slice("before.".length) : key).split(".");
  return { name, row: row.length > 0 ? row.join(".") : undefined, isBefore };
}

/** A record that makes a difference: what it gave then and gives now. */
export type Differing = { kind: KindName; id: string; frozen: number; now: number; via: [string, string][] };
export type Difference = { key: string; frozen: number; now: number; records: Differing[] };

/** Where the two counts differ, also where what was added and what went away make the same sum. */
export function differencesBetween(frozen: Counted, now: Counted): Difference[] {
  const found = new Map<string, Differing[]>();
  for (const one of differing(frozen, now)) found.set(one.key, [...(found.get(one.key) ?? []), one.record]);
  const [before, after] = [sumsOf(frozen), sumsOf(now)];
  const all = [...found].map(([key, records]) => ({
    key,
    frozen: before.get(key) ?? 0,
    now: after.get(key) ?? 0,
    records,
  }));
  const [things, others] = [all.filter(({ key }) => isThing(key)), all.filter(({ key }) => !isThing(key))];
  return [...others, ...foldThings(things, before, after)];
}

function* differing(frozen: Counted, now: Counted): Generator<{ key: string; record: Differing }> {
  for (const kind of namesIn(frozen, now) as KindName[])
    for (const id of namesIn(frozen[kind], now[kind])) {
      const [was, is] = [frozen[kind]?.[id], now[kind]?.[id]];
      const via = viaOf(was, is);
      for (const key of namesIn(was?.gave, is?.gave)) {
        const record = { kind, id, frozen: was?.gave[key] ?? 0, now: is?.gave[key] ?? 0, via };
        if (record.frozen !== record.now) yield { key, record };
      }
    }
}

const namesIn = (...some: (object | undefined)[]) => [...new Set(some.flatMap((one) => Object.keys(one ?? {})))];

/** Of a figure that counts things which several records may name, the thing stands in the key. */
function isThing(key: string): boolean {
  const { name, row } = subjectOf(key);
  return row !== undefined && INDICATORS.some((one) => one.key === name);
}

/** One difference for each such figure: its things that came or went, whatever else names those that stayed. */
function foldThings(things: Difference[], before: Map<string, number>, after: Map<string, number>): Difference[] {
  const moved = things.filter((one) => (one.frozen === 0) !== (one.now === 0));
  const figures = Map.groupBy(moved, ({ key }) => key.slice(0, key.lastIndexOf(".")));
  const count = (sums: Map<string, number>, figure: string) =>
    [...sums].filter(([key, sum]) => sum > 0 && key.startsWith(`${figure}.`)).length;
  return [...figures].map(([key, some]) => ({
    key,
    frozen: count(before, key),
    now: count(after, key),
    records: some.flatMap((one) => one.records),
  }));
}

function viaOf(was: Given | undefined, is: Given | undefined): [string, string][] {
  const all = [...(was?.via ?? []), ...(is?.via ?? [])];
  return [...new Map(all.map((one) => [one.join(" "), one])).values()];
}

function sumsOf(counted: Counted): Map<string, number> {
  const sums = new Map<string, number>();
  for (const records of Object.values(counted))
    for (const { gave } of Object.values(records))
      for (const [key, amount] of Object.entries(gave)) sums.set(key, (sums.get(key) ?? 0) + amount);
  return sums;
}
