import type { CountedAs } from "#platform/kinds.ts";
import { doesWork } from "#platform/own-words.ts";
import { today } from "#platform/time.ts";

/** The indicator dictionary (union-work.md section 6). A changed definition is a new version. */
export type IndicatorKey =
  | "delegations_out"
  | "delegations_in"
  | "delegations"
  | "delegation_members"
  | "onsite_activities"
  | "activities_central"
  | "activities_local"
  | "activities_bilateral"
  | "activities_multilateral"
  | "joint_activities"
  | "anniversaries"
  | "intl_conferences"
  | "partners_active"
  | "partners_new"
  | "fngo_aid"
  | "fngo_aid_committed";

/** What counts: the kinds of record that figures are counted from, as their lines in the register call it. */
export type Source = Exclude<CountedAs, "all">;

export type Indicator = {
  key: IndicatorKey;
  version: number;
  source: Source;
  /** What one is: a visit, a person, an activity, a country, a partner, a US dollar. */
  measure: "delegation" | "person" | "activity" | "country" | "partner" | "USD";
  /** SQL over the source's view: what is counted or added up, and which rows belong to it. */
  value: string;
  filter: string;
  /** SQL: the rows that tell of it at all, where that is not each of its source. Of a year that has none it is unknown, and not zero. */
  known?: string;
};

/** What counts for every unit that hosts it; all else for the unit whose it is. */
export const HOSTED: readonly Source[] = ["activity", "partner"];

/** Adds up what each row holds: people, money. */
export const SUM = "sum(fact.amount)";

/** Counts records and not the rows that tell of them: a partner met ten times is one. */
const EACH_RECORD = "count(distinct fact.record_id)";

const counted =
  (source: Source, measure: Indicator["measure"], value = "count(*)") =>
  (key: IndicatorKey, filter: string): Indicator => ({ key, version: 1, source, measure, value, filter });
const visits = counted("delegation", "delegation");
const travellers = counted("delegation", "person", SUM);
const activities = counted("activity", "activity");
/** Of a year in which nobody wrote an occasion nothing is known of occasions. */
const occasions = (key: IndicatorKey, filter: string): Indicator => ({
  ...counted("activity", "country", "count(distinct fact.occasion_country)")(key, filter),
  known: "fact.occasion <> 'none'",
});
const partners = counted("partner", "partner", EACH_RECORD);
const money = counted("aid", "USD", SUM);

export const INDICATORS: readonly Indicator[] = [
  visits("delegations_out", "fact.direction = 'outgoing'"),
  visits("delegations_in", "fact.direction = 'incoming'"),
  visits("delegations", "true"),
  travellers("delegation_members", "fact.direction = 'outgoing'"),
  activities("onsite_activities", "true"),
  activities("activities_central", "fact.level = 'central'"),
  activities("activities_local", "fact.level = 'local'"),
  activities("activities_bilateral", "not fact.is_multilateral"),
  activities("activities_multilateral", "fact.is_multilateral"),
  activities("joint_activities", "cardinality(fact.host_paths) > 1"),
  occasions("anniversaries", "fact.occasion = 'relations_anniversary' and fact.occasion_years = 50"),
  activities("intl_conferences", "fact.is_international_conference"),
  partners("partners_active", "true"),
  partners("partners_new", "fact.is_new"),
  money("fngo_aid", "fact.kind = 'disbursement'"),
  money("fngo_aid_committed", "fact.kind = 'commitment'"),
];

/** Those of the work that the union does. */
export const indicatorsShown = (): Indicator[] => INDICATORS.filter((one) => one.source !== "aid" || doesWork("aid"));

export function findIndicator(key: string): Indicator | undefined {
  return INDICATORS.find((indicator) => indicator.key === key);
}

export type Wording = { qualifier: "exact" | "nearly" | "over"; rounded: number };

/** What is round for figures from here on: multiples of the step, one step coarser than the figure itself is told. */
type Rounding = { from: number; step: number };
const COUNTS: readonly Rounding[] = [
  { from: 500, step: 100 },
  { from: 1000, step: 500 },
  { from: 5000, step: 1000 },
  { from: 10_000, step: 5000 },
  { from: 50_000, step: 10_000 },
  { from: 100_000, step: 50_000 },
];
/** Whole millions, from a billion on tens of millions. */
const DOLLARS: readonly Rounding[] = [
  { from: 1_000_000, step: 1_000_000 },
  { from: 1_000_000_000, step: 10_000_000 },
];
/** "Nearly" and "over" stand for figures within this share of the round number; all others are said as they are. */
const NEAR = 0.05;

/** How a figure is said in public: small ones as they are, large ones "nearly" or "over" a round number close by (union-work.md section 6). */
export function wordingOf(value: number, measure: Indicator["measure"]): Wording {
  const rule = (measure === "USD" ? DOLLARS : COUNTS).findLast(({ from }) => value >= from);
  const rounded = rule ? Math.round(value / rule.step) * rule.step : value;
  const isNear = Math.abs(value - rounded) <= rounded * NEAR;
  if (rounded === value || !isNear) return { qualifier: "exact", rounded: value };
  return { qualifier: rounded > value ? "nearly" : "over", rounded };
}

/** The last day of a year that is counted as far as it is known on `asOf`; what is ahead of today is planned and counts nowhere. */
export function countedUntil(year: number, asOf: string): string {
  return [asOf, `${year}-12-31`, today()].toSorted()[0] ?? asOf;
}

/** Final is a year that is over, asked at its end or later; all else is interim, also its last day asked before it has come. */
export function statusOf(year: number, asOf: string): "interim" | "final" {
  const last = `${year}-12-31`;
  return today() > last && asOf >= last ? "final" : "interim";
}
