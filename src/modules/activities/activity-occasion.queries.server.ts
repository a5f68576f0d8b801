import { fitsRelations } from "#modules/reference/reference.queries.server.ts";
import type { Work } from "#platform/db.server.ts";
import { FieldError } from "#platform/errors.ts";

type Occasion = {
  occasion: string;
  occasion_country?: string | null | undefined;
  occasion_years?: number | null | undefined;
  starts_on: string;
};

/** An anniversary of relations is held against the facts: it makes a figure of the year's report. Who changes something else is not asked again. */
export async function requireAnniversary(work: Work, said: Occasion, before?: Occasion): Promise<void> {
  const { occasion, occasion_country, occasion_years, starts_on } = said;
  if (occasion !== "relations_anniversary" || !occasion_country || !occasion_years) return;
  if (before && saysTheSame(before, said)) return;
  if (!(await fitsRelations(work, occasion_country, { years: occasion_years, on: starts_on })))
    throw new FieldError("occasion_years", "rule_anniversary_years");
}

function saysTheSame(before: Occasion, now: Occasion): boolean {
  const names = ["occasion", "occasion_country", "occasion_years"] as const;
  return (
    names.every((name) => (before[name] ?? null) === (now[name] ?? null)) &&
    before.starts_on.slice(0, 4) === now.starts_on.slice(0, 4)
  );
}
