import { formatMonth, formatNumber } from "#platform/format.ts";
import { doesWork } from "#platform/own-words.ts";
import type { Locale } from "#platform/words.server.ts";
import { inLocale, wordsFor } from "#platform/words.server.ts";
import type { FigureScope } from "./figure.model.ts";
import { figureAddress } from "./figure.model.ts";
import type { Narrowing } from "./indicator.filter.ts";
import type { IndicatorKey } from "./indicator.model.ts";
import { sayExact, sayWhole } from "./report-words.server.ts";
import type { Row } from "./counted-year.model.ts";
import type { AnnualReport } from "./report.queries.server.ts";

type Table = keyof AnnualReport["tables"];
type Drawn = {
  table: Table;
  title: string;
  /** What its bars are parts of, and by what they are told apart. */
  figure: IndicatorKey;
  by: keyof Narrowing;
  /** How a bar is called, where not by the name that its row has. */
  word?: (key: string, year: number) => string | undefined;
};

const DRAWN: readonly Drawn[] = [
  {
    table: "activities_by_month",
    title: "report_by_month",
    figure: "onsite_activities",
    by: "month",
    word: (key, year) => formatMonth(year, Number(key)),
  },
  {
    table: "activities_by_kind",
    title: "report_by_kind",
    figure: "onsite_activities",
    by: "kind",
    word: (kind) => wordsFor("activity_kind", { kind }),
  },
  { table: "activities_by_country", title: "report_by_country", figure: "onsite_activities", by: "country" },
  { table: "activities_by_unit", title: "report_by_unit", figure: "onsite_activities", by: "led_by" },
  { table: "delegations_by_country", title: "report_delegations_by_country", figure: "delegations", by: "country" },
  {
    table: "aid_by_sector",
    title: "report_aid_by_sector",
    figure: "fngo_aid",
    by: "sector",
    word: (sector) => wordsFor("aid_sector", { sector }),
  },
];

/** `whole` is a bar's value to its last unit, as a printed table has it, whose rows add up. */
type Bar = { label: string; value: number; text: string; whole: string; href: string };
export type Chart = { title: string; bars: Bar[] };

/** The report's tables as they are drawn and printed; each bar opens exactly the records it counts. */
export function chartsOf(report: AnnualReport, scope: FigureScope, locale: Locale): Chart[] {
  return inLocale(locale, () =>
    DRAWN.filter((one) => one.figure !== "fngo_aid" || doesWork("aid")).map(({ table, title, figure, by, word }) => ({
      title: wordsFor(title) ?? "",
      bars: report.tables[table].map((row) => ({
        label: word?.(row.key, report.year) ?? named(row, locale),
        value: row.value,
        text: figure === "fngo_aid" ? sayExact({ value: row.value, measure: "USD" }) : formatNumber(row.value),
        whole: figure === "fngo_aid" ? sayWhole(row.value) : formatNumber(row.value),
        href: figureAddress(figure, scope, { [by]: by === "month" ? monthOf(report.year, row.key) : row.key }),
      })),
    })),
  );
}

const named = (row: Row, locale: Locale) => (locale === "vi" ? row.label : row.label_en);
const monthOf = (year: number, key: string) => `${year}-${key.padStart(2, "0")}`;
