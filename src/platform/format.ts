import { getLocale } from "#words/runtime.js";
import { daysOf, numbersOf } from "./intl.ts";
import { dayAndTime } from "./time.ts";

type Locale = ReturnType<typeof getLocale>;
type Written = {
  /** The tables of CLDR that numbers, months and weekdays come from. */
  tag: string;
  day: (day: Day) => string;
  /** As papers are dated. */
  paperDay: (day: Day) => string;
  /** A span of days within a sentence of a paper. */
  paperDays: (from: Day, until: Day) => string;
  monthDay: (day: Day) => string;
  /** A span of days within which the month, or the year, is said once; left out, both days are said whole. */
  withinMonth?: (from: Day, until: Day) => string;
  withinYear?: (from: Day, until: Day) => string;
};
/** A day of the calendar as its parts were written, and as an instant of no zone. */
type Day = { year: string; month: string; date: string; at: Date };

const byNumbers = ({ year, month, date }: Day) => `${Number(date)}/${Number(month)}/${year}`;
const inEnglish = ({ at }: Day) => daysOf("en-GB", "day").format(at);
/** The first of a month is an ordinal: 1er mai. */
const firstOf = (said: string) => said.replace(/^1 /, "1er ");
const inFrench = ({ at }: Day) => firstOf(daysOf("fr-FR", "day").format(at));

const paperMonth = ({ month }: Day) => (Number(month) < 3 ? month : Number(month));
/** The month and the year are said once where both days share them. */
function fromDayToDay(from: Day, until: Day): string {
  const end = `ngày ${until.date} tháng ${paperMonth(until)} năm ${until.year}`;
  const year = from.year === until.year ? "" : ` năm ${from.year}`;
  const month = year || from.month !== until.month ? ` tháng ${paperMonth(from)}` : "";
  return `từ ngày ${from.date}${month}${year} đến ${end}`;
}

/** How days and numbers are written: a language of the interface is a row here. */
const WRITTEN: Record<Locale, Written> = {
  vi: {
    tag: "vi-VN",
    day: byNumbers,
    // Days below ten and the first two months have a nought before.
    paperDay: (day) => `ngày ${day.date} tháng ${paperMonth(day)} năm ${day.year}`,
    paperDays: fromDayToDay,
    monthDay: ({ month, date }) => `${Number(date)}/${Number(month)}`,
    withinYear: (from, until) => `${Number(from.date)}/${Number(from.month)}–${byNumbers(until)}`,
  },
  en: {
    tag: "en-GB",
    day: inEnglish,
    paperDay: inEnglish,
    paperDays: (from, until) => `from ${inEnglish(from)} to ${inEnglish(until)}`,
    monthDay: ({ at }) => daysOf("en-GB", "monthDay").format(at),
    withinMonth: (from, until) => `${Number(from.date)}–${inEnglish(until)}`,
  },
  fr: {
    tag: "fr-FR",
    day: inFrench,
    paperDay: (day) => `le ${inFrench(day)}`,
    paperDays: (from, until) => `du ${inFrench(from)} au ${inFrench(until)}`,
    monthDay: ({ at }) => firstOf(daysOf("fr-FR", "monthDay").format(at)),
    withinMonth: (from, until) => `${firstOf(`${Number(from.date)} `).trim()}–${inFrench(until)}`,
  },
};
const written = () => WRITTEN[getLocale()];

function dayIn(day: string): Day {
  const [year = "", month = "", date = ""] = day.slice(0, 10).split("-");
  return { year, month, date, at: new Date(`${year}-${month}-${date}T00:00:00Z`) };
}

/** 12/5/2024 in Vietnamese, 12 May 2024 in English, 12 mai 2024 in French, from YYYY-MM-DD. */
export function formatDay(day: string | null | undefined): string {
  return day ? written().day(dayIn(day)) : "";
}

/** As papers are dated: ngày 05 tháng 9 năm 2026, 5 September 2026, le 5 septembre 2026. */
export function formatPaperDay(day: string): string {
  return written().paperDay(dayIn(day));
}

/** The same of a span of days: từ ngày 07 đến ngày 14 tháng 12 năm 2026, from 7 December 2026 to 14 December 2026. */
export function formatPaperDays(from: string, until: string): string {
  return from === until ? formatPaperDay(from) : written().paperDays(dayIn(from), dayIn(until));
}

/** A day of every year, from MM-DD: 14/7, 14 July, 14 juillet. */
export function formatMonthDay(monthDay: string | null | undefined): string {
  const [month, date] = (monthDay ?? "").split("-");
  return Number(month) && Number(date) ? written().monthDay(dayIn(`2000-${monthDay}`)) : "";
}

/** The weekday of YYYY-MM-DD. */
export function weekdayOf(day: string): string {
  return daysOf(written().tag, "weekday").format(new Date(`${day}T00:00:00Z`));
}

/** As a field shows it and takes it back, in either language: 5/9/2026. */
export function typedDay(day: string): string {
  const [year = "", month, date] = day.slice(0, 10).split("-");
  return `${Number(date)}/${Number(month)}/${year}`;
}

/** A span of days, the shared month or year said once. */
export function formatDays(from: string, until: string): string {
  if (from === until) return formatDay(from);
  const { withinMonth, withinYear } = written();
  const [first, last] = [dayIn(from), dayIn(until)];
  const isWithinYear = first.year === last.year;
  if (withinMonth && isWithinYear && first.month === last.month) return withinMonth(first, last);
  if (withinYear && isWithinYear) return withinYear(first, last);
  return first.year ? `${formatDay(from)} – ${formatDay(until)}` : "";
}

/** An instant by the clocks at home, to the minute. */
export function formatInstant(at: Date | string): string {
  const parts = dayAndTime(new Date(at));
  return `${formatDay(parts.slice(0, 10))} ${parts.slice(11, 16)}`;
}

export function formatNumber(value: number, digits = 0): string {
  return numbersOf(written().tag, digits).format(value);
}

/** As a field shows it and takes it back: 1.500,5 in Vietnamese, 1,500.5 in English, 1 500,5 in French. */
export function typedNumber(value: number): string {
  return formatNumber(value, /\.(\d+)$/.exec(String(value))?.[1]?.length ?? 0);
}

export function formatMoney(value: number, currency: string): string {
  return `${formatNumber(value, Number.isInteger(value) ? 0 : 2)} ${currency}`;
}

export function formatMonth(year: number, month: number): string {
  const date = new Date(Date.UTC(year, month - 1, 1));
  const said = daysOf(written().tag, "month").format(date);
  return said.charAt(0).toUpperCase() + said.slice(1);
}
