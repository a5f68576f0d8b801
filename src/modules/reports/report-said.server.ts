import { withLanguages } from "#platform/names.ts";
import type { Locale } from "#platform/words.server.ts";
import { narrate } from "./report-words.server.ts";
import type { AnnualReport } from "./report.queries.server.ts";

// A text takes some hundred kilobytes; the oldest goes first.
const MOST_SAID = 40;
const said = new Map<string, { tables: AnnualReport["tables"]; text: string }>();

/** A report as a call answers it, in JSON; said once for as long as what was counted is kept, and what stands beside it is the same. */
export function sayAnnualReport(report: AnnualReport, locale: Locale): string {
  const { figures: _figures, tables, anniversaries: _anniversaries, ...beside } = report;
  const key = `${locale} ${JSON.stringify(beside)}`;
  const known = said.get(key);
  // Figures, tables and anniversaries are counted, and kept, as one.
  if (known?.tables === tables) return known.text;
  const text = JSON.stringify(withLanguages({ ...report, language: locale, sections: narrate(report, locale) }));
  said.delete(key);
  if (said.size >= MOST_SAID) said.delete(said.keys().next().value ?? "");
  said.set(key, { tables, text });
  return text;
}
