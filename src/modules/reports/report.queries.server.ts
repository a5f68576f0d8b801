import { sql } from "kysely";
import type { Work } from "#platform/db.server.ts";
import { nameIn } from "#platform/names.server.ts";
import type { Named } from "#platform/names.ts";
import { findSeat } from "#modules/units/unit.queries.server.ts";
import { yearBefore } from "./figure.model.ts";
import { findIndicator, statusOf } from "./indicator.model.ts";
import type { Figure, Scope } from "./indicator.queries.server.ts";
import { countFigures, factsOf, keptFigure, nameOf } from "./indicator.queries.server.ts";

export type Row = { label: string; label_en: string; key: string; value: number };

export type AnnualReport = {
  year: number;
  /** `seat` is where the unit sits, as its papers are dated from. */
  unit: Named & { id: string; kind?: string; seat?: Named | undefined };
  as_of: string;
  status: "interim" | "final";
  /** `before` is null where nothing is recorded of the unit's year before. */
  figures: (Figure & { before: number | null })[];
  tables: {
    activities_by_month: Row[];
    activities_by_kind: Row[];
    activities_by_country: Row[];
    activities_by_unit: Row[];
    delegations_by_country: Row[];
    aid_by_sector: Row[];
    aid_by_country: Row[];
  };
  anniversaries: (Named & { iso2: string })[];
  texts: { id?: string; section: string; language: string; body: string }[];
};

/** The whole computed report of a year: figures beside the year before, and the tables. */
export async function buildAnnualReport(work: Work, scope: Scope): Promise<AnnualReport> {
  const unit = await work.trx
    .selectFrom("unit")
    .select(["unit.id", "unit.path", "unit.kind", "unit.name", "unit.name_in"])
    .where("unit.id", "=", scope.unitId)
    .executeTakeFirstOrThrow();
  const computed = await keptFigure(work, `annual ${nameOf(scope)}`, () => computeReport(work, scope));
  const { path, ...known } = unit;
  return {
    year: scope.year,
    unit: { ...known, seat: await findSeat(work, path) },
    as_of: scope.asOf,
    status: statusOf(scope.year, scope.asOf),
    ...computed,
    texts: await listTexts(work, scope),
  };
}

async function computeReport(work: Work, scope: Scope) {
  const figures = await countFigures(work, scope);
  const lastYear = await countFigures(work, yearBefore(scope));
  const before = new Map(lastYear.map((figure) => [figure.key, figure.recorded ? figure.value : null]));
  return {
    figures: figures.map((figure) => ({ ...figure, before: before.get(figure.key) ?? null })),
    tables: await readTables(work, scope),
    anniversaries: await listCelebrated(work, scope),
  };
}

async function readTables(work: Work, scope: Scope): Promise<AnnualReport["tables"]> {
  const activity = await factsOf(work, "activity", scope);
  const delegation = await factsOf(work, "delegation", scope);
  const aid = await factsOf(work, "aid", scope);
  const byCountry = sql`distinct fact.id, unnest(fact.countries) as key`;
  const run = async (query: ReturnType<typeof sql<Row>>) => (await query.execute(work.trx)).rows;
  return {
    activities_by_month: await run(
      sql<Row>`select extract(month from fact.on_date)::text as key, extract(month from fact.on_date)::text as label, extract(month from fact.on_date)::text as label_en, count(*) as value from ${activity} group by 1 order by extract(month from min(fact.on_date))`,
    ),
    activities_by_kind: await run(
      sql<Row>`select fact.kind::text as key, fact.kind::text as label, fact.kind::text as label_en, count(*) as value from ${activity} group by 1 order by 4 desc`,
    ),
    activities_by_country: await run(namedCountries(sql`select ${byCountry}, 1 as amount from ${activity}`)),
    activities_by_unit:
      await run(sql<Row>`select unit.id as key, ${nameIn("unit.name", "vi")} as label, ${nameIn("unit.name", "en")} as label_en, counted.value from
      (select fact.unit_id, count(*) as value from ${activity} group by 1) as counted join unit on unit.id = counted.unit_id order by 4 desc, 2`),
    delegations_by_country: await run(namedCountries(sql`select ${byCountry}, 1 as amount from ${delegation}`)),
    aid_by_sector: await run(
      sql<Row>`select fact.sector as key, fact.sector as label, fact.sector as label_en, sum(fact.amount) as value from ${aid} where fact.kind = 'disbursement' group by 1 order by 4 desc`,
    ),
    aid_by_country: await run(
      namedCountries(sql`select fact.ngo_country as key, fact.amount from ${aid} where fact.kind = 'disbursement'`),
    ),
  };
}

function namedCountries(rows: ReturnType<typeof sql>) {
  return sql<Row>`select country.iso2 as key, ${nameIn("country.name", "vi")} as label, ${nameIn("country.name", "en")} as label_en, counted.value from
    (select keyed.key, sum(keyed.amount) as value from (${rows}) as keyed group by 1) as counted
    join reference.country as country on country.iso2 = counted.key order by 4 desc, 2`;
}

/** The countries whose 50th anniversary of relations was celebrated, from the records of events. */
async function listCelebrated(work: Work, scope: Scope) {
  const indicator = findIndicator("anniversaries");
  const rows = await sql<Named & { iso2: string }>`
    select distinct country.iso2, country.name, country.name_in from ${await factsOf(work, "activity", scope)}
    join reference.country as country on country.iso2 = fact.occasion_country where ${sql.raw(indicator?.filter ?? "false")} order by 2`.execute(
    work.trx,
  );
  return rows.rows;
}

/** One paragraph in one language, to be rewritten at its version. */
export async function findText(
  work: Work,
  scope: { unitId: string },
  at: { year: number; section: string; language: string },
) {
  return work.trx
    .selectFrom("report_text")
    .select(["report_text.id", "report_text.body", "report_text.version"])
    .where("report_text.unit_id", "=", scope.unitId)
    .where("report_text.year", "=", at.year)
    .where("report_text.section", "=", at.section)
    .where("report_text.language", "=", at.language)
    .executeTakeFirst();
}

export async function listTexts(work: Work, scope: { year: number; unitId: string }) {
  return work.trx
    .selectFrom("report_text")
    .select(["report_text.id", "report_text.section", "report_text.language", "report_text.body"])
    .where("report_text.year", "=", scope.year)
    .where("report_text.unit_id", "=", scope.unitId)
    .limit(60)
    .execute();
}
