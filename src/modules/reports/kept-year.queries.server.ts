import type { Work } from "#platform/db.server.ts";
import { whileSystem } from "#platform/db.server.ts";
import type { Written } from "#platform/kept.server.ts";
import { kindsCountedAs } from "#platform/kinds.ts";
import { isOn } from "#platform/roll.ts";
import { today } from "#platform/time.ts";
import type { CountedYear } from "./counted-year.model.ts";
import { withMore } from "./counted-year.model.ts";
import type { Asked } from "./counted-year.queries.server.ts";
import { countMore, countYear, countsAnyOf } from "./counted-year.queries.server.ts";
import type { Scope } from "./fact.queries.server.ts";
import { keptFigure } from "./kept-figure.queries.server.ts";
import { yearBefore } from "./figure.model.ts";

/** A year beside the same part of the year before. */
export type Years = { year: CountedYear; before: CountedYear };
const MOVES_ALL = new Set(kindsCountedAs("all"));

export function nameOf(scope: Scope): string {
  // A year is over one morning, and a unit carried on, without a record that changes.
  return `${scope.year} ${scope.asOf} ${scope.unitId} ${scope.tree} ${today()}`;
}

/** What each indicator came to. What was written since moves it only where it was counted in it or is now. */
export function keptYear(work: Work, scope: Scope): Promise<CountedYear> {
  const asked = { scope, tables: false };
  return keptFigure(work, `year ${nameOf(scope)}`, () => countYear(work, asked), {
    weigh: (year) => weightOf(year),
    follow: async (year, written) =>
      movesAny([year], written) ? undefined : whileSystem(work, () => follow(work, asked, year, written)),
  });
}

/** The same with tables, beside the year before. */
export function keptYears(work: Work, scope: Scope): Promise<Years> {
  const asked = { scope, tables: true };
  const count = async () => ({ year: await countYear(work, asked), before: await keptYear(work, yearBefore(scope)) });
  return keptFigure(work, `years ${nameOf(scope)}`, count, {
    weigh: ({ year }) => weightOf(year),
    follow: async (years, written) => {
      if (movesAny([years.year, years.before], written)) return undefined;
      return whileSystem(work, async () => {
        if (await countsAnyOf(work, yearBefore(scope), written)) return undefined;
        const year = await follow(work, asked, years.year, written);
        return year && (year === years.year ? years : { ...years, year });
      });
    },
  });
}

// Two thousand of a roll take as much room as a figure.
const weightOf = ({ roll }: CountedYear) => 1 + Math.floor(roll.length / 2000);

function movesAny(years: CountedYear[], written: Written[]): boolean {
  return written.some(({ kind, number }) => MOVES_ALL.has(kind) || years.some(({ roll }) => isOn(roll, number)));
}

/** The year after records were written of which none was counted in it. */
async function follow(
  work: Work,
  asked: Asked,
  year: CountedYear,
  written: Written[],
): Promise<CountedYear | undefined> {
  const more = await countMore(work, asked, written);
  return more && (more.roll.length === 0 ? year : withMore(year, more));
}
