import { getLocale } from "#words/runtime.js";
import { daysOf, numbersOf } from "./intl.ts";
import { dayAndTime } from "./time.ts";

const TAG = { vi: "vi-VN", en: "en-GB" } as const;

/** 12/5/2024 in Vietnamese, 12 May 2024 in English, from YYYY-MM-DD. */
export function formatDay(day: string | null | undefined): string {
  if (!day) return "";
  const date = new Date(`${day.slice(0, 10)}T00:00:00Z`);
  if (getLocale() === "vi") return `${date.getUTCDate()}/${date.getUTCMonth() + 1}/${date.getUTCFullYear()}`;
  return daysOf(TAG.en, "day").format(date);
}

/** As Vietnamese papers are dated: ngày 05 tháng 9 năm 2026, days below ten and the first two months with a nought before. */
export function formatPaperDay(day: string): string {
  if (getLocale() === "en") return formatDay(day);
  const [year = "", month = "", date = ""] = day.slice(0, 10).split("-");
  return `ngày ${date} tháng ${Number(month) < 3 ? month : Number(month)} năm ${year}`;
}

/** A day of every year, from MM-DD: 14/7 in Vietnamese, 14 July in English. */
export function formatMonthDay(monthDay: string | null | undefined): string {
  const [month, day] = (monthDay ?? "").split("-").map(Number);
  if (!month || !day) return "";
  if (getLocale() === "vi") return `${day}/${month}`;
  const date = new Date(Date.UTC(2000, month - 1, day));
  return daysOf(TAG.en, "monthDay").format(date);
}

/** The weekday of YYYY-MM-DD. */
export function weekdayOf(day: string): string {
  return daysOf(TAG[getLocale()], "weekday").format(new Date(`${day}T00:00:00Z`));
}

/** As a field shows it and takes it back, in either language: 5/9/2026. */
export function typedDay(day: string): string {
  const [year = "", month, date] = day.slice(0, 10).split("-");
  return `${Number(date)}/${Number(month)}/${year}`;
}

/** A span of days, the shared month or year said once. */
export function formatDays(from: string, until: string): string {
  if (from === until) return formatDay(from);
  const [fromYear, fromMonth, fromDay] = from.split("-").map(Number);
  if (getLocale() === "en" && from.slice(0, 7) === until.slice(0, 7)) return `${fromDay}–${formatDay(until)}`;
  if (getLocale() === "vi" && from.slice(0, 4) === until.slice(0, 4))
    return `${fromDay}/${fromMonth}–${formatDay(until)}`;
  return fromYear ? `${formatDay(from)} – ${formatDay(until)}` : "";
}

/** An instant by the clocks at home, to the minute. */
export function formatInstant(at: Date | string): string {
  const parts = dayAndTime(new Date(at));
  return `${formatDay(parts.slice(0, 10))} ${parts.slice(11, 16)}`;
}

export function formatNumber(value: number, digits = 0): string {
  return numbersOf(TAG[getLocale()], digits).format(value);
}

/** As a field shows it and takes it back: 1.500,5 in Vietnamese, 1,500.5 in English. */
export function typedNumber(value: number): string {
  return formatNumber(value, /\.(\d+)$/.exec(String(value))?.[1]?.length ?? 0);
}

export function formatMoney(value: number, currency: string): string {
  return `${formatNumber(value, Number.isInteger(value) ? 0 : 2)} ${currency}`;
}

export function formatMonth(year: number, month: number): string {
  const date = new Date(Date.UTC(year, month - 1, 1));
  const said = daysOf(TAG[getLocale()], "month").format(date);
  return said.charAt(0).toUpperCase() + said.slice(1);
}
