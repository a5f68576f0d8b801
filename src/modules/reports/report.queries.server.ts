import type { Work } from "#platform/db.server.ts";
import type { Named } from "#platform/names.ts";
import { findHead } from "#modules/delegations/delegation-paper-places.queries.server.ts";
import { findSeat } from "#modules/units/unit.queries.server.ts";
import type { Celebrated, CountedYear, Row } from "./counted-year.model.ts";
import type { Scope } from "./fact.queries.server.ts";
import type { IndicatorKey } from "./indicator.model.ts";
import { statusOf } from "./indicator.model.ts";
import type { Figure } from "./indicator.queries.server.ts";
import { figuresOf } from "./indicator.queries.server.ts";
import { keptYears } from "./kept-year.queries.server.ts";

export type AnnualReport = {
  year: number;
  /** `seat` is where the unit sits, as its papers are dated from; `head` who heads it, and signs them. */
  unit: Named & { id: string; kind?: string; seat?: Named | undefined; head?: Awaited<ReturnType<typeof findHead>> };
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
  anniversaries: Celebrated[];
  texts: { id?: string; section: string; language: string; body: string }[];
};

/** The whole computed report of a year: figures beside the year before, and the tables. */
export async function buildAnnualReport(work: Work, scope: Scope): Promise<AnnualReport> {
  // Sent together: four answers for one way there and back.
  const [unit, seat, head, texts] = await Promise.all([
    findCounted(work, scope),
    findSeat(work, scope.unitPath),
    findHead(work, scope.unitPath),
    listTexts(work, scope),
  ]);
  const { year, before } = await keptYears(work, scope);
  return {
    year: scope.year,
    unit: { ...unit, seat, head },
    as_of: scope.asOf,
    status: statusOf(scope.year, scope.asOf),
    figures: figuresOf(year, scope).map((figure) => ({ ...figure, before: valueIn(before, figure.key) })),
    tables: year.tables as AnnualReport["tables"],
    anniversaries: year.anniversaries,
    texts,
  };
}

function valueIn({ counted }: CountedYear, key: IndicatorKey): number | null {
  const one = counted.get(key);
  return one?.recorded ? one.value : null;
}

function findCounted(work: Work, scope: Scope) {
  return work.trx
    .selectFrom("unit")
    .select(["unit.id", "unit.kind", "unit.name", "unit.name_in"])
    .where("unit.id", "=", scope.unitId)
    .executeTakeFirstOrThrow();
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
