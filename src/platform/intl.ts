const made = new Map<string, unknown>();

/** Making one takes a hundred times as long as asking it: of each language and shape one is made, and kept. */
function once<Made>(name: string, make: () => Made): Made {
  const known = made.get(name) as Made | undefined;
  if (known) return known;
  const one = make();
  made.set(name, one);
  return one;
}

export const collatorOf = (locale: string) => once(`order ${locale}`, () => new Intl.Collator(locale));

export const numbersOf = (locale: string, digits: number) =>
  once(
    `numbers ${locale} ${digits}`,
    () => new Intl.NumberFormat(locale, { minimumFractionDigits: digits, maximumFractionDigits: digits }),
  );

const SHAPES = {
  day: { day: "numeric", month: "long", year: "numeric" },
  monthDay: { day: "numeric", month: "long" },
  month: { month: "long", year: "numeric" },
  weekday: { weekday: "long" },
} as const;

/** Days as they lie in the calendar, of no time zone. */
export const daysOf = (locale: string, shape: keyof typeof SHAPES) =>
  once(`${shape} ${locale}`, () => new Intl.DateTimeFormat(locale, { ...SHAPES[shape], timeZone: "UTC" }));

/** The clocks of a time zone, to the second. */
export const clockOf = (zone: string) =>
  once(
    `clock ${zone}`,
    () =>
      new Intl.DateTimeFormat("en-GB", {
        timeZone: zone,
        hourCycle: "h23",
        year: "numeric",
        month: "2-digit",
        day: "2-digit",
        hour: "2-digit",
        minute: "2-digit",
        second: "2-digit",
      }),
  );

export const namesOfAll = (locale: string, type: "region" | "language" | "currency") =>
  once(`${type} ${locale}`, () => new Intl.DisplayNames(locale, { type }));

/** In the place of Paraglide's own (vite.config.ts), which makes its rules anew for each word. */
export const plural = (locale: string, count: unknown): string =>
  once(`plural ${locale}`, () => new Intl.PluralRules(locale)).select(Number(count));

/** What the tables of time and language (CLDR, in every runtime) say of a country. */
type Told = Intl.Locale & {
  getTimeZones?: () => string[] | undefined;
  timeZones?: string[];
  getWeekInfo?: () => { firstDay: number };
  weekInfo?: { firstDay: number };
};

export const countryOf = (country: string) =>
  once(`country ${country}`, () => new Intl.Locale(`und-${country}`) as Told);
