import type { RawBuilder } from "kysely";
import { sql } from "kysely";
import type { Work } from "#platform/db.server.ts";
import { homeCalendar, homeCountry } from "#platform/home.ts";
import { remembered } from "#platform/remembered.server.ts";
import type { Fact, FactKind } from "./reference-fact.model.ts";

type Place = {
  /** The facts as this union knows them, and as the release has them. */
  known: RawBuilder<unknown>;
  delivered: RawBuilder<unknown>;
  key: RawBuilder<string>;
  order: RawBuilder<unknown>;
  /** What a list without a filter leaves to its filter. */
  where?: RawBuilder<boolean>;
  isOpen: RawBuilder<boolean>;
};

const notA = sql<boolean>`fact.confidence <> 'A'`;
const NAME = sql`fact.name collate "vi-x-icu", key`;
const PLACES: Record<FactKind, Place> = {
  days: {
    known: sql`reference_day`,
    delivered: sql`reference.calendar_day`,
    key: sql`(fact.calendar || '-' || fact.on_date)`,
    order: sql`fact.on_date`,
    isOpen: sql`fact.certainty <> 'confirmed'`,
  },
  relations: {
    known: sql`reference_relation`,
    delivered: sql`reference.diplomatic_relation`,
    key: sql`fact.iso2`,
    order: sql`fact.established_on, key`,
    isOpen: notA,
  },
  missions: {
    known: sql`reference_mission`,
    delivered: sql`reference.mission_post`,
    key: sql`fact.id::text`,
    order: sql`fact.host_iso2, fact.city, key`,
    isOpen: notA,
  },
  countries: {
    known: sql`reference_country`,
    delivered: sql`reference.country`,
    key: sql`fact.iso2`,
    order: NAME,
    isOpen: sql`fact.own_source is null`,
  },
  provinces: {
    known: sql`reference_province`,
    delivered: sql`reference.province`,
    key: sql`(fact.code || '-' || fact.edition)`,
    order: NAME,
    where: sql`fact.edition = (select max(edition) from reference_province)`,
    isOpen: sql`false`,
  },
};

/** Days off are those of the home calendar; what else is of a country its view knows. */
const ofHome = (kind: FactKind) =>
  kind === "days" ? sql<boolean>`fact.calendar = ${homeCalendar()}` : sql<boolean>`true`;

/** A release's fact of a country is one for unions at home there. */
const deliveredHere = () => sql<boolean>`coalesce(to_jsonb(fact) ->> 'home' = ${homeCountry() ?? ""}, true)`;

/** All facts of a kind; of days those of a year, if one is asked for. There are some hundreds of each. */
export async function listFacts(work: Work, kind: FactKind, asked: { open?: unknown; year?: string }): Promise<Fact[]> {
  const { known, key, order, where = sql`true`, isOpen } = PLACES[kind];
  const ofYear =
    kind === "days" && asked.year
      ? sql`fact.on_date between make_date(${Number(asked.year)}, 1, 1) and make_date(${Number(asked.year)}, 12, 31)`
      : where;
  const rows = await sql<Fact>`
    select ${key} as key, to_jsonb(fact) - '{search_text,own_source,version,home}'::text[] as fields, fact.own_source, fact.version
    from ${known} as fact where ${ofHome(kind)} and ${ofYear} and ${asked.open ? isOpen : sql`true`} order by ${order}`.execute(
    work.trx,
  );
  return rows.rows;
}

export async function findFact(work: Work, kind: FactKind, key: string): Promise<Fact | undefined> {
  const place = PLACES[kind];
  const rows = await sql<Fact>`
    select ${place.key} as key, to_jsonb(fact) - '{search_text,own_source,version,home}'::text[] as fields, fact.own_source, fact.version
    from ${place.known} as fact where ${ofHome(kind)} and ${place.key} = ${key} limit 1`.execute(work.trx);
  return rows.rows[0];
}

/** How many there are, how many wait for a confirmation, how many this union corrected. */
export async function countFacts(work: Work, kind: FactKind) {
  const { known, where = sql`true`, isOpen } = PLACES[kind];
  const rows = await sql<{ all: number; open: number; own: number }>`
    select count(*) as "all", count(*) filter (where ${isOpen}) as "open", count(fact.own_source) as own
    from ${known} as fact where ${ofHome(kind)} and ${where}`.execute(work.trx);
  return rows.rows[0] ?? { all: 0, open: 0, own: 0 };
}

/** What the release says of the home country, to compare; undefined for what only this union has. */
export async function findDelivered(work: Work, kind: FactKind, key: string) {
  const place = PLACES[kind];
  const rows = await sql<{ fields: Record<string, unknown> }>`
    select to_jsonb(fact) - '{search_text,own_source,version,home}'::text[] as fields from ${place.delivered} as fact where ${ofHome(kind)} and ${place.key} = ${key} and ${deliveredHere()} limit 1`.execute(
    work.trx,
  );
  return rows.rows[0]?.fields;
}

/** What was said of a fact, whatever became of it. */
export async function findCorrection(work: Work, kind: string, key: string) {
  return work.trx
    .selectFrom("reference_correction")
    .selectAll("reference_correction")
    .where("reference_correction.kind", "=", kind)
    .where("reference_correction.key", "=", key)
    .executeTakeFirst();
}

/** Which of these facts a release has too; the others this union added. */
export async function listDelivered(work: Work, kind: FactKind, keys: string[]): Promise<Set<string>> {
  const { delivered, key } = PLACES[kind];
  const rows = await sql<{ key: string }>`
    select ${key} as key from ${delivered} as fact where ${key} = any(${keys}::text[]) and ${deliveredHere()}`.execute(
    work.trx,
  );
  return new Set(rows.rows.map((row) => row.key));
}

/** The keys of all of which anything was ever said. */
export async function listCorrected(work: Work, kind: FactKind): Promise<{ key: string }[]> {
  return work.trx
    .selectFrom("reference_correction")
    .select("reference_correction.key")
    .where("reference_correction.kind", "=", kind)
    .execute();
}

/** The corrections of these kinds of fact, whatever they say: by them the history is asked who made the last. */
export async function listCorrectionIds(work: Work, kinds: readonly FactKind[]): Promise<string[]> {
  const rows = await work.trx
    .selectFrom("reference_correction")
    .select("reference_correction.id")
    .where("reference_correction.kind", "in", kinds)
    .execute();
  return rows.map((row) => row.id);
}

/** The facts that this union says do not hold. */
export async function listTakenOut(work: Work, kind: FactKind) {
  return work.trx
    .selectFrom("reference_correction")
    .select(["reference_correction.key", "reference_correction.source", "reference_correction.version"])
    .select("reference_correction.fields")
    .where("reference_correction.kind", "=", kind)
    .where("reference_correction.state", "=", "taken_out")
    .orderBy("reference_correction.key")
    .execute();
}

/** The last day up to which a calendar says which days are worked; undefined where none was loaded. */
export const findCalendarEnd = remembered(async (work, calendar: string): Promise<string | undefined> => {
  const found = await work.trx
    .selectFrom("reference_calendar")
    .select("reference_calendar.until_on")
    .where("reference_calendar.calendar", "=", calendar)
    .executeTakeFirst();
  return found?.until_on ?? undefined;
});
