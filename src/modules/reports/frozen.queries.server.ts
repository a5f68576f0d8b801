import type { z } from "zod";
import type { Work } from "#platform/db.server.ts";
import { AddressError, requireRow } from "#platform/errors.ts";
import { readBytes } from "#platform/files.server.ts";
import { pageOf } from "#platform/list.ts";
import { withLanguages } from "#platform/names.ts";
import { fileStart } from "#platform/union-shown.ts";
import type { Locale } from "#platform/words.server.ts";
import { findNamedUnit } from "#modules/units/unit.queries.server.ts";
import type { KeptCount } from "./correction.model.ts";
import { frozenFilter } from "./indicator.filter.ts";
import type { Stood } from "./indicator-tree.queries.server.ts";
import type { ReportPage } from "./report-page.server.ts";
import type { AnnualReport } from "./report.queries.server.ts";

const LISTED = [
  "report.id",
  "report.year",
  "report.as_of",
  "report.status",
  "report.tree",
  "report.language",
  "report.frozen_at",
  "report.frozen_by",
  "report.unit_id",
] as const;

/** The last frozen first. */
async function listFrozen(work: Work, filter: z.output<typeof frozenFilter>) {
  const unit = filter.unit ? await findNamedUnit(work, "unit", filter.unit) : undefined;
  let query = work.trx
    .selectFrom("report")
    .innerJoin("unit", "unit.id", "report.unit_id")
    .select([...LISTED, "unit.name as unit_name", "unit.name_in as unit_name_in"]);
  if (filter.year) query = query.where("report.year", "=", Number(filter.year));
  if (filter.unit) query = query.where("report.unit_id", "=", unit?.id ?? null);
  if (filter.cursor) query = query.where("report.id", "<", filter.cursor);
  const rows = await query
    .orderBy("report.id", "desc")
    .limit(filter.limit + 1)
    .execute();
  return pageOf(rows, filter.limit, (last) => last.id);
}

export const frozenList = { filter: frozenFilter, list: listFrozen };

/** A report as it was sent. Of one that was frozen before its page and its count were kept, `pages`, `counted` and `stood` are null. */
export type FrozenReport = {
  id: string;
  year: number;
  as_of: string;
  status: "interim" | "final";
  tree: "then" | "now";
  language: Locale;
  frozen_at: Date;
  frozen_by: string | null;
  unit_id: string;
  unit_path: string;
  content: AnnualReport;
  pages: Partial<Record<Locale, ReportPage>> | null;
  counted: KeptCount | null;
  stood: Stood[] | null;
};

export async function findFrozen(work: Work, reportId: string): Promise<FrozenReport | undefined> {
  const row = await work.trx
    .selectFrom("report")
    .select([...LISTED, "report.unit_path", "report.content", "report.pages", "report.counted", "report.stood"])
    .where("report.id", "=", reportId)
    .executeTakeFirst();
  return row as unknown as FrozenReport | undefined;
}

export const PAPERS = ["docx", "pdf", "json"] as const;
export type Paper = { format: (typeof PAPERS)[number]; language: Locale };

/** What a paper of a report is called, for whoever keeps it. */
export function paperName(report: { year: number; as_of: string }, { format, language }: Paper): string {
  return `${fileStart()}-${report.year}-${report.as_of}.${language}.${format}`;
}

/** A paper of a report, as it was sent; in the language of the report where none is named. */
export async function readPaper(
  work: Work,
  reportId: string,
  asked: { format?: Paper["format"] | undefined; language?: Locale | undefined },
): Promise<{ name: string; bytes: Uint8Array }> {
  const report = requireRow(await findFrozen(work, reportId));
  const name = paperName(report, { format: asked.format ?? "json", language: asked.language ?? report.language });
  const file = await work.trx
    .selectFrom("file")
    .select("file.sha256")
    .where("file.subject_kind", "=", "report")
    .where("file.subject_id", "=", report.id)
    .where("file.name", "=", name)
    .executeTakeFirst();
  if (file) return { name, bytes: await readBytes(file.sha256) };
  if (!name.endsWith("json")) throw new AddressError("rule_paper_not_kept");
  return { name, bytes: Buffer.from(JSON.stringify(withLanguages(report.content))) };
}
