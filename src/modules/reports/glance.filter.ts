import { z } from "zod";
import type { Filter } from "#platform/filter.ts";
import { linked } from "#platform/filter.ts";
import type { IndicatorKey } from "./indicator.model.ts";
import { scopeFilter } from "./indicator.filter.ts";

/** What the map shows of each country, and the figure that it is a part of. */
export const MAPPED = {
  activities: "onsite_activities",
  delegations: "delegations",
  partners: "partners_active",
  aid: "fngo_aid",
} as const satisfies Record<string, IndicatorKey>;
export const MAPS = ["activities", "delegations", "partners", "aid"] as const satisfies (keyof typeof MAPPED)[];
/** As the world's facts call them. */
export const REGIONS = ["Asia", "Europe", "Africa", "Americas", "Oceania"] as const;

export const glanceFilter = z.object({
  year: scopeFilter.shape.year,
  unit: scopeFilter.shape.unit,
  show: linked(MAPS, { label: "glance_map", says: "glance_show" }),
  region: linked(REGIONS, { label: "glance_region_label", says: "glance_region" }),
});
export type GlanceFilter = Filter<typeof glanceFilter>;
