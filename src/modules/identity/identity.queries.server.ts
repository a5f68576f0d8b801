import { system } from "#platform/actor.ts";
import type { Work } from "#platform/db.server.ts";
import { inReading } from "#platform/db.server.ts";
import { listWholePast } from "#platform/history.server.ts";
import type { Home } from "#platform/home.ts";
import { NEUTRAL, setHome } from "#platform/home.ts";
import { inUnion, unionsServed } from "#platform/union.server.ts";
import { LOGO, OWN, SETTINGS } from "./identity.model.ts";

/** Whose union this is; until somebody says it, nobody's. */
export async function findIdentity(work: Work): Promise<Home> {
  const row = await work.trx.selectFrom("identity").selectAll("identity").executeTakeFirst();
  if (!row) return NEUTRAL;
  const { is_one: _, ...said } = row;
  return said as Home;
}

/** What the union under way says of itself holds from here on. */
export async function beAtHome(): Promise<void> {
  setHome(await inReading(system, findIdentity));
}

let isReading = false;
let isAsked = false;
/** The same when some change was told: one reading at a time, and one more for what was told meanwhile. */
export async function beAtHomeAgain(): Promise<void> {
  isAsked = true;
  if (isReading) return;
  isReading = true;
  try {
    while (isAsked) {
      isAsked = false;
      for (const union of unionsServed()) await inUnion(union, beAtHome);
    }
  } catch {
    // The database is away: what was known holds, and hearing again asks again.
  } finally {
    isReading = false;
  }
}

/** By setting, newest first: who changed it last, and when; of one that stands as it was delivered nothing is told. */
export async function listChanges(work: Work, id: string | null): Promise<Map<string, { who: string; at: Date }>> {
  const changes = new Map<string, { who: string; at: Date }>();
  if (!id) return changes;
  for (const line of await listWholePast(work, id)) {
    const said = Object.keys((line.after ?? {}) as object).map((field) => field.replace(/(_in)?(\..+)?$/, ""));
    const before = Object.keys((line.before ?? {}) as object).length > 0;
    for (const setting of [...SETTINGS, ...OWN, LOGO])
      if (said.includes(setting) && !changes.has(setting) && isChange(line, setting, before))
        changes.set(setting, { who: line.user_name, at: line.at });
  }
  return changes;
}

/** A line carries the name though it did not change, so that it tells of what. */
function isChange(line: { before: unknown; after: unknown }, setting: string, hasBefore: boolean): boolean {
  // Before anybody said a word the union was as it is delivered: what the first line repeats of that nobody chose.
  const [before, after] = [hasBefore ? line.before : NEUTRAL, line.after] as Record<string, unknown>[];
  return Object.keys(after ?? {})
    .filter((field) => field.replace(/(_in)?(\..+)?$/, "") === setting)
    .some((field) => JSON.stringify(before?.[field] ?? null) !== JSON.stringify(after?.[field] ?? null));
}
