import type { RawBuilder } from "kysely";
import { sql } from "kysely";
import type { Work } from "#platform/db.server.ts";
import { asSystem } from "#platform/db.server.ts";
import { today } from "#platform/time.ts";
import { isBelow, isWithin, outermost, requirePath } from "#platform/tree.ts";
import { ofUnion } from "#platform/union.server.ts";

type Carried = { unit_path: string; path: string };
/** `places` are whole subtrees; `left` are the very places in them whose units stand elsewhere today and took their past with them. */
export type Tree = { places: string[]; left: string[] };
export type Placed<Filter> = Filter & { places: string[] | undefined; left: string[] };

// The union is reorganised seldom and this is asked by every list; an act is felt within these milliseconds on every copy.
const KEPT_MS = 3000;
const kept = ofUnion(() => ({ at: 0, carried: [] as Carried[], moved: [] as Carried[] }));

/** Says of a unit's path its subtree, and the places outside it where it or those below it stood before or which they took over (docs/decisions/0019). */
export async function readPlaces(work: Work): Promise<(path: string) => string[]> {
  const { carried } = await readActs(work);
  return (path) => {
    // The unit's own are named one by one, also one below another: what was shared with it is found by its very path.
    const own = [path, ...carried.filter((one) => one.unit_path === path).map((one) => one.path)];
    const below = carried.filter((one) => isWithin(one.unit_path, path)).map((one) => one.path);
    return [...new Set([...own, ...outermost([...own, ...below])])];
  };
}

/**
 * What is a unit's as the tree stands today, for its lists and its figures alike: what was written by the units that stand at or below it
 * now, wherever they stood on that day, and by those whose work these carry on. What left with a unit that moved away is not its any more.
 */
export async function readTree(work: Work, path: string, { isFresh = false } = {}): Promise<Tree> {
  const { carried, moved } = await readActs(work, isFresh);
  const all = [...carried, ...moved];
  const places = [path];
  const isInside = (one: string) => places.some((place) => isWithin(one, place));
  for (let found = true; found;) {
    const more = all.filter((one) => isInside(one.unit_path) && !isInside(one.path));
    places.push(...new Set(more.map((one) => one.path)));
    found = more.length > 0;
  }
  const left = moved.filter((one) => isInside(one.path) && !isInside(one.unit_path)).map((one) => one.path);
  return { places: outermost(places), left };
}

/** Whether a row was written at one of a tree's places. */
export function isInTree(column: string, { places, left }: Tree): RawBuilder<boolean> {
  const below = isBelow(column, places);
  return left.length === 0 ? below : sql<boolean>`(${below} and ${sql.ref(column)} <> all(${left}::ltree[]))`;
}

/** What a list is asked for, with the places of the unit it is asked for. */
export async function withPlaces<Filter extends { unit_path?: string | undefined }>(
  work: Work,
  filter: Filter,
): Promise<Placed<Filter>> {
  if (!filter.unit_path) return { ...filter, places: undefined, left: [] };
  return { ...filter, ...(await readTree(work, requirePath(filter.unit_path))) };
}

/** What the acts of reorganisation made of places: those a unit answers for besides its own, and all where one stood that stands elsewhere today. */
async function readActs(work: Work, isFresh = false): Promise<{ carried: Carried[]; moved: Carried[] }> {
  if (!isFresh && Date.now() - kept().at < KEPT_MS) return { ...kept() };
  const [now] = await asSystem(
    work,
    sql<{ carried: Carried[]; moved: Carried[]; reading: boolean }>`
      select current_setting('transaction_read_only') = 'on' as reading,
        (select coalesce(jsonb_agg(jsonb_build_object('unit_path', unit_carried.unit_path, 'path', unit_carried.path)), '[]')
          from unit_carried where unit_carried.since <= ${today()}::date) as carried,
        (select coalesce(jsonb_agg(jsonb_build_object('unit_path', unit.path, 'path', unit_place.path)), '[]')
          from unit_place join unit on unit.id = unit_place.unit_id where unit_place.path <> unit.path) as moved`.compile(
      work.trx,
    ),
  );
  const { carried = [], moved = [], reading = false } = now ?? {};
  // What a transaction sees of an act of its own is nobody else's truth until it commits.
  if (reading) Object.assign(kept(), { at: Date.now(), carried, moved });
  return { carried, moved };
}
