import { sql } from "kysely";
import type { Work } from "./db.server.ts";
import { asSystem } from "./db.server.ts";
import { shapeOf } from "./shape.server.ts";

/** How everything stands as it is asked: what is visible (`since`), how often rows were touched past the history, and whether a line was written. */
export type Moment = { since: string; touched: number; changed: boolean; isApart: boolean };
type Asked = { since: string | undefined; kinds: readonly string[]; settle: (moment: Moment | Promise<never>) => void };

const asking = new WeakMap<Work["client"], Asked[]>();

/** The present, and whether a line about these kinds was written since another; all who ask in one turn are told by one statement. */
export function readMoment(work: Work, kinds: readonly string[], since: string | undefined): Promise<Moment> {
  const { promise, resolve } = Promise.withResolvers<Moment>();
  const together = asking.get(work.client) ?? [];
  together.push({ since, kinds, settle: resolve });
  if (together.length === 1) {
    asking.set(work.client, together);
    // When all that runs now has said what it asks, and before it is sent.
    process.nextTick(() => void tellAll(work, together));
  }
  return promise;
}

async function tellAll(work: Work, together: Asked[]): Promise<void> {
  asking.delete(work.client);
  const since = together.map((one) => one.since ?? null);
  const kinds = together.map((one) => one.kinds.join(" "));
  try {
    const [now] = await asSystem(work, momentOf(work.trx, { since, kinds }));
    if (!now) throw new Error("the present was not told");
    const { written, ...moment } = now;
    for (const [at, one] of together.entries())
      one.settle({ ...moment, changed: one.since === undefined || written[at] !== false });
  } catch (cause) {
    for (const one of together) one.settle(Promise.reject(cause as Error));
  }
}

type Asking = { since: (string | null)[]; kinds: string[] };

const momentOf = shapeOf(
  ["since", "kinds"],
  (_trx, { since, kinds }: Asking) => sql<Omit<Moment, "changed"> & { written: boolean[] }>`
    select pg_current_snapshot()::text as since, rows_touched() as touched,
      (select json_agg(exists (select from history where ${isWrittenSince(sql.ref("asked.since"), sql`string_to_array(asked.kinds, ' ')`)}) order by asked.at)
        from unnest(${since}::pg_snapshot[], ${kinds}::text[]) with ordinality as asked (since, kinds, at)) as written,
      current_setting('transaction_read_only') = 'off' or current_setting('transaction_isolation') <> 'read committed' as "isApart"`,
);

/** Lines about these kinds that were written after the snapshot, or by a transaction it did not see; all lines count, whoever reads. */
export function isWrittenSince(since: Said, kinds: Said) {
  return sql<boolean>`history.written_in >= pg_snapshot_xmin(${since})
    and not pg_visible_in_snapshot(history.written_in, ${since}) and history.subject_kind = any (${kinds})`;
}
type Said = ReturnType<typeof sql<unknown>>;
