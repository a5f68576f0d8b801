import { expect, test } from "vitest";
import type { CountedYear } from "./counted-year.model.ts";
import { inOrder, withMore } from "./counted-year.model.ts";
import type { IndicatorKey } from "./indicator.model.ts";

const row = (key: string, value: number) => ({ key, label: key, label_en: key, value });
function aYear(figures: Partial<Record<IndicatorKey, number>>, tables: CountedYear["tables"] = {}): CountedYear {
  const counted = Object.entries(figures).map(
    ([key, value]) => [key as IndicatorKey, { value, recorded: true }] as const,
  );
  return { counted: new Map(counted), tables, places: { FR: 2, LA: 1 }, anniversaries: [], roll: new Int32Array([1]) };
}

test("what is added counts in figures, in rows that were there and in new ones", () => {
  const year = aYear(
    { onsite_activities: 4, delegations: 2 },
    { activities_by_country: [row("FR", 3)], activities_by_month: [row("3", 4)] },
  );
  const more = aYear(
    { onsite_activities: 3, anniversaries: 0 },
    { activities_by_country: [row("LA", 3)], activities_by_month: [row("1", 1), row("3", 2)] },
  );
  const sum = withMore(year, more);
  expect([...(sum?.counted ?? [])].map(([key, { value }]) => [key, value])).toEqual([
    ["onsite_activities", 7],
    ["delegations", 2],
  ]);
  expect(sum?.tables).toEqual({
    activities_by_country: [row("LA", 3), row("FR", 3)],
    activities_by_month: [row("1", 1), row("3", 6)],
  });
  expect([...(sum?.roll ?? [])]).toEqual([1, 1]);
  expect(year.tables.activities_by_month).toEqual([row("3", 4)]);
});

test("things that several records may name are not added up", () => {
  expect(withMore(aYear({ anniversaries: 2 }), aYear({ anniversaries: 1 }))).toBeUndefined();
  expect(withMore(aYear({ partners_active: 2 }), aYear({ partners_active: 1 }))).toBeUndefined();
  expect(withMore(aYear({ partners_active: 2 }), aYear({ partners_active: 0 }))).toBeDefined();
});

test("rows stand by what they come to, then by name, and by key where they have none", () => {
  const keys = (table: string, rows: ReturnType<typeof row>[]) =>
    inOrder(table, rows, { FR: 2, LA: 1 }).map(({ key }) => key);
  expect(keys("activities_by_country", [row("FR", 1), row("LA", 1), row("KH", 9)])).toEqual(["KH", "LA", "FR"]);
  expect(keys("activities_by_kind", [row("visit", 1), row("contest", 1)])).toEqual(["contest", "visit"]);
  expect(keys("activities_by_month", [row("12", 1), row("2", 5)])).toEqual(["2", "12"]);
});
