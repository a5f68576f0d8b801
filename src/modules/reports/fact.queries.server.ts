import type { RawBuilder } from "kysely";
import { sql } from "kysely";
import type { Work } from "#platform/db.server.ts";
import { kindsCountedAs } from "#platform/kinds.ts";
import type { Stood } from "./indicator-tree.queries.server.ts";
import { inTree } from "./indicator-tree.queries.server.ts";
import type { Planned } from "./plan.model.ts";
import type { Indicator, Source } from "./indicator.model.ts";
import { countedUntil } from "./indicator.model.ts";

/** `tree` says whether the unit's subtree is taken as it stood on the day of each record or as it stands today; `stood` keeps it as it was once. */
export type Scope = {
  year: number;
  asOf: string;
  unitPath: string;
  unitId: string;
  tree: "then" | "now";
  stood?: Stood[] | undefined;
};

/** Whether a source's facts tell of an indicator at all. */
export const isRecorded = ({ known = "true" }: Indicator) => sql<boolean>`coalesce(bool_or(${sql.raw(known)}), false)`;

/** The rows of a source inside the scope, as `fact`. */
export function factsOf(work: Work, source: Source, scope: Scope) {
  const first = sql`between_days.on_date >= ${`${scope.year}-01-01`}::date`;
  const last = sql`between_days.on_date <= ${countedUntil(scope.year, scope.asOf)}::date`;
  return factsWithin(work, source, scope, { span: sql`${first} and ${last}` });
}

/** The same of every year until the as-of day. */
export function factsUntil(work: Work, source: Source, scope: Scope) {
  return factsWithin(work, source, scope, { span: sql`between_days.on_date <= ${scope.asOf}::date` });
}

/** What stands in the plan of the scope's year, to its end, in the same tree. */
export function plannedIn(work: Work, source: Planned, scope: Scope) {
  const first = sql`between_days.on_date >= ${`${scope.year}-01-01`}::date`;
  const last = sql`between_days.on_date <= ${`${scope.year}-12-31`}::date`;
  return factsWithin(work, source, scope, { span: sql`${first} and ${last}`, view: "plan_fact" });
}

type Within = { span: RawBuilder<unknown>; view?: "fact" | "plan_fact" };

async function factsWithin(work: Work, source: Source, scope: Scope, { span, view: what = "fact" }: Within) {
  const view = sql.table(kindsCountedAs(source).map((kind) => `${kind}_${what}`)[0] ?? "");
  return sql`(select between_days.* from ${view} as between_days where ${span} and ${await inTree(work, source, scope)}) as fact`;
}

/** The records that facts were read from: what happens to no other moves what is counted from them. */
export function readFrom(source: Source, facts: RawBuilder<unknown>): RawBuilder<unknown> {
  const own = sql`select fact.record_id as id from ${facts}`;
  // A partner is counted for what was done with it.
  if (source !== "partner") return own;
  return sql`${own} union all select partner_event.subject_id from ${facts} join partner_event on partner_event.id = fact.id`;
}
