import type { Selectable } from "kysely";
import { sql } from "kysely";
import type { Work } from "#platform/db.server.ts";
import { FieldError, requireChoice } from "#platform/errors.ts";
import { homeCountry } from "#platform/home.ts";
import type { Names } from "#platform/names.ts";
import { nameOf, sortedChoices } from "#platform/names.ts";
import { remembered } from "#platform/remembered.server.ts";
import type { DB } from "#platform/schema.gen.ts";
import type { CalendarDay } from "./reference.model.ts";

/** The facts as this union knows them. A view has its table's columns, and what is never empty there is not here; the generator cannot tell. */
export const KNOWN = {
  country: sql<Selectable<DB["reference.country"]> & { own_source: string | null }>`reference_country`.as("country"),
  relation: sql<Selectable<DB["reference.diplomatic_relation"]>>`reference_relation`.as("relation"),
  post: sql<Selectable<DB["reference.mission_post"]>>`reference_mission`.as("post"),
  province: sql<Selectable<DB["reference.province"]>>`reference_province`.as("province"),
};

/** A relation's note in languages: the release's own words, where the union said none of its own. */
export const NOTE_IN = sql<Names>`coalesce((select noted.note_in from reference.diplomatic_relation as noted
  where noted.iso2 = relation.iso2 and noted.note = relation.note), '{}')`.as("note_in");

export const listCountries = remembered((work) =>
  work.trx
    .selectFrom("reference.country as country")
    .select(["country.iso2", "country.name", "country.name_in", "country.region", "country.region_in"])
    .orderBy("country.name")
    .execute(),
);

/** Countries by the number that ISO gave them, as maps know them; by their code where they have none. */
export const listCountryNumbers = remembered(async (work) => {
  const rows = await work.trx
    .selectFrom("reference.country as country")
    .select(["country.iso2", "country.iso_numeric"])
    .execute();
  return rows.map(({ iso2, iso_numeric }) => ({ iso2, number: iso_numeric || iso2 }));
});

/** Countries with every name that they go by, to find them by what is typed. */
export async function listNamedCountries(work: Work) {
  return (await listByAllNames(work)).map((row) => ({
    iso2: row.iso2,
    label: nameOf(row),
    names: [row.name, ...Object.values(row.name_in), ...row.names_other],
  }));
}

const listByAllNames = remembered((work) =>
  work.trx
    .selectFrom("reference.country as country")
    .select(["country.iso2", "country.name", "country.name_in", "country.names_other"])
    .execute(),
);

/** Countries to choose from, in the order of the reader's language. */
export async function listCountryChoices(work: Work) {
  const all = await listCountries(work);
  return sortedChoices(
    all.filter((one) => one.iso2 !== homeCountry()),
    (one) => one.iso2,
  );
}

/** Refuses codes that no country has; a list of countries is no foreign key, so the database does not. */
export async function requireCountries(work: Work, codes: readonly string[], field = "countries"): Promise<void> {
  if (codes.length === 0) return;
  const known = await work.trx
    .selectFrom("reference.country as country")
    .select("country.iso2")
    .where("country.iso2", "in", [...new Set(codes)])
    .execute();
  const unknown = codes.find((code) => !known.some(({ iso2 }) => iso2 === code));
  if (unknown !== undefined) throw new FieldError(field, "error_no_such_country");
}

/** Refuses a code that no province has or had. */
export async function requireProvince(work: Work, code: string | null | undefined): Promise<void> {
  if (!code) return;
  const known = await work.trx
    .selectFrom(KNOWN.province)
    .select("province.code")
    .where("province.code", "=", code)
    .limit(1)
    .executeTakeFirst();
  requireChoice(known, "province_code", "error_no_such_province");
}

/** The same with every other name and the code that typing finds them by. */
export async function listNamedCountryChoices(work: Work) {
  const named = new Map((await listNamedCountries(work)).map((one) => [one.iso2, one.names]));
  return (await listCountryChoices(work)).map((one) => {
    const names = new Set([...(named.get(one.value) ?? []), one.value]);
    return { ...one, also: [...names].filter((name) => name !== one.label) };
  });
}

