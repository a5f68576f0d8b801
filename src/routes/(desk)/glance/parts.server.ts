import { listProvinces } from "#modules/reference/reference.queries.server.ts";
import { listTiles } from "#modules/reference/reference-tiles.queries.server.ts";
import type { FigureScope } from "#modules/reports/figure.model.ts";
import { figureAddress, yearBefore } from "#modules/reports/figure.model.ts";
import type { findGlance } from "#modules/reports/glance.queries.server.ts";
import type { Hosted } from "#modules/reports/hosted.queries.server.ts";
import type { PlannedKey } from "#modules/reports/plan.model.ts";
import { PLAN_STATES, planAddress } from "#modules/reports/plan.model.ts";
import { sayExact, sayKnown } from "#modules/reports/report-words.server.ts";
import type { Work } from "#platform/db.server.ts";
import { formatDay, formatMonth, formatNumber } from "#platform/format.ts";
import { nameOf } from "#platform/names.ts";
import { scaleOf } from "#ui/scale.ts";
import * as m from "#words/messages.js";
import { legendOf } from "./legend.ts";

type Glance = Awaited<ReturnType<typeof findGlance>>;

/** The figures at the top, each beside the same day of the year before; both open what they count. */
export function figuresOf({ figures }: Glance, scope: FigureScope) {
  return figures.map((one) => ({
    key: one.key,
    title: m.indicator({ key: one.key }),
    text: sayKnown(one),
    href: figureAddress(one.key, scope),
    change: one.before === null || !one.recorded ? undefined : changeOf(one.value - one.before, one.measure),
    before: one.before === null ? undefined : sayBefore(one.before, one.measure, scope),
    plan: planOf(one, scope),
    row: [
      one.before === null
        ? undefined
        : {
            text: sayExact({ value: one.before, measure: one.measure }),
            href: figureAddress(one.key, yearBefore(scope)),
          },
      ...planCells(one, scope),
    ],
  }));
}

type Figure = Glance["figures"][number];

/** What was done of the year's plan, with where all of it stands; undefined where nothing is planned. */
function planOf({ key, plan }: Figure, scope: FigureScope) {
  if (!plan) return undefined;
  const [done, planned] = [formatNumber(plan.done), formatNumber(plan.planned)];
  return { text: m.glance_plan({ done, planned }), href: planAddress(key as PlannedKey, scope) };
}

/** The plan and what became of it, as the cells of a table. */
function planCells({ key, plan }: Figure, scope: FigureScope) {
  return ([undefined, ...PLAN_STATES] as const).map(
    (state) =>
      plan && { text: formatNumber(plan[state ?? "planned"]), href: planAddress(key as PlannedKey, scope, state) },
  );
}

type Measure = Glance["figures"][number]["measure"];

function sayBefore(value: number, measure: Measure, scope: FigureScope): string {
  return m.glance_before({ before: sayExact({ value, measure }), day: formatDay(yearBefore(scope).asOf) });
}

function changeOf(more: number, measure: Measure) {
  if (more === 0) return { sign: "", tone: "same", word: m.glance_same() };
  const amount = sayExact({ value: Math.abs(more), measure });
  return more > 0
    ? { sign: "▲", tone: "up", word: m.glance_up({ amount }) }
    : { sign: "▼", tone: "down", word: m.glance_down({ amount }) };
}

/** The months of the year; those that are ahead have no column, and open nothing. */
export function monthsOf({ byMonth, monthsBefore }: Glance, scope: FigureScope) {
  const now = new Map(byMonth.map((one) => [one.key, one.value]));
  const then = new Map(monthsBefore.map((one) => [one.key, one.value]));
  const hasThen = monthsBefore.length > 0;
  return Array.from({ length: 12 }, (_, index) => {
    const number = String(index + 1).padStart(2, "0");
    const month = `${scope.year}-${number}`;
    const isAhead = `${month}-01` > scope.asOf;
    const value = isAhead ? null : (now.get(month) ?? 0);
    const before = hasThen ? (then.get(`${scope.year - 1}-${number}`) ?? 0) : null;
    const text = value === null ? "–" : formatNumber(value);
    const said = before === null ? text : `${text} (${scope.year - 1}: ${formatNumber(before)})`;
    return {
      short: String(index + 1),
      name: formatMonth(scope.year, index + 1),
      value,
      before,
      text,
      says: `${formatMonth(scope.year, index + 1)}: ${said}`,
      href: isAhead ? undefined : figureAddress("onsite_activities", scope, { month }),
    };
  });
}

