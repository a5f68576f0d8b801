import { freezeReport } from "#modules/reports/frozen.commands.server.ts";
import { readScope } from "#modules/reports/indicator.queries.server.ts";
import type { Actor } from "#platform/actor.ts";
import type { Work } from "#platform/db.server.ts";
import { onDay } from "./clock.ts";

/** The union's report of 2023 as it went out twice: before the year's end with figures so far, and in January with those of the whole year. */
export async function loadFrozen(work: Work, office: Actor): Promise<void> {
  for (const day of ["2023-12-15", "2024-01-08"])
    await onDay(day, async () => {
      const own = { ...work, actor: office };
      await freezeReport(own, await readScope(own, { year: "2023" }));
    });
}
