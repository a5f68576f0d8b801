import type { CountedAs } from "#platform/kinds.ts";

/** The indicator dictionary (union-work.md section 6). A changed definition is a new version. */
export type IndicatorKey =
  | "delegations_out"
  | "delegations_in"
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
};

const activity = (key: IndicatorKey, filter: string): Indicator => ({
  key,
  version: 1,
  source: "activity",
  measure: "activity",
  value: "count(*)",
  filter,
});

export const INDICATORS: readonly Indicator[] = [
  {
    key: "delegations_out",
    version: 1,
    source: "delegation",
    measure: "delegation",
    value: "count(*)",
    filter: "fact.direction = 'outgoing'",
  },
  {
    key: "delegations_in",
    version: 1,
    source: "delegation",
    measure: "delegation",
    value: "count(*)",
    filter: "fact.direction = 'incoming'",
  },
  {
    key: "delegation_members",
    version: 1,
    source: "delegation",
    measure: "person",
    value: "sum(fact.member_count)",
    filter: "fact.direction = 'outgoing'",
  },
  activity("onsite_activities", "true"),
  activity("activities_central", "fact.level = 'central'"),
  activity("activities_local", "fact.level = 'local'"),
  activity("activities_bilateral", "not fact.is_multilateral"),
  activity("activities_multilateral", "fact.is_multilateral"),
  activity("joint_activities", "cardinality(fact.host_paths) > 1"),
  {
    key: "anniversaries",
    version: 1,
    source: "activity",
    measure: "country",
    value: "count(distinct fact.occasion_country)",
    filter: "fact.occasion = 'relations_anniversary' and fact.occasion_years = 50",
  },
  activity("intl_conferences", "fact.is_international_conference"),
  {
    key: "partners_active",
    version: 1,
    source: "partner",
    measure: "partner",
    value: "count(distinct fact.partner_id)",
    filter: "true",
  },
  {
    key: "partners_new",
    version: 1,
    source: "partner",
    measure: "partner",
    value: "count(distinct fact.partner_id)",
    filter: "fact.is_new",
  },
  {
    key: "fngo_aid",
    version: 1,
    source: "aid",
    measure: "USD",
    value: "sum(fact.amount_usd)",
    filter: "fact.kind = 'disbursement'",
  },
  {
    key: "fngo_aid_committed",
    version: 1,
    source: "aid",
    measure: "USD",
    value: "sum(fact.amount_usd)",
    filter: "fact.kind = 'commitment'",
  },
];

export function findIndicator(key: string): Indicator | undefined {
  return INDICATORS.find((indicator) => indicator.key === key);
}

export type Wording = { qualifier: "exact" | "nearly" | "over"; rounded: number };

/** How a figure is said in public: small counts as they are, large ones "nearly" or "over" a round number near them. */
export function wordingOf(value: number, measure: Indicator["measure"]): Wording {
  const step = measure === "USD" ? 1_000_000 : value >= 500 ? 500 : value;
  if (!step || (measure === "USD" && value < 1_000_000)) return { qualifier: "exact", rounded: value };
  const rounded = Math.round(value / step) * step;
  if (rounded === value) return { qualifier: "exact", rounded };
  return { qualifier: rounded > value ? "nearly" : "over", rounded };
}

/** A year is final once it has ended and its reports could come in. */
export function statusOf(year: number, asOf: string): "interim" | "final" {
  return asOf >= `${year}-12-31` ? "final" : "interim";
}
