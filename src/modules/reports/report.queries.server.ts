import type { Work } from "#platform/db.server.ts";
import type { Named } from "#platform/names.ts";
import { findSeat } from "#modules/units/unit.queries.server.ts";
import type { Celebrated, Row } from "./counted-year.queries.server.ts";
import { countYear } from "./counted-year.queries.server.ts";
import type { Scope } from "./fact.queries.server.ts";
import { yearBefore } from "./figure.model.ts";
import { statusOf } from "./indicator.model.ts";
import type { Figure } from "./indicator.queries.server.ts";
import { figuresOf, keptFigures, keptYears, nameOf } from "./indicator.queries.server.ts";

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
  anniversaries: Celebrated[];
  texts: { id?: string; section: string; language: string; body: string }[];
};

/** The whole computed report of a year: figures beside the year before, and the tables. */
export async function buildAnnualReport(work: Work, scope: Scope): Promise<AnnualReport> {
  // Sent together: three answers for one way there and back.
  const [unit, seat, texts] = await Promise.all([
    findCounted(work, scope),
    findSeat(work, scope.unitPath),
    listTexts(work, scope),
  ]);
  const years = { name: `annual ${nameOf(scope)}`, scopes: [scope, yearBefore(scope)] };
  const { figures, tables, anniversaries } = await keptYears(work, years, () => countReport(work, scope));
  return {
    year: scope.year,
    unit: { ...unit, seat },
    as_of: scope.asOf,
    status: statusOf(scope.year, scope.asOf),
    figures,
    tables,
    anniversaries,
    texts,
  };
}

function findCounted(work: Work, scope: Scope) {
  return work.trx
    .selectFrom("unit")
    .select(["unit.id", "unit.kind", "unit.name", "unit.name_in"])
    .where("unit.id", "=", scope.unitId)
    .executeTakeFirstOrThrow();
}

async function countReport(work: Work, scope: Scope) {
  const year = await countYear(work, scope, { tables: true });
  const last = await keptFigures(work, yearBefore(scope));
  const before = new Map(last.figures.map((figure) => [figure.key, figure.recorded ? figure.value : null]));
  return {
    figures: figuresOf(year, scope).map((figure) => ({ ...figure, before: before.get(figure.key) ?? null })),
    tables: year.tables as AnnualReport["tables"],
    anniversaries: year.anniversaries,
    marks: [...year.marks, ...last.marks],
  };
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
