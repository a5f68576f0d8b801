import type { Roll } from "#platform/roll.ts";
import { joinRolls } from "#platform/roll.ts";
import type { Named } from "#platform/names.ts";
import type { Indicator, IndicatorKey } from "./indicator.model.ts";
import { INDICATORS } from "./indicator.model.ts";

export type Row = { label: string; label_en: string; key: string; value: number };
export type Celebrated = Named & { iso2: string };
/** What an indicator came to, and whether anything was recorded that tells of it. */
type Counted = { value: number; recorded: boolean };

/** A year of a unit: each indicator, the rows of the tables where they are wanted, and the roll of the records that all of it was counted from. */
export type CountedYear = {
  counted: Map<IndicatorKey, Counted>;
  tables: Record<string, Row[]>;
  /** Of rows that are called by a name, where that stands among all names, by their key. */
  places: Record<string, number>;
  anniversaries: Celebrated[];
  roll: Roll;
};

/** Whether things are counted that several records may name: of two counts of them the sum is no count. */
export const countsThings = ({ value }: Indicator) => value.startsWith("count(distinct");

/** A year with records that were not counted in it before; undefined where it has to be counted anew. */
export function withMore(year: CountedYear, more: CountedYear): CountedYear | undefined {
  const counted = new Map(year.counted);
  for (const one of INDICATORS) {
    const [was, is] = [year.counted.get(one.key), more.counted.get(one.key)];
    if (!was || !is) continue;
    if (countsThings(one) && is.value > 0) return undefined;
    counted.set(one.key, { value: was.value + is.value, recorded: was.recorded || is.recorded });
  }
  const places = { ...year.places, ...more.places };
  const tables = Object.entries(year.tables).map(([name, rows]) => {
    const added = more.tables[name] ?? [];
    return [name, added.length > 0 ? inOrder(name, addRows(rows, added), places) : rows] as const;
  });
  return { ...year, counted, tables: Object.fromEntries(tables), places, roll: joinRolls([year.roll, more.roll]) };
}

function addRows(rows: Row[], more: Row[]): Row[] {
  const all = new Map(rows.map((row) => [row.key, row]));
  for (const row of more) all.set(row.key, { ...row, value: row.value + (all.get(row.key)?.value ?? 0) });
  return [...all.values()];
}

/** Months as they come; of all else the most first, then by name, or by key where it has none. */
export function inOrder(table: string, rows: Row[], places: Record<string, number>): Row[] {
  if (table.endsWith("_by_month")) return rows.toSorted((one, other) => Number(one.key) - Number(other.key));
  const place = ({ key }: Row) => places[key] ?? 0;
  return rows.toSorted(
    (one, other) => other.value - one.value || place(one) - place(other) || (one.key < other.key ? -1 : 1),
  );
}
