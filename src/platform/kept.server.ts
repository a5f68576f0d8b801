import { sql } from "kysely";
import type { Work } from "./db.server.ts";

type Kept = { since: string; value: unknown };

// A figure takes a few kilobytes; the oldest goes first.
const MOST_KEPT = 400;
const kept = new Map<string, Kept>();

/**
 * What `compute` gave before, as long as no record of these kinds of history was written since; else what it gives now.
 * The database decides, so every copy of the application answers the same (docs/decisions/0011).
 */
export async function keptWhile<Value>(
  work: Work,
  figure: { name: string; kinds: string[] },
  compute: () => Promise<Value>,
): Promise<Value> {
  const known = kept.get(figure.name);
  const now = await sql<{ since: string; changed: boolean }>`select pg_current_snapshot()::text as since,
    ${known ? sql`changed_since(${known.since}::pg_snapshot, ${figure.kinds})` : sql`true`} as changed`.execute(work.trx);
  const { since, changed } = now.rows[0] ?? { since: "", changed: true };
  const value = known && !changed ? (known.value as Value) : await compute();
  kept.delete(figure.name);
  if (kept.size >= MOST_KEPT) kept.delete(kept.keys().next().value ?? "");
  kept.set(figure.name, { since, value });
  return value;
}
