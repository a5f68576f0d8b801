import { sql } from "kysely";
import type { Work } from "#platform/db.server.ts";
import type { KindName } from "#platform/kinds.ts";
import { lineOf } from "#platform/kinds.ts";
import type { Page } from "#platform/list.ts";
import { pageOf } from "#platform/list.ts";
import type { FrozenReport } from "./frozen.queries.server.ts";

type Named = { kind: KindName; id: string };
/** A record that a figure counted when it was frozen, with what it gave; no title where the reader may not open it, or it is no more. */
type KeptRecord = Named & { gave: number; title: string | null };

/** The records that a figure of a frozen report counted, as it was sent; how many in all, and how many of them the reader may open. */
export async function listKeptRecords(
  work: Work,
  report: FrozenReport,
  asked: { key: string; limit: number; cursor?: string | undefined },
): Promise<Page<KeptRecord> & { count: number; open: number }> {
  const all = keptOf(report, asked.key);
  const titles = await listTitles(work, all);
  const named = all.map((one) => ({ ...one, title: titles.get(one.id) ?? null }));
  const from = Number(asked.cursor ?? 0);
  const page = pageOf(named.slice(from, from + asked.limit + 1), asked.limit, () => String(from + asked.limit));
  return { ...page, count: all.length, open: titles.size };
}

/** Things that several records may name stand in the key behind the figure's own. */
function keptOf(report: FrozenReport, key: string) {
  const isOf = (given: string) => given === key || given.startsWith(`${key}.`);
  const records = Object.entries(report.counted?.records ?? {}) as [KindName, Record<string, { gave: object }>][];
  return records.flatMap(([kind, some]) =>
    Object.entries(some).flatMap(([id, { gave }]) => {
      const amounts = Object.entries(gave).flatMap(([given, amount]) => (isOf(given) ? [Number(amount)] : []));
      return amounts.length > 0 ? [{ kind, id, gave: amounts.reduce((sum, one) => sum + one, 0) }] : [];
    }),
  );
}

/** The titles of those that the reader may see. */
export async function listTitles(work: Work, records: Named[]): Promise<Map<string, string>> {
  const titles = new Map<string, string>();
  for (const [kind, some] of Map.groupBy(records, (one) => one.kind)) {
    const ids = [...new Set(some.map((one) => one.id))];
    for (const row of await titlesOf(work, kind, ids)) titles.set(row.id, row.title);
  }
  return titles;
}

async function titlesOf(work: Work, kind: KindName, ids: string[]) {
  const column = lineOf(kind).search?.title === "title" ? "title" : "name";
  const rows = await sql<{ id: string; title: string }>`
    select id, ${sql.ref(column)} as title from ${sql.table(kind)} where id = any(${ids}::uuid[])`.execute(work.trx);
  return rows.rows;
}
