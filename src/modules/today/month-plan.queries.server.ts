import { sql } from "kysely";
import { ownPaths } from "#platform/actor.ts";
import type { Work } from "#platform/db.server.ts";
import { shaped } from "#platform/shape.server.ts";
import { isAmong } from "#platform/tree.ts";

/** Done, dropped with a reason, or neither yet, as the plan of a year tells it. */
type PlanState = "done" | "dropped" | "left";
export type Planned = { kind: "activity" | "delegation"; id: string; title: string; on_date: string; state: PlanState };

type Span = { from: string; to: string };

/** What the reader's units had planned for some days, and what became of it, as its days come. */
export const listPlanned = ({ actor, ...work }: Work, span: Span): Promise<Planned[]> =>
  planned(work, { ...span, paths: ownPaths(actor) });

const planned = shaped(["from", "to", "paths"], (_trx, { from, to, paths }: Span & { paths: string[] }) => {
  const within = sql`fact.on_date between ${from}::date and ${to}::date and ${isAmong(paths, "fact.unit_path")}`;
  const columns = sql`fact.record_id as id, fact.title, fact.on_date,
    case when fact.is_dropped then 'dropped' when fact.done_on is not null then 'done' else 'left' end as state`;
  return sql<Planned>`
    select 'activity' as kind, ${columns} from activity_plan_fact as fact where ${within}
    union all select 'delegation', ${columns} from delegation_plan_fact as fact where ${within}
    order by on_date, id`;
});
