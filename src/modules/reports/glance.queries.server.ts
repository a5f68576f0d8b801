import { countActivities } from "#modules/activities/activity.queries.server.ts";
import { listAnniversaries, listOwnCountries } from "#modules/countries/country.queries.server.ts";
import { commitmentList } from "#modules/delegations/delegation-commitment.queries.server.ts";
import { countDelegations } from "#modules/delegations/delegation.queries.server.ts";
import type { Work } from "#platform/db.server.ts";
import { addDays, today } from "#platform/time.ts";
import type { Scope } from "./fact.queries.server.ts";
import { inYear, yearBefore } from "./figure.model.ts";
import { listFigureBy } from "./figure.queries.server.ts";
import type { MAPS } from "./glance.filter.ts";
import { MAPPED } from "./glance.filter.ts";
import { listHosted } from "./hosted.queries.server.ts";
import type { IndicatorKey } from "./indicator.model.ts";
import { findIndicator } from "./indicator.model.ts";
import { listFigures } from "./indicator.queries.server.ts";
import type { PlannedKey } from "./plan.model.ts";
import { listPlans } from "./plan.queries.server.ts";
import { listReporting } from "./reporting.queries.server.ts";

/** The figures that stand at the top, in their order. */
const AT_THE_TOP: readonly IndicatorKey[] = ["delegations_out", "delegations_in", "onsite_activities", "fngo_aid"];
/** How far ahead an anniversary needs attention. */
const DAYS_AHEAD = 60;

/** A unit's year at a glance: its figures beside the same day of the year before and the year's plan, by country, province and month, and what needs attention. All of it is the indicators themselves. */
export async function findGlance(work: Work, scope: Scope, show: (typeof MAPS)[number]) {
  const activities = indicatorOf("onsite_activities");
  const [now, before, byCountry, byMonth, monthsBefore, hosted, attention, plans, reporting] = await Promise.all([
    listFigures(work, scope),
    listFigures(work, yearBefore(scope)),
    listFigureBy(work, { indicator: indicatorOf(MAPPED[show]), scope }, "country"),
    listFigureBy(work, { indicator: activities, scope }, "month"),
    listFigureBy(work, { indicator: activities, scope: wholeYearBefore(scope) }, "month"),
    listHosted(work, scope),
    findAttention(work, scope),
    listPlans(work, scope),
    listReporting(work, scope),
  ]);
  const figures = AT_THE_TOP.flatMap((key) => {
    const figure = now.find((one) => one.key === key);
    const then = before.find((one) => one.key === key);
    const plan = plans.get(key as PlannedKey);
    const isPlanned = plan !== undefined && plan.planned > 0;
    return figure
      ? [{ ...figure, before: then?.recorded ? then.value : null, plan: isPlanned ? plan : undefined }]
      : [];
  });
  return { figures, byCountry, byMonth, monthsBefore, hosted, attention, reporting };
}

/** The year before to its end: months that are still ahead had something then. */
function wholeYearBefore(scope: Scope): Scope {
  const year = scope.year - 1;
  return inYear({ ...scope, asOf: `${year}-12-31` }, year);
}

function indicatorOf(key: IndicatorKey) {
  const indicator = findIndicator(key);
  if (!indicator) throw new Error(`there is no indicator ${key}`);
  return indicator;
}

/** What waits today, of what the reader may see of the unit and those below it, each counted as its list counts it; and anniversaries ahead. */
async function findAttention(work: Work, scope: Scope) {
  const unit_path = scope.unitPath;
  const day = today();
  const [late, promised, unaccounted, reportsDue, anniversaries] = await Promise.all([
    commitmentList.count(work, { state: "late", unit_path }),
    commitmentList.count(work, { state: "open", unit_path }),
    countActivities(work, { unaccounted: "1", unit_path }),
    countDelegations(work, { status: "report_due", unit_path }),
    listAnniversaries(work, { from: day, to: addDays(day, DAYS_AHEAD), every: 5 }),
  ]);
  // Of one's own unit those of the countries that one works with, as Today has them.
  const own = work.actor.paths.includes(unit_path) ? await listOwnCountries(work) : new Set<string>();
  const ahead = anniversaries.filter((one) => own.size === 0 || own.has(one.iso2));
  return { late, promised, unaccounted, reportsDue, anniversaries: ahead };
}
