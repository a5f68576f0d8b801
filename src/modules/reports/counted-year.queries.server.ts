import type { RawBuilder } from "kysely";
import { sql } from "kysely";
import type { Work } from "#platform/db.server.ts";
import type { Written } from "#platform/kept.server.ts";
import type { KindName } from "#platform/kinds.ts";
import { kindsCountedAs } from "#platform/kinds.ts";
import { joinRolls, readRoll } from "#platform/roll.ts";
import { nameIn } from "#platform/names.server.ts";
import { TABLES } from "./correction.model.ts";
import type { Celebrated, CountedYear, Row } from "./counted-year.model.ts";
import { countsThings, inOrder } from "./counted-year.model.ts";
import type { Scope } from "./fact.queries.server.ts";
import { factsOf, isRecorded, readFrom } from "./fact.queries.server.ts";
import type { Indicator, Source } from "./indicator.model.ts";
import { INDICATORS, findIndicator } from "./indicator.model.ts";

type Table = (typeof TABLES)[number];
export type Asked = { scope: Scope; tables: boolean };

const SOURCES = [...new Set(INDICATORS.map((one) => one.source))];
/** What may be added to a year that was counted: whole records, many of them, each of which counts by itself. */
const ADDED: Source = "activity";

/** Reads the rows of each source once, whatever is counted from them. */
export async function countYear(work: Work, asked: Asked): Promise<CountedYear> {
  const years: CountedYear[] = [];
  for (const source of SOURCES) years.push(await countSource(work, source, asked));
  return {
    counted: new Map(years.flatMap((one) => [...one.counted])),
    // They stand in the order of the report, whatever they are counted from.
    tables: Object.fromEntries(TABLES.flatMap(({ key }) => years.flatMap((one) => rowsIn(one, key)))),
    places: Object.assign({}, ...years.map((one) => one.places)) as CountedYear["places"],
    anniversaries: years.flatMap((one) => one.anniversaries),
    roll: joinRolls(years.map((one) => one.roll)),
  };
}

const rowsIn = ({ tables }: CountedYear, key: string) => (tables[key] ? [[key, tables[key]] as const] : []);

/** What these records, of which none was counted in the year, add to it; undefined where it has to be counted anew. */
export async function countMore(work: Work, asked: Asked, written: Written[]): Promise<CountedYear | undefined> {
  if (await countsAnyOf(work, asked.scope, written, (source) => source !== ADDED)) return undefined;
  return countSource(work, ADDED, asked, idsOf(ADDED, written));
}

/** Whether any of these records counts in a year now. */
export async function countsAnyOf(
  work: Work,
  scope: Scope,
  written: Written[],
  isAsked: (source: Source) => boolean = () => true,
): Promise<boolean> {
  const counts = [];
  for (const source of SOURCES.filter(isAsked)) {
    const ids = idsOf(source, written);
    const read = readFrom(source, await factsOf(work, source, scope));
    if (ids.length > 0)
      counts.push(
        sql<{ any: boolean }>`select exists (select from (${read}) as read where read.id = any(${ids})) as any`,
      );
  }
  const found = await Promise.all(counts.map((one) => one.execute(work.trx)));
  return found.some(({ rows }) => rows[0]?.any !== false);
}

/** A partner is counted for what was done with it, so whatever kind of record that is. */
function idsOf(source: Source, written: Written[]): string[] {
  const kinds: KindName[] = kindsCountedAs(source);
  return written.filter(({ kind }) => source === "partner" || kinds.includes(kind)).map((one) => one.id);
}

type Placed = Row & { place?: number };
type Count = {
  figures: Record<string, number | boolean>;
  rows_of: Record<string, Placed[]>;
  anniversaries: Celebrated[];
  roll: Buffer | null;
};

/** One source of a year; of these records alone, where some are named. */
async function countSource(work: Work, source: Source, { scope, tables }: Asked, ids?: string[]): Promise<CountedYear> {
  const indicators = INDICATORS.filter((one) => one.source === source);
  const asked = tables ? TABLES.filter((one) => one.source === source) : [];
  const among = ids ? sql`where fact.record_id = any(${ids})` : sql``;
  const facts = sql`select ${columnsOf(indicators, asked)} from ${await factsOf(work, source, scope)} ${among}`;
  const { rows } = await countOf(source, facts, { indicators, tables: asked }).execute(work.trx);
  const { figures = {}, rows_of = {}, anniversaries = [], roll = null } = rows[0] ?? {};
  const values = indicators.map(({ key }) => {
    return [key, { value: Number(figures[key] ?? 0), recorded: figures[`${key} recorded`] === true }] as const;
  });
  const all = Object.values(rows_of).flat();
  const places = Object.fromEntries(all.flatMap(({ key, place }) => (place === undefined ? [] : [[key, place]])));
  const inTheirOrder = Object.entries(rows_of).map(([name, some]) => {
    return [
      name,
      inOrder(
        name,
        some.map(({ place: _place, ...row }) => row),
        places,
      ),
    ] as const;
  });
  return {
    counted: new Map(values),
    tables: Object.fromEntries(inTheirOrder),
    places,
    anniversaries,
    roll: readRoll(roll),
  };
}

