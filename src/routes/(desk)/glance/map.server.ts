import { listCountries, listCountryNumbers } from "#modules/reference/reference.queries.server.ts";
import { listMarks } from "#modules/reference/reference-tiles.queries.server.ts";
import type { FigureScope } from "#modules/reports/figure.model.ts";
import { figureAddress } from "#modules/reports/figure.model.ts";
import type { MAPS } from "#modules/reports/glance.filter.ts";
import { MAPPED, REGIONS } from "#modules/reports/glance.filter.ts";
import { findIndicator } from "#modules/reports/indicator.model.ts";
import { sayExact } from "#modules/reports/report-words.server.ts";
import type { Work } from "#platform/db.server.ts";
import { homeCountry, homeZone } from "#platform/home.ts";
import { nameOf } from "#platform/names.ts";
import { drawWorld, sideOf } from "#platform/world-shapes.server.ts";
import { scaleOf } from "#ui/scale.ts";
import * as m from "#words/messages.js";
import { legendOf } from "./legend.ts";

type Asked = { show: (typeof MAPS)[number]; region: string | undefined; scope: FigureScope };

/** The world with what was done in each country, as a map, by region and as a table; each country opens what it counts. */
export async function mapOf(work: Work, rows: { key: string; value: number }[], { show, region, scope }: Asked) {
  const [countries, numbers] = await Promise.all([listCountries(work), listCountryNumbers(work)]);
  const key = MAPPED[show];
  const measure = findIndicator(key)?.measure ?? "activity";
  const isCount = measure !== "USD";
  const say = (value: number) => sayExact({ value, measure });
  const values = new Map(rows.map((row) => [row.key, row.value]));
  const among = countries.filter((one) => region === undefined || one.region === region);
  const told = among.flatMap((one) => {
    const value = values.get(one.iso2) ?? 0;
    const href = figureAddress(key, scope, { country: one.iso2 });
    return value > 0 ? [{ iso2: one.iso2, region: one.region, name: nameOf(one), value, text: say(value), href }] : [];
  });
  const { stepOf, classes } = scaleOf(
    told.map((one) => one.value),
    { isCount },
  );
  const sorted = told
    .map((one) => ({ ...one, step: stepOf(one.value) }))
    .toSorted((one, other) => other.value - one.value || one.name.localeCompare(other.name));
  return {
    world: drawnFor(numbers),
    home: homeCountry() ?? "",
    countries: sorted,
    legend: [{ step: 0, text: m.glance_none() }, ...legendOf(classes, say, isCount)],
    regions: REGIONS.flatMap((one) => {
      const bars = sorted.filter((country) => country.region === one);
      return bars.length > 0
        ? [{ title: m.glance_region({ region: one }), bars: bars.map(({ name, ...bar }) => ({ ...bar, label: name })) }]
        : [];
    }),
  };
}

/** The drawn world by the codes of countries; what the reference data do not know is drawn, and has no code. */
function drawnFor(numbers: readonly { iso2: string; number: string }[]) {
  const { width, height, shapes, points, at } = drawWorld(sideOf(homeZone()));
  const codes = new Map(numbers.map((one) => [one.number, one.iso2]));
  return {
    width,
    height,
    shapes: shapes.map(({ number, path }) => ({ iso2: codes.get(number) ?? "", path })),
    points: points.flatMap(({ number, x, y }) => {
      const iso2 = codes.get(number);
      return iso2 ? [{ iso2, x, y }] : [];
    }),
    marks: listMarks().map(({ name, longitude, latitude }) => ({ name, ...at(longitude, latitude) })),
  };
}