/** The names of these countries in one language, by code. */
export async function listCountryNames(work: Work, codes: string[], locale: string): Promise<Record<string, string>> {
  if (codes.length === 0) return {};
  const rows = (await listCountries(work)).filter(({ iso2 }) => codes.includes(iso2));
  return Object.fromEntries(rows.map((row) => [row.iso2, nameOf(row, "name", locale)]));
}

export const findCountry = remembered((work, iso2: string) =>
  work.trx
    .selectFrom(KNOWN.country)
    .leftJoin(KNOWN.relation, "relation.iso2", "country.iso2")
    .select([
      "country.iso2",
      "country.name",
      "country.name_in",
      "country.region",
      "country.region_in",
      "country.capital",
    ])
    .select(["country.capital_in", "country.national_day", "country.status"])
    .select("country.own_source as national_day_source")
    .select(["relation.established_on", "relation.precision", "relation.confidence"])
    .select(["relation.note", NOTE_IN])
    .where("country.iso2", "=", iso2)
    .executeTakeFirst(),
);

/** All dated relations, the base of the anniversaries, or those with one country. */
export const listRelations = remembered((work, iso2?: string) => {
  const all = work.trx.selectFrom(KNOWN.relation);
  return (iso2 === undefined ? all : all.where("relation.iso2", "=", iso2))
    .innerJoin("reference.country as country", "country.iso2", "relation.iso2")
    .select(["relation.iso2", "relation.established_on as founded_on", "relation.precision", "relation.confidence"])
    .select(["relation.note", NOTE_IN, "country.name", "country.name_in"])
    .execute();
});

/**
 * Whether so many years of relations with a country may be celebrated on a day: as many as have passed by then or a year more or less, for
 * feasts are held ahead and afterwards. Of a country whose relations nobody dated, any.
 */
export async function fitsRelations(work: Work, iso2: string, { years, on }: { years: number; on: string }) {
  const relation = await work.trx
    .selectFrom(KNOWN.relation)
    .select("relation.established_on")
    .where("relation.iso2", "=", iso2)
    .executeTakeFirst();
  if (!relation) return true;
  const passed = Number(on.slice(0, 4)) - Number(relation.established_on.slice(0, 4));
  return Math.abs(passed - years) <= 1;
}

export const listMissionPosts = remembered((work, iso2: string) =>
  work.trx
    .selectFrom(KNOWN.post)
    .select(["post.id", "post.host_iso2", "post.city", "post.kind", "post.confidence"])
    .where((where) =>
      where.or([where("post.host_iso2", "=", iso2), where(where.val(iso2), "=", where.fn.any("post.accredited_iso2"))]),
    )
    .orderBy("post.kind")
    .orderBy("post.id")
    .execute(),
);

export const listProvinces = remembered((work, edition: 2024 | 2025) =>
  work.trx
    .selectFrom(KNOWN.province)
    .select(["province.code", "province.name", "province.name_in", "province.successor_code"])
    .where("province.edition", "=", edition)
    .orderBy("province.name")
    .execute(),
);

/** The exceptional days of a calendar from one day to another, both included. */
export async function listCalendarDays(
  work: Work,
  calendar: string,
  span: { from: string; to: string },
): Promise<CalendarDay[]> {
  return work.trx
    .selectFrom("reference_day as day")
    .select(["day.on_date", "day.kind", "day.name", "day.name_in"])
    .select(sql<boolean>`day.certainty <> 'confirmed'`.as("to_be_confirmed"))
    .where("day.calendar", "=", calendar)
    .where("day.on_date", ">=", span.from)
    .where("day.on_date", "<=", span.to)
    .orderBy("day.on_date")
    .execute() as Promise<CalendarDay[]>;
}

export const listForeignNgosOf = remembered((work, iso2: string) =>
  work.trx
    .selectFrom("reference.foreign_ngo as ngo")
    .select(["ngo.id", "ngo.name", "ngo.name_in", "ngo.acronym", "ngo.confidence", "ngo.sectors"])
    .where("ngo.country_iso2", "=", iso2)
    .where((eb) => eb.or([eb("ngo.home", "is", null), eb("ngo.home", "=", homeCountry())]))
    .orderBy("ngo.name")
    .orderBy("ngo.id")
    .execute(),
);
