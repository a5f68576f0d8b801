import { sql } from "kysely";
import type { Work } from "#platform/db.server.ts";
import { AddressError } from "#platform/errors.ts";
import { remembered } from "#platform/remembered.server.ts";
import { today } from "#platform/time.ts";
import { findNamedUnit } from "#modules/units/unit.queries.server.ts";
import type { CountedYear } from "./counted-year.model.ts";
import { countYear } from "./counted-year.queries.server.ts";
import type { Scope } from "./fact.queries.server.ts";
import type { ScopeFilter } from "./indicator.filter.ts";
import type { Indicator, IndicatorKey, Wording } from "./indicator.model.ts";
import { indicatorsShown, statusOf, wordingOf } from "./indicator.model.ts";
import { keptYear } from "./kept-year.queries.server.ts";

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

/** One figure per indicator; what had happened by `asOf` within the year. */
export async function listFigures(work: Work, scope: Scope): Promise<Figure[]> {
  return figuresOf(await keptYear(work, scope), scope);
}

/** The same, counted now over what the transaction may see. */
export async function countFigures(work: Work, scope: Scope): Promise<Figure[]> {
  return figuresOf(await countYear(work, { scope, tables: false }), scope);
}

export function figuresOf({ counted }: CountedYear, scope: Scope): Figure[] {
  return indicatorsShown().map((one) => figureOf(one, scope, counted.get(one.key) ?? { value: 0, recorded: false }));
}

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
  return findTop(work, top);
}

const findTop = remembered((work, top: string) =>
  work.trx
    .selectFrom("unit")
    .select(["unit.id", "unit.path"])
    .where("unit.parent_id", "is", null)
    .orderBy(sql`unit.path = ${top}::ltree desc, unit.created_at, unit.id`)
    .limit(1)
    .executeTakeFirst(),
);
