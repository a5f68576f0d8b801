import { today } from "#platform/time.ts";
import { statusOf } from "./indicator.model.ts";

/** The kinds of unit that account for themselves to the unit above; departments write in its report, missions in their ministry's. */
export const REPORTING_KINDS = [
  "central_association",
  "committee",
  "provincial_union",
  "provincial_association",
  "chapter",
] as const;

export type Reporting = {
  /** When it froze its final report of the last year that is over. */
  reported_at: Date | null;
  /** The last day of anything that it or a unit below it did. */
  last_on: string | null;
};

export const MISSING = ["report", "records"] as const;
export type Missing = (typeof MISSING)[number];

/** The last year that is over by the scope's day: the one whose report is asked for. */
export const reportYearOf = ({ year, asOf }: { year: number; asOf: string }): number =>
  statusOf(year, asOf) === "final" ? year : Math.min(year, Number(today().slice(0, 4))) - 1;

/** Whether a unit lacks its report of the last year that is over, or anything done in the scope's year. */
export function lacks(unit: Reporting, missing: Missing, { year }: { year: number }): boolean {
  if (missing === "report") return unit.reported_at === null;
  return unit.last_on === null || unit.last_on < `${year}-01-01`;
}

/** The first day that is looked at: of what is older it is only said that it is older. */
export const lookedFrom = ({ year }: { year: number }): string => `${year - 1}-01-01`;
