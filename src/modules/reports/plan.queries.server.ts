import type { RawBuilder } from "kysely";
import { sql } from "kysely";
import type { Work } from "#platform/db.server.ts";
import { keptCount } from "#platform/kept.server.ts";
import { kindsWith } from "#platform/kinds.ts";
import { follows, pageOf } from "#platform/list.ts";
import type { Scope } from "./fact.queries.server.ts";
import { plannedIn } from "./fact.queries.server.ts";
import { countedUntil } from "./indicator.model.ts";
import { keptFigure } from "./kept-figure.queries.server.ts";
import { nameOf } from "./kept-year.queries.server.ts";
import type { PlannedIndicator, PlannedKey, PlanState } from "./plan.model.ts";
import { PLANNED_INDICATORS } from "./plan.model.ts";

/** How many records stand in the plan, and what became of them. */
export type Plan = Record<"planned" | PlanState, number>;
export type PlanRecord = {
  id: string;
  title: string;
  on_date: string;
  status: string;
  direction: string;
  state: PlanState;
};
type Asked = { indicator: PlannedIndicator; scope: Scope; state?: PlanState | undefined };

/** The plan of a year beside each figure that has one, for everybody inside the same. What was done of it is a part of the figure. */
export async function listPlans(work: Work, scope: Scope): Promise<Map<PlannedKey, Plan>> {
  return keptFigure(work, `plans ${nameOf(scope)}`, async () => {
    const plans = await Promise.all(
      PLANNED_INDICATORS.map(
        async (indicator) => [indicator.key, await countPlan(work, { indicator, scope })] as const,
      ),
    );
    return new Map(plans);
  });
}

/** A plan with how many of its records the reader may open, of all or of those in one state. */
export async function openPlan(work: Work, asked: Asked): Promise<Plan & { open: number }> {
  const plan = (await listPlans(work, asked.scope)).get(asked.indicator.key);
  if (!plan) throw new Error(`there is no plan of ${asked.indicator.key}`);
  const of = asked.state ?? "planned";
  const filter = { plan: `${asked.indicator.key} ${of} ${nameOf(asked.scope)}` };
  const open = await keptCount(work, { kinds: kindsWith("counted"), filter, most: undefined }, async () => {
    return (await countPlan(work, asked))[of];
  });
  return { ...plan, open };
}

async function countPlan(work: Work, { indicator, scope }: Asked): Promise<Plan> {
  const { rows } = await sql<Plan>`
    select count(*)::int as planned, ${counted("done", scope)}, ${counted("dropped", scope)}, ${counted("left", scope)}
    from ${await plannedIn(work, indicator.source, scope)} where ${sql.raw(indicator.filter)}`.execute(work.trx);
  return rows[0] ?? { planned: 0, done: 0, dropped: 0, left: 0 };
}

const counted = (state: PlanState, scope: Scope) =>
  sql`(count(*) filter (where ${stateOf(scope)} = ${sql.lit(state)}))::int as ${sql.ref(state)}`;

/** Done is what the figure of the year counts; what was held in another year is left over from this one. */
function stateOf({ year, asOf }: Scope): RawBuilder<PlanState> {
  return sql`case when fact.done_on between ${`${year}-01-01`}::date and ${countedUntil(year, asOf)}::date then 'done'
    when fact.is_dropped then 'dropped' else 'left' end`;
}

/** The records of a plan that the reader may open, as their days come; the cursor is `on_date,id`. */
export async function listPlanRecords(
  work: Work,
  { indicator, scope, state }: Asked,
  page: { limit: number; cursor?: string | undefined },
) {
  const rows = await sql<PlanRecord>`
    select fact.id, fact.title, fact.on_date, fact.status, ${stateOf(scope)} as state,
      ${indicator.source === "activity" ? sql`''` : sql`fact.direction::text`} as direction
    from ${await plannedIn(work, indicator.source, scope)}
    where ${sql.raw(indicator.filter)}
      and ${state ? sql`${stateOf(scope)} = ${state}` : sql`true`}
      and ${page.cursor ? follows(["fact.on_date", "fact.id"], page.cursor, "asc") : sql`true`}
    order by fact.on_date, fact.id limit ${page.limit + 1}`.execute(work.trx);
  return pageOf(rows.rows, page.limit, (last) => `${last.on_date},${last.id}`);
}
