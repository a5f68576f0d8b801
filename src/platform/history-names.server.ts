import { sql } from "kysely";
import type { Work } from "./db.server.ts";
import { kindsWith, lineOf } from "./kinds.ts";
import type { Names } from "./names.ts";
import { nameOf } from "./names.ts";

/** Tables whose rows a line of history may name and that are no kind of record that is searched. */
const ALSO = [
  { table: "activity_series", title: "name" },
  { table: "auth_user", title: "name" },
  { table: "delegation_member", title: "name" },
] as const;

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const COUNTRY = /^[A-Z]{2}$/;
const PROVINCE = /^\d{2}$/;
/** A province's code is a number like many: its name stands under this and the code. */
export const OF_PROVINCE = "province:";

type Called = { id: string; name: string; name_in: Names };

/** What the ids, and codes of countries and provinces, among these values are called, where the reader may see them; ids of no visible row stay out. */
export async function namesOf(work: Work, values: Iterable<unknown>): Promise<Map<string, string>> {
  const said = [...new Set([...values].filter((one): one is string => typeof one === "string"))];
  const [ids, codes] = [said.filter((one) => UUID.test(one)), said.filter((one) => COUNTRY.test(one))];
  const provinces = said.filter((one) => PROVINCE.test(one));
  const rows = [
    ...(await namesOfRows(work, ids)),
    ...(await namesOfCountries(work, codes)),
    ...(await namesOfProvinces(work, provinces)),
  ];
  return new Map(rows.map((row) => [row.id, nameOf(row)]));
}

async function namesOfRows(work: Work, ids: string[]): Promise<Called[]> {
  if (ids.length === 0) return [];
  const searched = kindsWith("search").flatMap((kind) => {
    const { table, title = "name" } = lineOf(kind).search ?? {};
    return table ? [] : [{ table: kind, title }];
  });
  const each = [...searched, ...ALSO].map(({ table, title }) => {
    const isIn = title === "name_in";
    return sql`select id::text as id, ${sql.ref(isIn ? "name" : title)} as name, ${isIn ? sql.ref(title) : sql`'{}'::jsonb`} as name_in
      from ${sql.table(table)} where id = any(${ids}::uuid[])`;
  });
  return (await sql<Called>`${sql.join(each, sql` union all `)}`.execute(work.trx)).rows;
}

async function namesOfCountries(work: Work, codes: string[]): Promise<Called[]> {
  if (codes.length === 0) return [];
  const found = await sql<Called>`select iso2 as id, name, name_in from reference.country
    where iso2 = any(${codes}::text[])`.execute(work.trx);
  return found.rows;
}

/** As they are since July 2025; codes are used again, and the register keeps those of today. */
async function namesOfProvinces(work: Work, codes: string[]): Promise<Called[]> {
  if (codes.length === 0) return [];
  const found = await sql<Called>`select ${OF_PROVINCE} || code as id, name, name_in from reference.province
    where edition = 2025 and code = any(${codes}::text[])`.execute(work.trx);
  return found.rows;
}
