import type { RawBuilder } from "kysely";
import { sql } from "kysely";
import type { Work } from "#platform/db.server.ts";
import type { Written } from "#platform/kept.server.ts";
import type { KindName } from "#platform/kinds.ts";
import { kindsCountedAs } from "#platform/kinds.ts";
import type { Marks } from "#platform/marks.ts";
import { readMarks } from "#platform/marks.ts";
import { nameIn } from "#platform/names.server.ts";
import type { Named } from "#platform/names.ts";
import { TABLES } from "./correction.model.ts";
import type { Indicator, IndicatorKey, Source } from "./indicator.model.ts";
import { INDICATORS, findIndicator } from "./indicator.model.ts";
import type { Scope } from "./fact.queries.server.ts";
import { factsOf, isRecorded, readFrom } from "./fact.queries.server.ts";

type Counted = { value: number; recorded: boolean };
export type Row = { label: string; label_en: string; key: string; value: number };
export type Celebrated = Named & { iso2: string };
/** A year of a unit: what each indicator came to, the rows of the tables where they are wanted, and the marks of the records that were counted. */
export type CountedYear = {
  counted: Map<IndicatorKey, Counted>;
  tables: Record<string, Row[]>;
  anniversaries: Celebrated[];
  marks: Marks[];
};

const SOURCES = [...new Set(INDICATORS.map((one) => one.source))];
const NO_TABLES = { tables: false };

/** Reads the rows of each source once, whatever is counted from them. */
export async function countYear(work: Work, scope: Scope, { tables } = NO_TABLES): Promise<CountedYear> {
  // They stand in the order of the report, whatever they are counted from.
  const rows: Record<string, Row[]> = Object.fromEntries(TABLES.map((one) => [one.key, []]));
  const year: CountedYear = { counted: new Map(), tables: tables ? rows : {}, anniversaries: [], marks: [] };
  for (const source of SOURCES) {
    const [one] = (await (await countOf(work, source, scope, tables)).execute(work.trx)).rows;
    const { figures = {}, rows_of = {}, anniversaries = [], marks = null } = one ?? {};
    for (const { key } of INDICATORS.filter((one) => one.source === source))
      year.counted.set(key, { value: Number(figures[key] ?? 0), recorded: figures[`${key} recorded`] === true });
    Object.assign(year.tables, rows_of);
    year.anniversaries.push(...anniversaries);
    year.marks.push(readMarks(marks));
  }
  return year;
}

/** Whether any of these records counts in one of these years now. */
export async function countsAnyOf(work: Work, scopes: Scope[], written: Written[]): Promise<boolean> {
  const counts = [];
  for (const source of SOURCES) {
    const ids = written.filter(({ kind }) => mayCount(source, kind)).map((one) => one.id);
    if (ids.length === 0) continue;
    for (const scope of scopes) {
      const read = readFrom(source, await factsOf(work, source, scope));
      counts.push(
        sql<{ any: boolean }>`select exists (select from (${read}) as read where read.id = any(${ids}::uuid[])) as any`,
      );
    }
  }
  const found = await Promise.all(counts.map((one) => one.execute(work.trx)));
  return found.some(({ rows }) => rows[0]?.any !== false);
}

/** A partner is counted for what was done with it, so whatever kind of record that is. */
const mayCount = (source: Source, kind: KindName) => source === "partner" || kindsCountedAs(source).includes(kind);

type Count = {
  figures: Record<string, number | boolean>;
  rows_of: Record<string, Row[]>;
  anniversaries: Celebrated[];
  marks: Buffer | null;
};

