import { countryOf } from "./intl.ts";

/** The time zones of a country, by its code; large countries have several. */
export function zonesOf(country: string): string[] {
  const told = countryOf(country);
  return told.getTimeZones?.() ?? told.timeZones ?? [];
}

/** The day on which its weeks begin: 1 is Monday, 7 Sunday. */
export function weekStartOf(country: string): number {
  const told = countryOf(country);
  const firstDay = (told.getWeekInfo?.() ?? told.weekInfo)?.firstDay ?? 1;
  return [1, 6, 7].includes(firstDay) ? firstDay : 1;
}
