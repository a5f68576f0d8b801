/** What the tables of time and language (CLDR, in every runtime) say of a country. */
type Told = Intl.Locale & {
  getTimeZones?: () => string[] | undefined;
  timeZones?: string[];
  getWeekInfo?: () => { firstDay: number };
  weekInfo?: { firstDay: number };
};

const of = (country: string) => new Intl.Locale(`und-${country}`) as Told;

/** The time zones of a country, by its code; large countries have several. */
export function zonesOf(country: string): string[] {
  const told = of(country);
  return told.getTimeZones?.() ?? told.timeZones ?? [];
}

/** The day on which its weeks begin: 1 is Monday, 7 Sunday. */
export function weekStartOf(country: string): number {
  const told = of(country);
  const { firstDay = 1 } = told.getWeekInfo?.() ?? told.weekInfo ?? {};
  return [1, 6, 7].includes(firstDay) ? firstDay : 1;
}
