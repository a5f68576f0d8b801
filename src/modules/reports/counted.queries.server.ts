import { sql } from "kysely";
import type { Work } from "#platform/db.server.ts";
import { kindsCountedAs } from "#platform/kinds.ts";
import type { Counted } from "./correction.model.ts";
import { TABLES } from "./correction.model.ts";
import type { Indicator, Source } from "./indicator.model.ts";
import { INDICATORS, SUM } from "./indicator.model.ts";
import type { Scope } from "./fact.queries.server.ts";
import { factsOf } from "./fact.queries.server.ts";
import { yearBefore } from "./figure.model.ts";

/** What each record gives to the figures and tables of a report, and to the figures of the year before. */
export async function readCounted(work: Work, scope: Scope): Promise<Counted> {
  const counted: Counted = {};
  for (const source of new Set(INDICATORS.map((one) => one.source))) {
    const figures = INDICATORS.filter((one) => one.source === source);
    const tables = TABLES.filter((one) => one.source === source).map(rowsOf);
    const facts = await factsOf(work, source, scope);
    await addTo(counted, work, { source, facts, parts: [...figures.map((one) => given(one, one.key)), ...tables] });
    const before = await factsOf(work, source, yearBefore(scope));
    await addTo(counted, work, { source, facts: before, parts: figures.map((one) => given(one, `before.${one.key}`)) });
  }
  return counted;
}

type Fragment = ReturnType<typeof sql>;

/** What one fact gives to a figure. Where things are counted once however often they come, the thing stands in the key or is the record. */
function given({ value, filter }: Indicator, key: string): Fragment {
  const amount = value === SUM ? sql`fact.amount` : sql`1::numeric`;
  const thing = /^count\(distinct (?!fact\.record_id)(.*)\)$/.exec(value)?.[1];
  const name = thing ? sql`${sql.lit(`${key}.`)} || ${sql.raw(thing)}` : sql`${sql.lit(key)}`;
  return sql`select ${name} as key, ${amount} as amount, ${sql.lit(value.startsWith("count(distinct"))} as is_once where ${sql.raw(filter)}`;
}

function rowsOf({ key, each, amount, filter }: (typeof TABLES)[number]): Fragment {
  return sql`select ${sql.lit(`${key}.`)} || coalesce(one::text, ''), ${sql.raw(amount)}::numeric, false from (select distinct unnest(${sql.raw(each)}) as one) as row where ${sql.raw(filter)}`;
}

async function addTo(
  counted: Counted,
  work: Work,
  { source, facts, parts }: { source: Source; facts: Fragment; parts: Fragment[] },
): Promise<void> {
  const [kind] = kindsCountedAs(source);
  if (!kind) return;
  const records = (counted[kind] ??= {});
  // A partner is counted for what was done with it: the record of that is who made it count.
  const [via, timeline] =
    source === "partner"
      ? [
          sql`array_agg(distinct partner_event.subject_kind || ' ' || partner_event.subject_id)`,
          sql`left join partner_event on partner_event.id = fact.id`,
        ]
      : [sql`null::text[]`, sql``];
  const rows = await sql<{ id: string; key: string; amount: number; via: (string | null)[] | null }>`
    select fact.record_id as id, part.key, case when bool_or(part.is_once) then 1 else sum(part.amount) end as amount, ${via} as via
    from ${facts} ${timeline} cross join lateral (${sql.join(parts, sql` union all `)}) as part
    where part.amount <> 0 group by 1, 2 order by 1, 2`.execute(work.trx);
  for (const row of rows.rows) {
    const one = (records[row.id] ??= { gave: {} });
    one.gave[row.key] = Number(row.amount);
    for (const said of row.via ?? []) addVia(one, said);
  }
}

function addVia(one: { via?: [string, string][] }, said: string | null): void {
  const [kind, id] = said?.split(" ") ?? [];
  if (!kind || !id || one.via?.some(([, known]) => known === id)) return;
  (one.via ??= []).push([kind, id]);
}
