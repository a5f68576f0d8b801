import { homeZone } from "./home.ts";
import { refuseWhileShaping } from "./shaping.ts";
import { offsetAt } from "./zone.ts";

/** The only place that asks the clock; tests and the demo set it through `AMITY_NOW`. */
export function now(): Date {
  return process.env.AMITY_NOW ? new Date(process.env.AMITY_NOW) : new Date();
}

/** Today's calendar day where the union is at home, as YYYY-MM-DD; working days and due dates are counted there. */
export function today(): string {
  refuseWhileShaping("the day");
  return dayAndTime(now()).slice(0, 10);
}

/** An instant as YYYY-MM-DDTHH:MM… of the clocks at home. */
export function dayAndTime(at: Date): string {
  return new Date(at.getTime() + offsetAt(homeZone(), at.getTime())).toISOString();
}

/** The instant at which a day begins at home; where the clocks jump over midnight, the one to which they jump. */
export function startOf(day: string): Date {
  return atClock(day, "00:00:00");
}

/** The instant at which the clocks at home show this : the first of two, and of none the one after the jump. */
export function atClock(day: string, time: string): Date {
  const asUtc = Date.parse(`${day}T${time}Z`);
  const [before, after] = [-1, 1].map((side) => asUtc - offsetAt(homeZone(), asUtc + side * 86_400_000));
  const fits = [before, after].find((one) => one !== undefined && Date.parse(dayAndTime(new Date(one))) === asUtc);
  return new Date(fits ?? before ?? Number.NaN);
}

/** YYYY-MM-DD plus a number of calendar days. */
export function addDays(day: string, days: number): string {
  const date = new Date(`${day}T00:00:00Z`);
  date.setUTCDate(date.getUTCDate() + days);
  return date.toISOString().slice(0, 10);
}

/** So many minutes after an instant. */
export function addMinutes(at: Date, minutes: number): Date {
  return new Date(at.getTime() + minutes * 60_000);
}
