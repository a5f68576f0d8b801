import type { FigureScope } from "./figure.model.ts";
import { queryOf } from "./figure.model.ts";
import type { Indicator, IndicatorKey, Source } from "./indicator.model.ts";
import { INDICATORS } from "./indicator.model.ts";

/** The sources whose records say whether they stand in the plan of a year; of partners and aid nobody plans a number. */
export type Planned = Extract<Source, "activity" | "delegation">;

/** The figures that stand beside a plan. */
const PLANNED = ["delegations_out", "delegations_in", "onsite_activities"] as const satisfies readonly IndicatorKey[];
export type PlannedKey = (typeof PLANNED)[number];

/** What became of a plan: done in its year, dropped with a reason, or neither yet. */
export const PLAN_STATES = ["done", "dropped", "left"] as const;
export type PlanState = (typeof PLAN_STATES)[number];

export type PlannedIndicator = Indicator & { key: PlannedKey; source: Planned };
export const PLANNED_INDICATORS = INDICATORS.filter((one): one is PlannedIndicator =>
  (PLANNED as readonly string[]).includes(one.key),
);

/** The page of what stands in a plan, or of what became of it. */
export function planAddress(key: PlannedKey, scope: FigureScope, state?: PlanState): string {
  return `/reports/plan/${key}?${queryOf(scope)}${state ? `&state=${state}` : ""}`;
}
