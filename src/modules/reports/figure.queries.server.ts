import type { RawBuilder } from "kysely";
import { sql } from "kysely";
import { findNamedUnit } from "#modules/units/unit.queries.server.ts";
import type { Work } from "#platform/db.server.ts";
import { AddressError } from "#platform/errors.ts";
import { keptCount } from "#platform/kept.server.ts";
import { kindsWith } from "#platform/kinds.ts";
import { follows, pageOf } from "#platform/list.ts";
import type { Narrowing } from "./indicator.filter.ts";
import type { Indicator, Source } from "./indicator.model.ts";
import { SUM } from "./indicator.model.ts";
import type { Scope } from "./fact.queries.server.ts";
import { factsOf, factsUntil, isRecorded } from "./fact.queries.server.ts";
import { keptFigure } from "./kept-figure.queries.server.ts";
import { nameOf } from "./kept-year.queries.server.ts";

/** A figure narrowed to what one bar or row shows: one month, kind, country, unit that leads, sector. */
export type Asked = { indicator: Indicator; scope: Scope; by?: Narrowing };

export type Opened = {
  value: number;
  /** Whether anything of its source is recorded of the unit's year: where nothing is, the figure is unknown and not zero. */
  recorded: boolean;
  /** How many records it was counted from, and how many of them the reader may open. */
  records: number;
  open: number;
};

export type FigureRecord = { id: string; kind: Source; title: string; on_date: string; amount: number | null };

/** A figure with how many records stand behind it. The figure is the same for everybody inside; what opens is the reader's. */
export async function openFigure(work: Work, asked: Asked): Promise<Opened> {
  const name = `${asked.indicator.key} ${nameOf(asked.scope)} ${JSON.stringify(narrowingOf(asked.by ?? {}))}`;
  const counted = await keptFigure(work, `figure ${name}`, () => countFigure(work, asked));
  const open = await keptCount(work, { kinds: kindsWith("counted"), filter: { figure: name }, most: undefined }, () =>
    countFigure(work, asked).then(({ records }) => records),
  );
  return { ...counted, open };
}

async function countFigure(work: Work, { indicator, scope, by = {} }: Asked) {
  const counted = sql`filter (where ${sql.raw(indicator.filter)} and ${narrowedTo(by, indicator.source)})`;
  const { rows } = await sql<{ value: number; records: number; recorded: boolean }>`
    select coalesce(${sql.raw(indicator.value)} ${counted}, 0) as value, count(distinct fact.record_id) ${counted} as records,
      ${isRecorded(indicator)} as recorded
    from ${await factsOf(work, indicator.source, scope)}`.execute(work.trx);
  const [one] = rows;
  return { value: Number(one?.value ?? 0), records: Number(one?.records ?? 0), recorded: one?.recorded === true };
}

/** How many records stand behind a figure in all years until the scope's as-of day, and how many of them the reader may open. */
export async function openUntil(
  work: Work,
  { indicator, scope, by = {} }: Asked,
): Promise<{ records: number; open: number }> {
  const name = `${indicator.key} until ${nameOf(scope)} ${JSON.stringify(narrowingOf(by))}`;
  const count = async () => {
    const { rows } = await sql<{ records: number }>`
      select count(distinct fact.record_id) as records from ${await factsUntil(work, indicator.source, scope)}
      where ${sql.raw(indicator.filter)} and ${narrowedTo(by, indicator.source)}`.execute(work.trx);
    return Number(rows[0]?.records ?? 0);
  };
  const records = await keptFigure(work, name, count);
  const open = await keptCount(work, { kinds: kindsWith("counted"), filter: { figure: name }, most: undefined }, count);
  return { records, open };
}

/** The figure in each year until the scope's as-of day that has one, for everybody inside the same. */
export function listFigureByYear(work: Work, { indicator, scope, by = {} }: Asked) {
  const name = `${indicator.key} by year ${nameOf(scope)} ${JSON.stringify(narrowingOf(by))}`;
  return keptFigure(work, name, async () => {
    const { rows } = await sql<{ year: number; value: number }>`
      select extract(year from fact.on_date)::int as year, coalesce(${sql.raw(indicator.value)}, 0)::float8 as value
      from ${await factsUntil(work, indicator.source, scope)}
      where ${sql.raw(indicator.filter)} and ${narrowedTo(by, indicator.source)} group by 1 order by 1`.execute(
      work.trx,
    );
    return rows;
  });
}

