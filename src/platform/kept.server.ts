import { sql } from "kysely";
import type { Work } from "./db.server.ts";
import { asSystem } from "./db.server.ts";
import type { KindName } from "./kinds.ts";
import { kindsCountedAs } from "./kinds.ts";

type Kept = { since: string; touched: number; value: unknown };
type Moment = { since: string; touched: number; changed: boolean; writing: boolean };

// A figure takes a few kilobytes; the oldest goes first.
const MOST_KEPT = 400;
const kept = new Map<string, Kept>();

/**
 * What `compute` gave before, as long as no record of these kinds of history was written since; else what it gives now.
 * The database decides, so every copy of the application answers the same (docs/decisions/0011).
 */
export async function keptWhile<Value>(
  work: Work,
  figure: { name: string; kinds: KindName[] },
  compute: () => Promise<Value>,
): Promise<Value> {
  const known = kept.get(figure.name);
  const [now] = await asSystem(
    work,
    sql<Moment>`select pg_current_snapshot()::text as since, rows_touched() as touched,
      current_setting('transaction_read_only') = 'off' as writing,
      ${known ? changedSince(known.since, figure.kinds) : sql`true`} as changed`.compile(work.trx),
  );
  const { since, touched, changed, writing } = now ?? { since: "", touched: 0, changed: true, writing: true };
  // What a transaction sees of its own writes is nobody else's truth until it commits.
  if (writing) return compute();
  const isRight = known && !changed && known.touched === touched;
  const value = isRight ? (known.value as Value) : await compute();
  kept.delete(figure.name);
  if (kept.size >= MOST_KEPT) kept.delete(kept.keys().next().value ?? "");
  kept.set(figure.name, { since, touched, value });
  return value;
}

/** Whether records of these kinds were written after the snapshot, or by a transaction it did not see; all lines count, whoever reads. */
function changedSince(since: string, kinds: string[]) {
  return sql`exists (select from history where history.written_in >= pg_snapshot_xmin(${since}::pg_snapshot)
    and not pg_visible_in_snapshot(history.written_in, ${since}::pg_snapshot) and history.subject_kind = any (${kinds}))`;
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
