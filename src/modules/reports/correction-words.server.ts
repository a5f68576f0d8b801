import type { Work } from "#platform/db.server.ts";
import { formatMonth, formatNumber } from "#platform/format.ts";
import { nameOf } from "#platform/names.ts";
import { wordsFor } from "#platform/words.server.ts";
import type { Locale } from "#platform/words.server.ts";
import { listCountryNames } from "#modules/reference/reference.queries.server.ts";
import { TABLES, subjectOf } from "./correction.model.ts";
import { findIndicator } from "./indicator.model.ts";
import { sayExact } from "./report-words.server.ts";

const say = (key: string, inputs: Record<string, string | number> = {}) => wordsFor(key, inputs) ?? key;

/** Names the figure, the row of a table or the text that a correction is of, in the reader's language. */
export async function readLabels(
  work: Work,
  keys: string[],
  { year, locale }: { year: number; locale: Locale },
): Promise<(key: string) => string> {
  const rowsOf = (tables: RegExp) =>
    keys.map(subjectOf).flatMap(({ name, row }) => (row && tables.test(name) ? [row] : []));
  const countries = await listCountryNames(work, rowsOf(/_by_country$/), locale);
  const units = await listUnitNames(work, rowsOf(/_by_unit$/));
  const labelOf = (name: string, row: string | undefined) => {
    if (name === "text") return textLabel(row ?? "");
    if (!TABLES.some((one) => one.key === name)) return say("indicator", { key: name });
    if (row === undefined) return say("report_table", { key: name });
    const named = countries[row] ?? units[row] ?? rowLabel(name, row, year);
    return say("report_correction_row", { table: say("report_table", { key: name }), row: named });
  };
  return (key) => {
    const { name, row, isBefore } = subjectOf(key);
    const what = labelOf(name, row);
    return isBefore ? say("report_correction_before", { what, year: year - 1 }) : what;
  };
}

function textLabel(place: string): string {
  const [section = "", language = ""] = place.split(".");
  return say("report_correction_text", {
    section: say("report_section", { section }),
    language: say("language", { language }),
  });
}

function rowLabel(table: string, row: string, year: number): string {
  if (table === "activities_by_month") return formatMonth(year, Number(row));
  if (table === "activities_by_kind") return say("activity_kind", { kind: row });
  return table === "aid_by_sector" ? say("aid_sector", { sector: row }) : row || "–";
}

async function listUnitNames(work: Work, ids: string[]): Promise<Record<string, string>> {
  if (ids.length === 0) return {};
  const rows = await work.trx
    .selectFrom("unit")
    .select(["unit.id", "unit.name", "unit.name_in"])
    .where("unit.id", "in", [...new Set(ids)])
    .execute();
  return Object.fromEntries(rows.map((row) => [row.id, nameOf(row)]));
}

/** A figure, a row of a table or a text as it is said; a dash where there was none. */
export function sayCorrected(key: string, value: number | string | null): string {
  if (value === null) return "–";
  if (typeof value === "string") return value;
  const { name } = subjectOf(key);
  const measure = findIndicator(name)?.measure;
  const isMoney = measure === "USD" || name.startsWith("aid_by");
  return isMoney ? `${formatNumber(value)} USD` : measure ? sayExact({ value, measure }) : formatNumber(value);
}
