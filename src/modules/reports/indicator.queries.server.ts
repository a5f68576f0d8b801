import type { RawBuilder } from "kysely";
import { sql } from "kysely";
import type { Work } from "#platform/db.server.ts";
import { whileSystem } from "#platform/db.server.ts";
import { AddressError } from "#platform/errors.ts";
import { keptWhile } from "#platform/kept.server.ts";
import { kindsCountedAs, kindsWith } from "#platform/kinds.ts";
import { today } from "#platform/time.ts";
import { findNamedUnit } from "#modules/units/unit.queries.server.ts";
import type { Stood } from "./indicator-tree.queries.server.ts";
import { inTree } from "./indicator-tree.queries.server.ts";
import type { ScopeFilter } from "./indicator.filter.ts";
import type { Indicator, IndicatorKey, Source, Wording } from "./indicator.model.ts";
import { INDICATORS, countedUntil, statusOf, wordingOf } from "./indicator.model.ts";

/** `tree` says whether the unit's subtree is taken as it stood on the day of each record or as it stands today; `stood` keeps it as it was once. */
export type Scope = {
  year: number;
  asOf: string;
  unitPath: string;
  unitId: string;
  tree: "then" | "now";
  stood?: Stood[] | undefined;
};

export type Figure = {
  key: IndicatorKey;
  version: number;
  value: number;
  unit: string;
  measure: Indicator["measure"];
  wording: Wording;
  status: "interim" | "final";
  as_of: string;
  /** Whether anything of its source is recorded of the unit's year: where nothing is, a figure is unknown and not zero. */
  recorded: boolean;
};

/**
 * The union's figures are the same for everybody who works in it: they are counted over all rows, while the records behind them open
 * only where the reader may see them; so they are kept until a record changes. Outside users count what they see, each time.
 */
export function keptFigure<Value>(work: Work, name: string, compute: () => Promise<Value>): Promise<Value> {
  if (work.actor.reach === "outside" || work.actor.reach === "anonymous") return compute();
  return keptWhile(work, { name, kinds: kindsWith("counted") }, () => whileSystem(work, compute));
}

/** One figure per indicator; what had happened by `asOf` within the year. */
export function listFigures(work: Work, scope: Scope): Promise<Figure[]> {
  return keptFigure(work, `figures ${nameOf(scope)}`, () => countFigures(work, scope));
}

export function nameOf(scope: Scope): string {
  // A year is over one morning, without a record that changes.
  return `${scope.year} ${scope.asOf} ${scope.unitId} ${scope.tree} ${statusOf(scope.year, scope.asOf)}`;
}

/** The same, counted now over what the transaction may see. */
export async function countFigures(work: Work, scope: Scope): Promise<Figure[]> {
  const counted = new Map<IndicatorKey, { value: number; recorded: boolean }>();
  for (const source of new Set(INDICATORS.map((indicator) => indicator.source))) {
    const indicators = INDICATORS.filter((indicator) => indicator.source === source);
    const columns = indicators.flatMap((one) => [
      sql`coalesce(${sql.raw(one.value)} filter (where ${sql.raw(one.filter)}), 0) as ${sql.ref(one.key)}`,
      sql`${isRecorded(one)} as ${sql.ref(`${one.key} recorded`)}`,
    ]);
    const { rows } = await sql<
      Record<string, number | boolean>
    >`select ${sql.join(columns)} from ${await factsOf(work, source, scope)}`.execute(work.trx);
    for (const { key } of indicators)
      counted.set(key, { value: Number(rows[0]?.[key] ?? 0), recorded: rows[0]?.[`${key} recorded`] === true });
  }
  return INDICATORS.map((one) => figureOf(one, scope, counted.get(one.key) ?? { value: 0, recorded: false }));
}

/** Whether a source's facts tell of an indicator at all. */
export const isRecorded = ({ known = "true" }: Indicator) => sql<boolean>`coalesce(bool_or(${sql.raw(known)}), false)`;

function figureOf({ key, version, measure }: Indicator, scope: Scope, counted: { value: number; recorded: boolean }) {
  return {
    key,
    version,
    measure,
    ...counted,
    unit: scope.unitId,
    wording: wordingOf(counted.value, measure),
    status: statusOf(scope.year, scope.asOf),
    as_of: scope.asOf,
  };
}

/** The rows of a source inside the scope, as `fact`. */
export function factsOf(work: Work, source: Source, scope: Scope) {
  const first = sql`between_days.on_date >= ${`${scope.year}-01-01`}::date`;
  const last = sql`between_days.on_date <= ${countedUntil(scope.year, scope.asOf)}::date`;
  return factsWithin(work, source, scope, sql`${first} and ${last}`);
}

/** The same of every year until the as-of day. */
export function factsUntil(work: Work, source: Source, scope: Scope) {
  return factsWithin(work, source, scope, sql`between_days.on_date <= ${scope.asOf}::date`);
}

async function factsWithin(work: Work, source: Source, scope: Scope, span: RawBuilder<unknown>) {
  const view = sql.table(kindsCountedAs(source).map((kind) => `${kind}_fact`)[0] ?? "");
  return sql`(select between_days.* from ${view} as between_days where ${span} and ${await inTree(work, source, scope)}) as fact`;
}

/** What a figure is asked of; the actor's whole union, this year and as far as it has come, where nothing else is said. No day lies ahead. */
export async function readScope(work: Work, asked: ScopeFilter): Promise<Scope> {
  const year = Number(asked.year ?? today().slice(0, 4));
  const asOf = [asked.as_of ?? `${year}-12-31`, today()].toSorted()[0] ?? today();
  const unit = asked.unit ? await findNamedUnit(work, "unit", asked.unit) : await findUnion(work);
  if (!unit) throw new AddressError("rule_no_such_unit");
  return { year, asOf, unitPath: unit.path, unitId: unit.id, tree: asked.tree ?? "now" };
}

/** A report is of the unit that the actor acts for, where no other is asked for. */
export function readReportScope(work: Work, asked: ScopeFilter): Promise<Scope> {
  return readScope(work, { ...asked, unit: asked.unit ?? work.actor.unitId });
}

/** The top of the tree that the actor's unit stands in; the first there is, for who acts for none. */
function findUnion(work: Work) {
  const [top = ""] = (work.actor.unitPath ?? "").split(".");
  return work.trx
    .selectFrom("unit")
    .select(["unit.id", "unit.path"])
    .where("unit.parent_id", "is", null)
    .orderBy(sql`unit.path = ${top}::ltree desc, unit.created_at, unit.id`)
    .limit(1)
    .executeTakeFirst();
}