/** The figure in each country or month that has one: what it is when it is narrowed to that one alone. */
export function listFigureBy(work: Work, { indicator, scope }: Asked, by: "country" | "month") {
  return keptFigure(work, `${indicator.key} by ${by} ${nameOf(scope)}`, async () => {
    const each = by === "month" ? sql`array[to_char(fact.on_date, 'YYYY-MM')]` : COUNTRIES[indicator.source];
    const { rows } = await sql<{ key: string; value: number }>`
      select one.key, coalesce(${sql.raw(indicator.value)}, 0)::float8 as value
      from ${await factsOf(work, indicator.source, scope)}
      cross join lateral (select distinct unnest(${each}) as key) as one
      where ${sql.raw(indicator.filter)} and one.key is not null group by 1 order by 1`.execute(work.trx);
    return rows;
  });
}

const COUNTRIES: Record<Source, RawBuilder<unknown>> = {
  activity: sql`fact.countries`,
  delegation: sql`fact.countries`,
  partner: sql`array[fact.country_iso2]`,
  aid: sql`array[fact.ngo_country]`,
};

/** The same by kind of activity: what the kinds of a year come to is the figure of the year. */
export function listFigureByKind(work: Work, { indicator, scope, by = {} }: Asked) {
  const name = `${indicator.key} by year and kind ${nameOf(scope)} ${JSON.stringify(narrowingOf(by))}`;
  return keptFigure(work, name, async () => {
    const { rows } = await sql<{ year: number; kind: string; value: number }>`
      select extract(year from fact.on_date)::int as year, fact.kind::text as kind, coalesce(${sql.raw(indicator.value)}, 0)::float8 as value
      from ${await factsUntil(work, indicator.source, scope)}
      where ${sql.raw(indicator.filter)} and ${narrowedTo(by, indicator.source)} group by 1, 2 order by 1, 2`.execute(
      work.trx,
    );
    return rows;
  });
}

/** The records behind a figure that the reader may open, newest first, each once; the cursor is `on_date,id`. */
export async function listFigureRecords(
  work: Work,
  { indicator, scope, by = {} }: Asked,
  page: { limit: number; cursor?: string | undefined },
) {
  const after = page.cursor ? sql`where ${follows(["fact.on_date", "fact.id"], page.cursor, "desc")}` : sql``;
  const amount = indicator.value === SUM ? sql`sum(fact.amount)` : sql`null::numeric`;
  const rows = await sql<FigureRecord & { row_id: string }>`
    select fact.record_id as id, fact.id as row_id, ${sql.lit(indicator.source)} as kind, fact.title, fact.on_date, fact.amount
    from (select fact.record_id, min(fact.title) as title, max(fact.on_date) as on_date, ${amount} as amount,
        (array_agg(fact.id order by fact.on_date desc, fact.id desc))[1] as id
      from ${await factsOf(work, indicator.source, scope)}
      where ${sql.raw(indicator.filter)} and ${narrowedTo(by, indicator.source)} group by fact.record_id) as fact
    ${after} order by fact.on_date desc, fact.id desc limit ${page.limit + 1}`.execute(work.trx);
  const { items, next_cursor } = pageOf(rows.rows, page.limit, (last) => `${last.on_date},${last.row_id}`);
  return { items: items.map(({ row_id: _inner, ...row }) => row), next_cursor };
}

const NARROWS: Record<keyof Narrowing, (value: string, source: Source) => RawBuilder<boolean>> = {
  month: (month) =>
    sql`fact.on_date >= ${`${month}-01`}::date and fact.on_date < ${`${month}-01`}::date + interval '1 month'`,
  kind: (kind) => sql`fact.kind::text = ${kind}`,
  sector: (sector) => sql`fact.sector = ${sector}`,
  led_by: (unitId) => sql`fact.unit_id = ${unitId}::uuid`,
  country: (iso2, source) => {
    if (source === "aid") return sql`fact.ngo_country = ${iso2}`;
    return source === "partner" ? sql`fact.country_iso2 = ${iso2}` : sql`fact.countries @> array[${iso2}]`;
  },
};

function narrowedTo(by: Narrowing, source: Source): RawBuilder<unknown> {
  const parts = Object.entries(narrowingOf(by)).map(([name, value]) => NARROWS[name as keyof Narrowing](value, source));
  return parts.length > 0 ? sql.join(parts, sql` and `) : sql`true`;
}

/** What a figure is narrowed to, with the unit by its key. */
export async function readNarrowing(work: Work, asked: Narrowing): Promise<Narrowing> {
  const by: Narrowing = narrowingOf(asked);
  if (by.led_by === undefined) return by;
  const unit = await findNamedUnit(work, "unit", by.led_by);
  if (!unit) throw new AddressError("rule_no_such_unit");
  return { ...by, led_by: unit.id };
}

/** What an address narrows a figure to, apart from whose figure it is. */
function narrowingOf(asked: Narrowing): Record<string, string> {
  const given = Object.keys(NARROWS).map((name) => [name, asked[name as keyof Narrowing]]);
  return Object.fromEntries(given.filter(([, value]) => value !== undefined)) as Record<string, string>;
}
