/** So many days around a year after the last edition the next is proposed on Today; on the page of the last one it stands all the time. */
export const NEAR_DAYS = 60;

/** What is said about the edition after this one: that none follows, and that one may after all. */
export const EDITION_ACTS = ["drop_next", "resume_next"] as const;
export type EditionAct = (typeof EDITION_ACTS)[number];

/** The same day of another year; the 29th of February has only the day before. */
export function yearsLater(day: string, years: number): string {
  const year = String(Number(day.slice(0, 4)) + years).padStart(4, "0");
  return `${year}${day.slice(4) === "-02-29" ? "-02-28" : day.slice(4)}`;
}
