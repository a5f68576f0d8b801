import { countActivities } from "#modules/activities/activity.queries.server.ts";
import { countPartners, countPartnersOf } from "#modules/partners/partner.queries.server.ts";
import { figureAddress, inYear } from "#modules/reports/figure.model.ts";
import { listFigureByKind, listFigureByYear, openFigure, openUntil } from "#modules/reports/figure.queries.server.ts";
import type { IndicatorKey } from "#modules/reports/indicator.model.ts";
import { findIndicator } from "#modules/reports/indicator.model.ts";
import type { Scope } from "#modules/reports/fact.queries.server.ts";
import { keptFigure } from "#modules/reports/kept-figure.queries.server.ts";
import { sayExact } from "#modules/reports/report-words.server.ts";
import { eachResource } from "#modules/resources.server.ts";
import type { Work } from "#platform/db.server.ts";
import { formatNumber } from "#platform/format.ts";
import { found } from "#platform/http.server.ts";
import type { KindName } from "#platform/kinds.ts";
import { lineOf } from "#platform/kinds.ts";
import type { Resource } from "#platform/resource.ts";
import { wordsFor } from "#platform/words.server.ts";

type Asked = { iso2: string; year: string | undefined; path: string | undefined; scope: Scope; outside: boolean };

/**
 * What was counted with a country: the same for everybody inside, of the unit that the page names, each with what the reader may open of it.
 * Who stands outside is told what was shared and none of the union's figures.
 */
export async function countDossier(work: Work, asked: Asked) {
  const [partners, held, visits, gone, charts, kinds] = await Promise.all([
    countKnown(work, asked),
    countHeld(work, asked),
    asked.outside ? [] : countVisits(work, asked),
    asked.outside ? { total: 0, open: 0 } : countGone(work, asked),
    asked.outside ? [] : drawCharts(work, asked),
    asked.outside ? [] : drawKinds(work, asked),
  ]);
  return { partners, held, activitiesTotal: held.total, visits, gone, charts, kinds };
}

type Counted = { total: number; open: number; href: string };

async function countKnown(work: Work, { iso2: country, path }: Asked): Promise<Counted> {
  const name = `partners of ${country} in ${path ?? "all"}`;
  const [open, total] = await Promise.all([
    countPartners(work, { country, known_to: path }),
    keptFigure(work, name, () => countPartnersOf(work, country, path)),
  ]);
  return { total, open, href: listAddress("partners", { country, known_to: path }) };
}

async function countHeld(work: Work, { iso2: country, year, path, scope, outside }: Asked): Promise<Counted> {
  const held = { country, status: "held", year, unit_path: path } as const;
  const href = listAddress("activities", held);
  if (outside) {
    const open = await countActivities(work, held);
    return { total: open, open, href };
  }
  if (year) {
    const of = inYear(scope, Number(year));
    const { value, open } = await openFigure(work, { ...asking("onsite_activities", country), scope: of });
    return { total: value, open, href: figureAddress("onsite_activities", of, { country }) };
  }
  const [years, open] = await Promise.all([
    listFigureByYear(work, { ...asking("onsite_activities", country), scope }),
    countActivities(work, held),
  ]);
  return { total: years.reduce((sum, one) => sum + one.value, 0), open, href };
}

/** Visits that happened, by year and direction. */
async function countVisits(work: Work, { iso2, scope }: Asked) {
  const of = async (key: IndicatorKey, direction: "outgoing" | "incoming") =>
    (await listFigureByYear(work, { ...asking(key, iso2), scope })).map(({ year, value }) => ({
      year,
      direction,
      count: value,
      href: figureAddress(key, inYear(scope, year), { country: iso2 }),
    }));
  return (await Promise.all([of("delegations_out", "outgoing"), of("delegations_in", "incoming")])).flat();
}

/** How many visits the page counts, of its year or of all, and how many of them the reader may open. */
async function countGone(work: Work, { iso2, year, scope }: Asked): Promise<{ total: number; open: number }> {
  const all = asking("delegations", iso2);
  const { records: total, open } = year
    ? await openFigure(work, { ...all, scope: inYear(scope, Number(year)) })
    : await openUntil(work, { ...all, scope });
  return { total, open };
}

/** What each kind of record draws of a country. */
async function drawCharts(work: Work, asked: Asked) {
  const charts = eachResource().map(([kind, { years }]) =>
    years?.chart ? [drawChart(work, asked, { kind, years })] : [],
  );
  return (await Promise.all(charts.flat())).filter(({ bars }) => bars.length > 0);
}

type Drawn = { kind: KindName; years: NonNullable<Resource["years"]> };

/** A bar for each year, which opens as the records it counts. */
async function drawChart(work: Work, { iso2, scope }: Asked, { kind, years }: Drawn) {
  const { title = "", source = "", value = "", inMillions, figure, only } = years.chart ?? {};
  const indicator = findIndicator(figure ?? "");
  const rows: Record<string, unknown>[] = indicator
    ? await listFigureByYear(work, { indicator, scope, by: { country: iso2 } })
    : await years.list(work, iso2);
  const isMoney = inMillions === true || indicator?.measure === "USD";
  const bars = rows.map((row) => {
    const [year, counted] = [Number(row.year), Number(row[indicator ? "value" : value])];
    return {
      label: String(year),
      value: counted,
      text: indicator
        ? sayExact({ value: counted, measure: indicator.measure })
        : formatNumber(inMillions ? counted / 1e6 : counted, inMillions ? 1 : 0),
      short: isMoney ? formatNumber(counted / 1e6, 1) : undefined,
      href: indicator
        ? figureAddress(indicator.key, inYear(scope, year), { country: iso2 })
        : `/${lineOf(kind).list}?${new URLSearchParams({ country: iso2, year: String(year), ...only }).toString()}`,
    };
  });
  const inWhat = isMoney ? ` (${(wordsFor("million_usd", { amount: "" }) ?? "").replaceAll(/\s+/g, " ").trim()})` : "";
  return { title: `${wordsFor(title) ?? ""}${inWhat}`, source: wordsFor(source) ?? "", bars };
}

/** Activities of each kind by year, the kind with the most first. */
async function drawKinds(work: Work, { iso2: country, scope }: Asked) {
  const rows = await listFigureByKind(work, { ...asking("onsite_activities", country), scope });
  const kinds = [...Map.groupBy(rows, ({ kind }) => kind)].map(([kind, years]) => ({
    kind,
    total: years.reduce((sum, { value }) => sum + value, 0),
    bars: years.map(({ year, value }) => ({
      label: String(year),
      value,
      text: formatNumber(value),
      href: figureAddress("onsite_activities", inYear(scope, year), { country, kind }),
    })),
  }));
  return kinds.toSorted((one, other) => other.total - one.total || one.kind.localeCompare(other.kind));
}

function asking(key: IndicatorKey, country: string) {
  return { indicator: found(findIndicator(key)), by: { country } };
}

function listAddress(list: string, filter: Record<string, string | undefined>): string {
  const given = Object.entries(filter).filter((entry): entry is [string, string] => entry[1] !== undefined);
  return `/${list}?${new URLSearchParams(given).toString()}`;
}