async function countOf(work: Work, source: Source, scope: Scope, withTables: boolean) {
  const indicators = INDICATORS.filter((one) => one.source === source);
  const tables = withTables ? TABLES.filter((one) => one.source === source) : [];
  const figures = indicators.flatMap((one) => [
    sql`${valueOf(one)} as ${sql.ref(one.key)}`,
    sql`${isRecorded(one)} as ${sql.ref(`${one.key} recorded`)}`,
  ]);
  const rows = tables.flatMap((one) => [sql.lit(one.key), rowsOf(one)]);
  const celebrated = withTables && source === "activity" ? listCelebrated() : sql`'[]'::json`;
  return sql<Count>`with fact as (select ${columnsOf(indicators, tables)} from ${await factsOf(work, source, scope)})
    select (select row_to_json(figure) from (select ${sql.join(figures)} from fact) as figure) as figures,
      json_build_object(${sql.join(rows)}) as rows_of, ${celebrated} as anniversaries,
      (select string_agg(int4send(uuid_hash(read.id)), '') from (${readFrom(source, sql`fact`)}) as read) as marks`;
}

/** Rows that are read several times are kept meanwhile: of each only what is counted by, and not its title. */
function columnsOf(indicators: Indicator[], tables: Table[]): RawBuilder<unknown> {
  const said = [...indicators, ...tables].flatMap((one) => Object.values(one)).join(" ");
  const columns = new Set(["fact.id", "fact.record_id", ...(said.match(/\bfact\.\w+/g) ?? [])]);
  return sql.join([...columns].map((column) => sql.ref(column)));
}

/** What is counted once however often it comes must be sorted: of its own rows alone. */
function valueOf({ value, filter }: Indicator): RawBuilder<unknown> {
  if (value.startsWith("count(distinct")) return sql`(select ${sql.raw(value)} from fact where ${sql.raw(filter)})`;
  return sql`coalesce(${sql.raw(value)} filter (where ${sql.raw(filter)}), 0)`;
}

type Table = (typeof TABLES)[number];

/** What each row of a table comes to, called by its name, in the order in which it is shown. */
function rowsOf(table: Table): RawBuilder<unknown> {
  const [from, label, labelEn, order] = namesOf(table);
  return sql`(select coalesce(json_agg(row), '[]') from (
    select counted.key::text as key, ${label} as label, ${labelEn} as label_en, counted.value
    from (${keysOf(table)}) as counted ${from} order by ${order}) as row)`;
}

/** A fact that stands in several rows is added up by all of them together first, for those are few. */
function keysOf({ each, amount, filter }: Table): RawBuilder<unknown> {
  const [, one] = /^array\[(.*)\]$/.exec(each) ?? [];
  const sums = sql`select ${sql.raw(one ?? each)} as key, sum(${sql.raw(amount)}) as value from fact where ${sql.raw(filter)} group by 1`;
  if (one) return sums;
  return sql`select one.key, sum(sums.value) as value from (${sums}) as sums
    cross join lateral (select distinct unnest(sums.key) as key) as one group by 1`;
}

function namesOf({
  key,
}: Table): [
  from: RawBuilder<unknown>,
  label: RawBuilder<unknown>,
  labelEn: RawBuilder<unknown>,
  order: RawBuilder<unknown>,
] {
  const [, by] = /_by_(country|unit)$/.exec(key) ?? [];
  if (!by) {
    const order = key.endsWith("_by_month") ? sql`counted.key` : sql`counted.value desc, counted.key`;
    return [sql``, sql`counted.key::text`, sql`counted.key::text`, order];
  }
  const from =
    by === "unit"
      ? sql`join unit on unit.id = counted.key`
      : sql`join reference.country as country on country.iso2 = counted.key`;
  return [from, nameIn(`${by}.name`, "vi"), nameIn(`${by}.name`, "en"), sql`counted.value desc, label`];
}

/** The countries whose 50th anniversary of relations was celebrated, from the records of events. */
function listCelebrated(): RawBuilder<unknown> {
  const { filter = "false" } = findIndicator("anniversaries") ?? {};
  return sql`(select coalesce(json_agg(celebrated), '[]') from (select country.iso2, country.name, country.name_in
    from reference.country as country where country.iso2 in (select fact.occasion_country from fact where ${sql.raw(filter)})
    order by country.name) as celebrated)`;
}