function countOf(source: Source, facts: RawBuilder<unknown>, of: { indicators: Indicator[]; tables: Table[] }) {
  const figures = of.indicators.flatMap((one) => [
    sql`${valueOf(one)} as ${sql.ref(one.key)}`,
    sql`${isRecorded(one)} as ${sql.ref(`${one.key} recorded`)}`,
  ]);
  const rows = of.tables.flatMap((one) => [sql.lit(one.key), rowsOf(one)]);
  const celebrated = rows.length > 0 && source === "activity" ? listCelebrated() : sql`'[]'::json`;
  return sql<Count>`with fact as (${facts})
    select (select row_to_json(figure) from (select ${sql.join(figures)} from fact) as figure) as figures,
      json_build_object(${sql.join(rows)}) as rows_of, ${celebrated} as anniversaries,
      (select string_agg(int4send(uuid_hash(read.id)), '') from (${readFrom(source, sql`fact`)}) as read) as roll`;
}

/** Rows that are read several times are kept meanwhile: of each only what is counted by, and not its title. */
function columnsOf(indicators: Indicator[], tables: Table[]): RawBuilder<unknown> {
  const said = [...indicators, ...tables].flatMap((one) => Object.values(one)).join(" ");
  const columns = new Set(["fact.id", "fact.record_id", ...(said.match(/\bfact\.\w+/g) ?? [])]);
  return sql.join([...columns].map((column) => sql.ref(column)));
}

/** Things must be sorted to be counted: those of the indicator's own rows alone. */
function valueOf(one: Indicator): RawBuilder<unknown> {
  const [value, filter] = [sql.raw(one.value), sql.raw(one.filter)];
  if (countsThings(one)) return sql`(select ${value} from fact where ${filter})`;
  return sql`coalesce(${value} filter (where ${filter}), 0)`;
}

/** The rows of a table, with the place of their names among all that are called so. */
function rowsOf(table: Table): RawBuilder<unknown> {
  const [, by] = /_by_(country|unit)$/.exec(table.key) ?? [];
  if (!by)
    return sql`(select coalesce(json_agg(row), '[]') from (select counted.key::text as key, counted.key::text as label,
      counted.key::text as label_en, counted.value from (${keysOf(table)}) as counted) as row)`;
  const [id, from] = by === "unit" ? ["id", sql`unit`] : ["iso2", sql`reference.country as country`];
  return sql`(select coalesce(json_agg(row), '[]') from (
    select counted.key::text as key, named.label, named.label_en, counted.value, named.place from (${keysOf(table)}) as counted
    join (select ${sql.ref(`${by}.${id}`)} as key, ${nameIn(`${by}.name`, "vi")} as label, ${nameIn(`${by}.name`, "en")} as label_en,
      row_number() over (order by ${nameIn(`${by}.name`, "vi")}) as place from ${from}) as named on named.key = counted.key) as row)`;
}

/** A fact that stands in several rows is added up by all of them together first, for those are few. */
function keysOf({ each, amount, filter }: Table): RawBuilder<unknown> {
  const [, one] = /^array\[(.*)\]$/.exec(each) ?? [];
  const sums = sql`select ${sql.raw(one ?? each)} as key, sum(${sql.raw(amount)}) as value from fact where ${sql.raw(filter)} group by 1`;
  if (one) return sums;
  return sql`select one.key, sum(sums.value) as value from (${sums}) as sums
    cross join lateral (select distinct unnest(sums.key) as key) as one group by 1`;
}

/** The countries whose 50th anniversary of relations was celebrated, from the records of events. */
function listCelebrated(): RawBuilder<unknown> {
  const { filter = "false" } = findIndicator("anniversaries") ?? {};
  return sql`(select coalesce(json_agg(celebrated), '[]') from (select country.iso2, country.name, country.name_in
    from reference.country as country where country.iso2 in (select fact.occasion_country from fact where ${sql.raw(filter)})
    order by country.name) as celebrated)`;
}
