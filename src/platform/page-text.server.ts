import type { Compilable, CompiledQuery, Simplify } from "kysely";
import type { FieldDef } from "pg";
import type { z } from "zod";
import type { Work } from "./db.server.ts";
import type { FilterSchema } from "./filter.ts";
import type { Counted } from "./list.ts";
import { pageOf } from "./list.ts";
import { ANSWERED, withLanguages } from "./names.ts";

/** Rows of a list as they are asked, one more than the page holds, and where the next page begins. */
type Paged<Row> = { rows: Compilable<Row>; limit: number; cursorOf(this: void, last: NoInfer<Row>): string };

type Parts<Schema extends FilterSchema, Row, Count> = {
  filter: Schema;
  page(this: void, work: Work, filter: z.output<Schema>): Promise<Paged<Row>> | Paged<Row>;
  count: Count;
};

/** A list whose rows are answered as they come: for pages as rows, for calls as the text that the database makes of them. */
export function listOf<Schema extends FilterSchema, Row extends object, Count extends Counted<Schema, Row>["count"]>({
  filter: schema,
  page,
  count,
}: Parts<Schema, Row, Count>) {
  return {
    filter: schema,
    count,
    list: async (work: Work, filter: z.output<Schema>) => {
      const { rows, limit, cursorOf } = await page(work, filter);
      const answer = await work.client.ask(rows.compile());
      return pageOf(answer.rows as Simplify<Row>[], limit, (last) => cursorOf(last as Row));
    },
    text: async (work: Work, filter: z.output<Schema>) => {
      const { rows, limit, cursorOf } = await page(work, filter);
      const said = await rowTexts(work, rows.compile());
      return pageOf(said, limit, (last) => cursorOf(JSON.parse(last) as Row));
    },
  };
}

/** By the statement of the rows the one that gives them as JSON; null where only JavaScript says them as they are said. */
const known = new Map<string, string | null>();
const MOST_KNOWN = 400;

/** Each row as JSON, as `JSON.stringify` of it with its names by language (names.ts) would say it but for blanks within names. */
async function rowTexts(work: Work, query: CompiledQuery<unknown>): Promise<string[]> {
  const statement = known.get(query.sql);
  if (statement) {
    const { rows } = await work.client.ask({ ...query, sql: statement });
    return (rows as { said: string }[]).map(({ said }) => said);
  }
  const { rows, fields } = await work.client.ask(query);
  if (statement === null || known.size >= MOST_KNOWN)
    return rows.map((row: unknown) => JSON.stringify(withLanguages(row)));
  known.set(query.sql, saidBy(query.sql, fields));
  return rowTexts(work, query);
}

/** Numbers of PostgreSQL's types that JSON writes otherwise than we do; they are the same in every database. */
const INSTANT = 1184;
const DECIMAL = 1700;
const OBJECTS = new Set([114, 3802]);

function saidBy(sql: string, fields: FieldDef[]): string | null {
  const names = new Set(fields.map(({ name }) => name));
  const columns = fields.map(({ name, dataTypeID }) => columnOf(name, dataTypeID));
  const isOwn = ({ name, dataTypeID }: FieldDef) =>
    OBJECTS.has(dataTypeID) && name.endsWith("_in") && names.has(name.slice(0, -3));
  if (fields.some((one) => OBJECTS.has(one.dataTypeID) && !isOwn(one))) return null;
  const languages = fields.filter(isOwn).flatMap(({ name }) =>
    ANSWERED.map((language) => ({ language, as: `${name.slice(0, -2)}${language}` }))
      .filter(({ as }) => !names.has(as))
      .map(({ language, as }) => `coalesce("${name}" ->> '${language}', "${name.slice(0, -3)}") as "${as}"`),
  );
  return `with page as materialized (${sql}) select row_to_json(said)::text as said from (select ${[...columns, ...languages].join(", ")} from page) as said`;
}

function columnOf(name: string, type: number): string {
  if (type === INSTANT) return `to_char("${name}" at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as "${name}"`;
  return type === DECIMAL ? `trim_scale("${name}") as "${name}"` : `"${name}"`;
}
