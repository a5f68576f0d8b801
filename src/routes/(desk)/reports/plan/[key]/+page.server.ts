import { planFilter } from "#modules/reports/indicator.filter.ts";
import { figureAddress } from "#modules/reports/figure.model.ts";
import { readScope } from "#modules/reports/indicator.queries.server.ts";
import { PLAN_STATES, PLANNED_INDICATORS, planAddress } from "#modules/reports/plan.model.ts";
import { listPlanRecords, openPlan } from "#modules/reports/plan.queries.server.ts";
import { findNamedUnit } from "#modules/units/unit.queries.server.ts";
import { formatDay, formatNumber } from "#platform/format.ts";
import { found, show as read } from "#platform/http.server.ts";
import { addressOf, kindsCountedAs } from "#platform/kinds.ts";
import { nameOf } from "#platform/names.ts";
import { today } from "#platform/time.ts";
import * as m from "#words/messages.js";
import { readForPage } from "../../../../list.server.ts";
import type { PageServerLoad } from "./$types";

export const csr = false;

export const load: PageServerLoad = (event) =>
  read(event, async (work) => {
    const { key } = event.params;
    const indicator = found(PLANNED_INDICATORS.find((one) => one.key === key));
    const { filter, bar } = await readForPage(event, work, planFilter);
    const scope = await readScope(work, filter);
    const asked = { indicator, scope, state: filter.state };
    const [plan, page, unit] = await Promise.all([
      openPlan(work, asked),
      listPlanRecords(work, asked, filter),
      findNamedUnit(work, "unit", scope.unitId),
    ]);
    const [kind] = kindsCountedAs(indicator.source);
    const count = plan[filter.state ?? "planned"];
    return {
      title: m.plan_title({ year: scope.year, figure: m.indicator({ key: indicator.key }) }),
      unit: nameOf(found(unit)),
      asOf: formatDay(scope.asOf),
      count,
      text: formatNumber(count),
      openText: plan.open < count ? formatNumber(plan.open) : undefined,
      figure: figureAddress(indicator.key, scope),
      glance: `/glance?year=${scope.year}&unit=${scope.unitId}`,
      refused: bar.refused,
      // A day on which it was dropped is not kept beside a plan.
      droppedAsOf: scope.asOf < today() ? formatDay(today()) : undefined,
      hasState: filter.state !== undefined,
      parts: [undefined, ...PLAN_STATES].map((state) => ({
        word: state ? m.plan_state({ state }) : m.plan_planned(),
        text: formatNumber(plan[state ?? "planned"]),
        href: planAddress(indicator.key, scope, state),
        isChosen: state === filter.state,
      })),
      items: page.items.map((one) => ({
        ...one,
        href: addressOf(kind, one.id),
        day: formatDay(one.on_date),
        says: indicator.source === "activity" ? m.activity_status(one) : m.delegation_status(one),
      })),
      next_cursor: page.next_cursor,
    };
  });
