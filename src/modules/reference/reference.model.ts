export type CalendarDay = {
  on_date: string;
  kind: "holiday" | "compensatory" | "swap_off" | "swap_working";
  name_vi: string;
  name_en: string;
};

export type Anniversary = {
  iso2: string;
  kind: "relations" | "association";
  founded_on: string;
  falls_on: string;
  years: number;
};

/** 29 February is kept on the 28th in a common year. */
export function anniversaryIn(foundedOn: string, year: number): string {
  const monthDay = foundedOn.slice(5);
  const isLeap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  return `${year}-${monthDay === "02-29" && !isLeap ? "02-28" : monthDay}`;
}

/** Every `every`-th anniversary of one founding day that falls between two days, both included. */
export function anniversariesBetween(
  founding: { iso2: string; kind: Anniversary["kind"]; founded_on: string },
  span: { from: string; to: string; every: number },
): Anniversary[] {
  const first = Number(span.from.slice(0, 4));
  const last = Number(span.to.slice(0, 4));
  const found: Anniversary[] = [];
  for (let year = first; year <= last; year += 1) {
    const years = year - Number(founding.founded_on.slice(0, 4));
    const falls_on = anniversaryIn(founding.founded_on, year);
    if (years > 0 && years % span.every === 0 && falls_on >= span.from && falls_on <= span.to)
      found.push({ ...founding, falls_on, years });
  }
  return found;
}
