import type { NotNull } from "kysely";
import { sql } from "kysely";
import { ownPaths } from "#platform/actor.ts";
import type { Work } from "#platform/db.server.ts";
import { homeCountry } from "#platform/home.ts";
import { nameIn } from "#platform/names.server.ts";
import { remembered } from "#platform/remembered.server.ts";
import { runsOn } from "#platform/running.ts";
import { today } from "#platform/time.ts";
import { isOwn } from "#platform/tree.ts";
import { holds } from "#platform/search.ts";
import { KNOWN, NOTE_IN, listRelations } from "#modules/reference/reference.queries.server.ts";
import { anniversariesBetween } from "#modules/reference/reference.model.ts";

/** Anniversaries of relations and of our associations between two days, the nearest first; of all countries or one. */
export const listAnniversaries = remembered(async (work, span: Span, iso2?: string) => {
  const units = work.trx.selectFrom("unit");
  const dated = (iso2 === undefined ? units : units.where("unit.country_iso2", "=", iso2))
    .select(["unit.country_iso2 as iso2", "unit.founded_on", "unit.name", "unit.name_in", "unit.confidence"])
    .where("unit.founded_on", "is not", null)
    .where("unit.country_iso2", "is not", null)
    .where("unit.kind", "=", "central_association")
    .$narrowType<{ iso2: NotNull; founded_on: NotNull }>()
    .execute();
  const [relations, associations] = await Promise.all([listRelations(work, iso2), dated]);
  const foundings = [
    ...relations.map((one) => ({ ...one, kind: "relations" as const })),
    ...associations.map((one) => ({ ...one, kind: "association" as const, precision: "day", note: null, note_in: {} })),
  ];
  return foundings
    .flatMap((founding) => anniversariesBetween(founding, span))
    .toSorted((one, other) => one.falls_on.localeCompare(other.falls_on) || one.iso2.localeCompare(other.iso2));
});

type Span = { from: string; to: string; every: number };

/** The countries that the actor's units work with: of their associations, and where their missions are accredited. Empty means all. */
export async function listOwnCountries(work: Work): Promise<Set<string>> {
  if (ownPaths(work.actor).some((path) => !path.includes("."))) return new Set();
  const rows = await sql<{ iso2: string }>`
    select unit.country_iso2 as iso2 from unit where ${isOwn(work, "unit.path")} and unit.country_iso2 is not null
    union select unit_accreditation.country_iso2 from unit join unit_accreditation on unit_accreditation.unit_id = unit.id
      where ${isOwn(work, "unit.path")} and ${runsOn("unit_accreditation", today())}`.execute(work.trx);
  return new Set(rows.rows.map((row) => row.iso2));
}

/** The one country that the unit acted for works with, to be filled in where a country is asked; an association's, a mission's. */
export async function findOwnCountry(work: Work): Promise<string | null> {
  if (!work.actor.unitId) return null;
  const rows = await sql<{ iso2: string }>`
    select unit.country_iso2 as iso2 from unit where unit.id = ${work.actor.unitId} and unit.country_iso2 is not null
    union select unit_accreditation.country_iso2 from unit_accreditation
      where unit_accreditation.unit_id = ${work.actor.unitId} and ${runsOn("unit_accreditation", today())} limit 2`.execute(
    work.trx,
  );
  return rows.rows.length === 1 ? (rows.rows[0]?.iso2 ?? null) : null;
}

/** National days between two days of one year span, by month and day. */
export const listNationalDays = remembered(async (work, span: { from: string; to: string }) => {
  const rows = await work.trx
    .selectFrom(KNOWN.country)
    .select(["country.iso2", "country.name", "country.name_in", "country.national_day"])
    .select(sql<boolean>`country.own_source is null`.as("to_be_confirmed"))
    .where("country.national_day", "is not", null)
    .execute();
  const years = [...new Set([span.from.slice(0, 4), span.to.slice(0, 4)])];
  return rows
    .flatMap((row) => years.map((year) => ({ ...row, falls_on: `${year}-${row.national_day}` })))
    .filter((one) => one.falls_on >= span.from && one.falls_on <= span.to)
    .toSorted((one, other) => one.falls_on.localeCompare(other.falls_on));
});

/** How many partners the union has of each country, of those that the transaction may see. */
export async function countPartnersByCountry(work: Work): Promise<Record<string, number>> {
  const rows = await work.trx
    .selectFrom("partner_country_fact as known")
    .select((select) => ["known.country_iso2 as iso2", select.fn.countAll<number>().as("count")])
    .groupBy("known.country_iso2")
    .execute();
  return Object.fromEntries(rows.map(({ iso2, count }) => [iso2, count]));
}

/** All countries with how much is known of each, for the list. */
export async function listCountriesWithPartners(work: Work, q?: string) {
  let query = work.trx
    .selectFrom("reference.country as country")
    .leftJoin(KNOWN.relation, "relation.iso2", "country.iso2")
    .select([
      "country.iso2",
      "country.name",
      "country.name_in",
      "country.region",
      "country.region_in",
      "relation.established_on",
      "relation.precision",
      "relation.confidence",
      "relation.note",
      NOTE_IN,
    ])
    .select(
      sql<number>`(select count(*) from partner_country_fact as known where known.country_iso2 = country.iso2)`.as(
        "partners",
      ),
    )
    .select(
      sql<
        string | null
      >`(select max(known.last_contact_on) from partner_country_fact as known where known.country_iso2 = country.iso2)`.as(
        "last_contact_on",
      ),
    )
    .where("country.iso2", "!=", homeCountry() ?? "");
  if (q) query = query.where(holds("country.search_text", q));
  return query.orderBy(sql`${nameIn("country.name")} collate "vi-x-icu"`).execute();
}
