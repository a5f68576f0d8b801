import { sql } from "kysely";
import type { Work } from "#platform/db.server.ts";
import { asSystem } from "#platform/db.server.ts";
import { today } from "#platform/time.ts";
import { isWithin, outermost, requirePath } from "#platform/tree.ts";

type Carried = { unit_path: string; path: string };
export type Placed<Filter> = Filter & { places: string[] | undefined };

// The union is reorganised seldom and this is asked by every list; an act is felt within these milliseconds on every copy.
const KEPT_MS = 3000;
let kept: { at: number; carried: Carried[] } = { at: 0, carried: [] };

/** Says of a unit's path its subtree, and the places outside it where it or those below it stood before or which they took over (docs/decisions/0019). */
export async function readPlaces(work: Work): Promise<(path: string) => string[]> {
  const carried = await listCarried(work);
  return (path) => {
    // The unit's own are named one by one, also one below another: what was shared with it is found by its very path.
    const own = [path, ...carried.filter((one) => one.unit_path === path).map((one) => one.path)];
    const below = carried.filter((one) => isWithin(one.unit_path, path)).map((one) => one.path);
    return [...new Set([...own, ...outermost([...own, ...below])])];
  };
}

/** What a list is asked for, with the places of the unit it is asked for. */
export async function withPlaces<Filter extends { unit_path?: string | undefined }>(
  work: Work,
  filter: Filter,
): Promise<Placed<Filter>> {
  if (!filter.unit_path) return { ...filter, places: undefined };
  const path = requirePath(filter.unit_path);
  return { ...filter, places: (await readPlaces(work))(path) };
}

async function listCarried(work: Work): Promise<Carried[]> {
  if (Date.now() - kept.at < KEPT_MS) return kept.carried;
  const [now] = await asSystem(
    work,
    sql<{ carried: Carried[]; reading: boolean }>`
      select current_setting('transaction_read_only') = 'on' as reading,
        coalesce(jsonb_agg(jsonb_build_object('unit_path', unit_carried.unit_path, 'path', unit_carried.path)), '[]') as carried
      from unit_carried where unit_carried.since <= ${today()}::date`.compile(work.trx),
  );
  // What a transaction sees of an act of its own is nobody else's truth until it commits.
  if (now?.reading) kept = { at: Date.now(), carried: now.carried };
  return now?.carried ?? [];
}