/** A province without a union hosted neither something nor nothing. */
const NO_DATA = "none" as const;

/** The tiles of provinces, where the home country has some and the unit stands above their unions; undefined where not. */
export async function tilesOf(work: Work, hosted: Hosted[], scope: FigureScope) {
  const provinces = new Map((await listProvinces(work, 2025)).map((one) => [one.code, one]));
  if (hosted.length < 2 || provinces.size === 0) return undefined;
  const { stepOf, classes } = scaleOf(hosted.map((one) => one.value));
  const addressOf = (unitId: string) => figureAddress("onsite_activities", { ...scope, unitId });
  const tiles = listTiles().flatMap(({ code, name, column, row }) => {
    const province = code === null ? undefined : provinces.get(code);
    const called = province ? nameOf(province) : name;
    if (called === undefined) return [];
    const one = hosted.find(({ province: its }) => its === code);
    const [only, ...others] = one?.unions ?? [];
    // Of several unions each opens its own, in the table.
    const href = only && (others.length > 0 ? `#province-${code}` : addressOf(only.id));
    const text = one ? formatNumber(one.value) : m.glance_no_data();
    // Where people know the parts of their country by two letters, those fit the tile better than a name.
    const short = code && /^[A-Z]{2}$/.test(code) ? code : undefined;
    return [{ name: called, short, column, row, step: one ? stepOf(one.value) : NO_DATA, text, href }];
  });
  const rows = hosted.flatMap(({ province, unions }) =>
    unions.map(({ value, ...union }, at) => ({
      anchor: at === 0 ? `province-${province}` : undefined,
      id: union.id,
      name: nameOf(union),
      value,
      text: formatNumber(value),
      href: addressOf(union.id),
    })),
  );
  return {
    tiles,
    rows: rows.toSorted((one, other) => other.value - one.value || one.name.localeCompare(other.name)),
    legend: [
      { step: NO_DATA, text: m.glance_no_data() },
      { step: 0, text: m.glance_none() },
      ...legendOf(classes, (value) => formatNumber(value), true),
    ],
  };
}

/** So many anniversaries are named; the page of countries has them all. */
const AHEAD = 5;

/** What needs attention, each with where all of it is listed. */
export function attentionOf({ attention }: Glance, unitPath: string) {
  const { late, unaccounted, reportsDue } = attention;
  const below = `unit_path=${unitPath}`;
  const counted = [
    { count: late, says: m.glance_late({ count: formatNumber(late) }), href: promisesAddress("late", unitPath) },
    {
      count: reportsDue,
      says: m.glance_reports_due({ count: formatNumber(reportsDue) }),
      href: `/delegations?status=report_due&${below}`,
    },
    {
      count: unaccounted,
      says: m.glance_unaccounted({ count: formatNumber(unaccounted) }),
      href: `/activities?unaccounted=1&${below}`,
    },
  ];
  const ahead = attention.anniversaries.map((one) => ({
    href: `/countries/${one.iso2}`,
    says: m.glance_anniversary({
      country: nameOf(one),
      years: one.years,
      kind: m.anniversary_kind({ kind: one.kind }),
    }),
    note: formatDay(one.falls_on),
  }));
  return {
    waiting: counted.filter((one) => one.count > 0),
    ahead: ahead.slice(0, AHEAD),
    more: Math.max(0, ahead.length - AHEAD),
  };
}

export const promisesAddress = (state: "late" | "open", unitPath: string) =>
  `/delegations/commitments?state=${state}&unit_path=${unitPath}`;
