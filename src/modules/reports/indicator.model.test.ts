import { afterEach, expect, test, vi } from "vitest";
import { countedUntil, findIndicator, INDICATORS, statusOf, wordingOf } from "./indicator.model.ts";

afterEach(() => vi.unstubAllEnvs());

test.each([
  [37, "delegation", "exact", 37],
  [987, "activity", "nearly", 1000],
  [1046, "activity", "over", 1000],
  [227_900_000, "USD", "nearly", 228_000_000],
  [231_400_000, "USD", "over", 231_000_000],
  [0, "delegation", "exact", 0],
  [499, "activity", "exact", 499],
  [500, "activity", "exact", 500],
  [400_000, "USD", "exact", 400_000],
  [1_000_000, "USD", "exact", 1_000_000],
] as const)("%d %s is said as %s %d", (value, measure, qualifier, rounded) => {
  expect(wordingOf(value, measure)).toEqual({ qualifier, rounded });
});

const ASKED: [day: string, year: number, asOf: string, status: string, until: string][] = [
  ["2025-06-30", 2024, "2024-12-15", "interim", "2024-12-15"],
  ["2025-06-30", 2024, "2024-12-31", "final", "2024-12-31"],
  ["2025-06-30", 2024, "2025-03-01", "final", "2024-12-31"],
  ["2025-01-01", 2024, "2024-12-31", "final", "2024-12-31"],
  ["2024-12-31", 2024, "2024-12-31", "interim", "2024-12-31"],
  ["2024-11-20", 2024, "2024-12-31", "interim", "2024-11-20"],
  ["2024-11-20", 2024, "2024-11-20", "interim", "2024-11-20"],
  ["2024-11-20", 2025, "2025-12-31", "interim", "2024-11-20"],
];

test.each(ASKED)("on %s the year %d as of %s is %s and counted until %s", (...[day, year, asOf, status, until]) => {
  vi.stubEnv("AMITY_NOW", `${day}T05:00:00Z`);
  expect([statusOf(year, asOf), countedUntil(year, asOf)]).toEqual([status, until]);
});

/** The dictionary of the reports a second time: what each figure counts, of what, in what. */
const DICTIONARY = [
  ["delegations_out", "delegation", "delegation", "count(*)", "fact.direction = 'outgoing'"],
  ["delegations_in", "delegation", "delegation", "count(*)", "fact.direction = 'incoming'"],
  ["delegations", "delegation", "delegation", "count(*)", "true"],
  ["delegation_members", "delegation", "person", "sum(fact.amount)", "fact.direction = 'outgoing'"],
  ["onsite_activities", "activity", "activity", "count(*)", "true"],
  ["activities_central", "activity", "activity", "count(*)", "fact.level = 'central'"],
  ["activities_local", "activity", "activity", "count(*)", "fact.level = 'local'"],
  ["activities_bilateral", "activity", "activity", "count(*)", "not fact.is_multilateral"],
  ["activities_multilateral", "activity", "activity", "count(*)", "fact.is_multilateral"],
  ["joint_activities", "activity", "activity", "count(*)", "cardinality(fact.host_paths) > 1"],
  [
    "anniversaries",
    "activity",
    "country",
    "count(distinct fact.occasion_country)",
    "fact.occasion = 'relations_anniversary' and fact.occasion_years = 50",
  ],
  ["intl_conferences", "activity", "activity", "count(*)", "fact.is_international_conference"],
  ["partners_active", "partner", "partner", "count(distinct fact.record_id)", "true"],
  ["partners_new", "partner", "partner", "count(distinct fact.record_id)", "fact.is_new"],
  ["fngo_aid", "aid", "USD", "sum(fact.amount)", "fact.kind = 'disbursement'"],
  ["fngo_aid_committed", "aid", "USD", "sum(fact.amount)", "fact.kind = 'commitment'"],
];

test("the dictionary says what each figure counts", () => {
  const said = INDICATORS.map((one) => [one.key, one.source, one.measure, one.value, one.filter]);
  expect(said).toEqual(DICTIONARY);
  for (const [key = ""] of DICTIONARY) expect(findIndicator(key)?.key).toBe(key);
  expect(findIndicator("happiness")).toBeUndefined();
});
