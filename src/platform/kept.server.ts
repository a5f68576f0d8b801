import { sql } from "kysely";
import type { Work } from "./db.server.ts";
import { asSystem } from "./db.server.ts";
import type { KindName } from "./kinds.ts";
import { kindsCountedAs } from "./kinds.ts";
import type { Moment } from "./kept-moment.server.ts";
import { isWrittenSince, readMoment } from "./kept-moment.server.ts";
import { ofUnion } from "./union.server.ts";

/** A record of which a line of history tells; `number` stands for its id among those that were counted. */
export type Written = { kind: KindName; id: string; number: number };
/** `kinds` are the records whose change may move it. */
type Figure<Value> = { name: string; kinds: readonly KindName[] } & Following<Value>;
export type Following<Value> = {
  /** What it is after these were written, where that can be said without counting anew. */
  follow?: (value: Value, written: Written[]) => Promise<Value | undefined>;
  /** How much room it takes, where that is more than a few kilobytes: so many times as much. */
  weigh?: (value: Value) => number;
};
type Kept = { since: string; touched: number; countedAt: number; value: unknown; weight: number };

// A figure takes a few kilobytes; the oldest goes first.
const MOST_KEPT = 400;
// Of more records than these it takes longer to ask than to count.
const MOST_WRITTEN = 500;
/** The server's counters tell what was written past the application, and a second late what the history has told already: they count again once in so long. */
const COUNTERS_MS = 3000;
const mind = ofUnion(() => ({
  kept: new Map<string, Kept>(),
  weight: 0,
  /** What is being looked at or counted anew just now, and in whose turn that began. */
  running: new Map<string, { turn: number; value: Promise<unknown> }>(),
}));
let turns = 0;

/**
 * What `compute` gave before, as long as no record of these kinds of history was written since that may move it; else what it gives now.
 * The database decides, so every copy of the application answers the same (docs/decisions/0011, 0054).
 */
export async function keptWhile<Value>(
  work: Work,
  figure: Figure<Value>,
  compute: () => Promise<Value>,
): Promise<Value> {
  const turn = (turns += 1);
  for (;;) {
    const { kept, running } = mind();
    const known = kept.get(figure.name);
    const now = await readMoment(work, figure.kinds, known?.since);
    // What a transaction sees of its own writes is nobody else's truth until it commits; nor what is seen of an earlier moment.
    if (now.isApart) return compute();
    if (known && !now.changed && !isTouched(known, now)) {
      // Meanwhile somebody may have kept a newer one.
      if (kept.get(figure.name) === known) keep(figure.name, { ...known, since: now.since });
      return known.value as Value;
    }
    const other = running.get(figure.name);
    if (!other) return begin(figure.name, () => renew(work, figure, now, compute));
    const given = await other.value.then(
      (value) => ({ value: value as Value }),
      () => undefined,
    );
    // Looked at after this was asked, so it holds all that was written before.
    if (given && other.turn > turn) return given.value;
  }
}

async function begin<Value>(name: string, run: () => Promise<Value>): Promise<Value> {
  const { running } = mind();
  const value = run();
  running.set(name, { turn: (turns += 1), value });
  try {
    return await value;
  } finally {
    running.delete(name);
  }
}

async function renew<Value>(
  work: Work,
  figure: Figure<Value>,
  { since, touched }: Moment,
  compute: () => Promise<Value>,
): Promise<Value> {
  const known = mind().kept.get(figure.name);
  const later = known && !isTouched(known, { touched }) && (await broughtOn(work, figure, known));
  if (later) return keep(figure.name, later);
  const countedAt = performance.now();
  const value = await compute();
  return keep(figure.name, { since, touched, countedAt, value, weight: figure.weigh?.(value) ?? 1 });
}

function keep<Value>(name: string, figure: Kept): Value {
  const own = mind();
  const { kept } = own;
  drop(name);
  kept.set(name, figure);
  own.weight += figure.weight;
  while (own.weight > MOST_KEPT && kept.size > 1) drop(kept.keys().next().value ?? "");
  return figure.value as Value;
}

function drop(name: string): void {
  const own = mind();
  own.weight -= own.kept.get(name)?.weight ?? 0;
  own.kept.delete(name);
}

function isTouched(known: Kept, now: { touched: number }): boolean {
  return known.touched !== now.touched && performance.now() - known.countedAt > COUNTERS_MS;
}

/** The figure brought on to a later moment: that in which the lines written since were read. */
async function broughtOn<Value>(
  work: Work,
  { kinds, follow, weigh }: Figure<Value>,
  known: Kept,
): Promise<Kept | undefined> {
  const [read] = await asSystem(
    work,
    sql<{ since: string; written: Written[] }>`
      select pg_current_snapshot()::text as since, coalesce(json_agg(line), '[]') as written from (
        select distinct history.subject_kind as kind, history.subject_id as id, uuid_hash(history.subject_id) as number
        from history where ${isWrittenSince(sql`${known.since}::pg_snapshot`, sql`${kinds}`)} limit ${sql.lit(MOST_WRITTEN + 1)}) as line`.compile(
      work.trx,
    ),
  );
  const { since = known.since, written = [] } = read ?? {};
  if (written.length === 0) return { ...known, since };
  if (!follow || written.length > MOST_WRITTEN) return undefined;
  const value = await follow(known.value as Value, written);
  return value === undefined ? undefined : { ...known, since, value, weight: weigh?.(value) ?? 1 };
}

/** A list's total for one reader; `kinds` are the records, as the history calls them, whose change may change it. */
export function keptCount(
  work: Work,
  list: { kinds: readonly KindName[]; filter: object; most: number | undefined },
  count: () => Promise<number>,
): Promise<number> {
  const { reach, userId, paths } = work.actor;
  // Neither its order nor its page changes how many rows a list has.
  const { sort: _s, limit: _l, cursor: _c, count: _n, ...filter } = list.filter as Record<string, unknown>;
  const name = JSON.stringify(["count", { ...list, filter }, reach, userId, paths]);
  return keptWhile(work, { name, kinds: [...list.kinds, ...kindsCountedAs("all")] }, count);
}
