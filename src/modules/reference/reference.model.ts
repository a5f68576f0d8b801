import type { Named } from "#platform/names.ts";

export type CalendarDay = Named & {
  on_date: string;
  kind: "holiday" | "compensatory" | "swap_off" | "swap_working";
  /** Reckoned, and not announced by anybody yet. */
  to_be_confirmed: boolean;
};

/** A day from which years are counted: of relations with a country, or of our association for it. */
type Founding = {
  iso2: string;
  kind: "relations" | "association";
  founded_on: string;
  /** Of a founding whose day nobody knows, there is no anniversary day. */
  precision?: string;
};

/** 29 February is kept on the 28th in a common year. */
export function anniversaryIn(foundedOn: string, year: number): string {
  const monthDay = foundedOn.slice(5);
  const isLeap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  return `${year}-${monthDay === "02-29" && !isLeap ? "02-28" : monthDay}`;
}

/** Every `every`-th anniversary of one founding day that falls between two days, both included. */
export function anniversariesBetween<One extends Founding>(
  founding: One,
  span: { from: string; to: string; every: number },
): (One & { falls_on: string; years: number })[] {
  if (founding.precision === "year") return [];
  const first = Number(span.from.slice(0, 4));
  const last = Number(span.to.slice(0, 4));
  const found: ReturnType<typeof anniversariesBetween<One>> = [];
  for (let year = first; year <= last; year += 1) {
    const years = year - Number(founding.founded_on.slice(0, 4));
    const falls_on = anniversaryIn(founding.founded_on, year);
    if (years > 0 && years % span.every === 0 && falls_on >= span.from && falls_on <= span.to)
      found.push({ ...founding, falls_on, years });
  }
  return found;
}
