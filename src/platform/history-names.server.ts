import { sql } from "kysely";
import type { Work } from "./db.server.ts";
import { kindsWith, lineOf } from "./kinds.ts";
import type { Named, Names } from "./names.ts";
import { formatDay } from "./format.ts";
import { nameOf } from "./names.ts";
import { wordsFor } from "./words.server.ts";

/** Tables whose rows a line of history may name and that are no kind of record that is searched. */
const ALSO = [
  { table: "access_body", title: "name" },
  { table: "activity_own_kind", title: "name_in" },
  { table: "activity_series", title: "name" },
  { table: "auth_user", title: "name" },
  { table: "delegation_member", title: "name" },
  { table: "import", title: "file_name" },
] as const;

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const COUNTRY = /^[A-Z]{2}$/;
const PROVINCE = /^\d{2}$/;
/** A province's code is a number like many: its name stands under this and the code. */
export const OF_PROVINCE = "province:";
/** Which way a delegation goes stands under this and its id: some acts and states of guests are called otherwise. */
export const OF_DIRECTION = "direction:";

type Called = { id: string; name: string; name_in: Names };

/** What the ids, and codes of countries and provinces, among these values are called, where the reader may see them; ids of no visible row stay out. */
export async function namesOf(work: Work, values: Iterable<unknown>): Promise<Map<string, string>> {
  const said = [...new Set([...values].filter((one): one is string => typeof one === "string"))];
  const [ids, codes] = [said.filter((one) => UUID.test(one)), said.filter((one) => COUNTRY.test(one))];
  const provinces = said.filter((one) => PROVINCE.test(one));
  const [rows, countries, inProvinces] = await Promise.all([
    namesOfRows(work, ids),
    namesOfCountries(work, codes),
    namesOfProvinces(work, provinces),
  ]);
  // Few lines tell of facts and reports, and asking costs as much as all the rest.
  const named = new Set(rows.map(({ id }) => id));
  const left = ids.filter((id) => !named.has(id));
  const others = await Promise.all([namesOfFacts(work, left), namesOfReports(work, left)]);
  const ways = rows.flatMap(({ id, direction }): [string, string][] =>
    direction === null ? [] : [[OF_DIRECTION + id, direction]],
  );
  const called = [...rows, ...others.flat(), ...countries, ...inProvinces].map((row): [string, string] => [
    row.id,
    nameOf(row),
  ]);
  return new Map([...called, ...ways]);
}

async function namesOfRows(work: Work, ids: string[]): Promise<(Called & { direction: string | null })[]> {
  if (ids.length === 0) return [];
  const searched = kindsWith("search").flatMap((kind) => {
    const { table, title = "name" } = lineOf(kind).search ?? {};
    return table ? [] : [{ table: kind, title }];
  });
  const each = [...searched, ...ALSO].map(({ table, title }) => {
    const isIn = title === "name_in";
    return sql`select id::text as id, ${sql.ref(isIn ? "name" : title)} as name, ${isIn ? sql.ref(title) : sql`'{}'::jsonb`} as name_in,
        ${table === "delegation" ? sql.ref("direction") : sql`null`}::text as direction
      from ${sql.table(table)} where id = any(${ids}::uuid[])`;
  });
  return (await sql<Called & { direction: string | null }>`${sql.join(each, sql` union all `)}`.execute(work.trx)).rows;
}

async function namesOfCountries(work: Work, codes: string[]): Promise<Called[]> {
  if (codes.length === 0) return [];
  const found = await sql<Called>`select iso2 as id, name, name_in from reference_country
    where iso2 = any(${codes}::text[])`.execute(work.trx);
  return found.rows;
}

/** As they are today, corrected by this union; codes are used again, and the register keeps those of today. */
async function namesOfProvinces(work: Work, codes: string[]): Promise<Called[]> {
  if (codes.length === 0) return [];
  const found = await sql<Called>`select ${OF_PROVINCE} || code as id, name, name_in from reference_province
    where edition = (select max(edition) from reference_province) and code = any(${codes}::text[])`.execute(work.trx);
  return found.rows;
}

/** What a correction of a fact is about: the kind of fact and its country, place, province or day. */
async function namesOfFacts(work: Work, ids: string[]): Promise<Called[]> {
  if (ids.length === 0) return [];
  const found = await sql<{ id: string; kind: string; key: string; city: string | null; place: Named | null }>`
    select said.id::text as id, said.kind, said.key, said.fields ->> 'city' as city,
      jsonb_build_object('name', coalesce(country.name, province.name), 'name_in', coalesce(country.name_in, province.name_in)) as place
    from reference_correction as said
    left join reference_country as country on country.iso2 =
      case said.kind when 'missions' then said.fields ->> 'host_iso2' when 'relations' then said.key when 'countries' then said.key end
    left join reference_province as province on said.kind = 'provinces' and province.code || '-' || province.edition = said.key
    where said.id = any(${ids}::uuid[])`.execute(work.trx);
  return found.rows.map(({ id, kind, key, city, place }) => {
    const day = /\d{4}-\d{2}-\d{2}$/.exec(key)?.[0];
    const called = [place?.name ? nameOf(place) : "", city ?? "", formatDay(day)].filter(Boolean);
    const what = wordsFor("fact_kind", { kind: kind === "calendars" ? "days" : kind }) ?? kind;
    return { id, name: [what, ...called].join(" · "), name_in: {} };
  });
}

/** A frozen report by its year and the day its figures stand for, a text of one by its section. */
async function namesOfReports(work: Work, ids: string[]): Promise<Called[]> {
  if (ids.length === 0) return [];
  const found = await sql<{ id: string; year: number; as_of: string | null; section: string | null }>`
    select id::text as id, year, as_of::text as as_of, null as section from report where id = any(${ids}::uuid[])
    union all select id::text, year, null, section from report_text where id = any(${ids}::uuid[])`.execute(work.trx);
  return found.rows.map(({ id, year, as_of, section }) => {
    const part = section === null ? formatDay(as_of) : wordsFor("report_section", { section });
    return { id, name: [wordsFor("report_title", { year }), part].filter(Boolean).join(" · "), name_in: {} };
  });
}
