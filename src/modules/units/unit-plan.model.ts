import { same } from "#platform/identity.ts";
import type { UnitLine } from "./unit-lines.model.ts";

/** A unit that there is. */
type KnownUnit = {
  id: string;
  path: string;
  code: string;
  parent_id: string | null;
  name: string;
  kind: string;
  closed_on: string | null;
};
/** A unit of a tree that is to be founded: of which line, what there is of it already, what kind it is said to be. */
export type PlannedUnit = {
  number: number;
  name: string;
  there?: KnownUnit;
  said?: string;
  /** The line that says the kind. */
  saidIn?: number;
  below: PlannedUnit[];
};
/** Why a line cannot be taken; `kind` is said in the reader's words. */
export type LineProblem = { number: number; code: string; value?: string; kind?: string };

type Lines = { lines: UnitLine[]; above: KnownUnit; known: KnownUnit[]; top: { unit: KnownUnit; names: string[] } };

/**
 * The tree that the lines mean, below the unit above them. A name that stands under the same unit already is that unit, and a line that names the
 * union is the union: neither is founded again. A kind may be given wherever a unit is named, also further down.
 */
export function planUnits({ lines, above, known, top }: Lines): { tree: PlannedUnit[]; problems: LineProblem[] } {
  const root: PlannedUnit = { number: 0, name: top.unit.name, there: top.unit, below: [] };
  const start = above.id === top.unit.id ? root : { number: 0, name: above.name, there: above, below: [] };
  const topNames = new Set([top.unit.name, ...top.names].filter(Boolean).map(same));
  const there = new Map(known.map((unit) => [keyOf(unit.parent_id ?? "", unit.name), unit]));
  const planned = new Map<PlannedUnit, Map<string, PlannedUnit>>();
  const problems: LineProblem[] = [];
  const open = [start];
  for (const line of lines) {
    open.length = Math.min(open.length, line.depth + 1);
    const parent = open.at(-1) ?? start;
    const unit = topNames.has(same(line.name)) ? root : within(parent, line);
    const problem = sayKind(unit, line);
    if (problem) problems.push(problem);
    open.push(unit);
  }
  return { tree: start === root || root.below.length === 0 ? [start] : [start, root], problems };

  function within(parent: PlannedUnit, { number, name }: UnitLine): PlannedUnit {
    const beside = planned.get(parent) ?? new Map<string, PlannedUnit>();
    planned.set(parent, beside);
    const known = beside.get(same(name));
    if (known) return known;
    const held = parent.there && there.get(keyOf(parent.there.id, name));
    const unit: PlannedUnit = { number, name: held?.name ?? name, below: [], ...(held && { there: held }) };
    beside.set(same(name), unit);
    parent.below.push(unit);
    return unit;
  }
}

const keyOf = (parentId: string, name: string) => `${parentId} ${same(name)}`;

/** Two lines that say different kinds of one unit mean two things; what is there already keeps its kind. */
function sayKind(unit: PlannedUnit, { number, kind, unknownKind }: UnitLine): LineProblem | undefined {
  if (unknownKind !== undefined) return { number, code: "rule_unit_line_kind", value: unknownKind };
  if (kind === undefined) return undefined;
  if (unit.said !== undefined && unit.said !== kind)
    return { number, code: "rule_unit_line_kinds", value: unit.name, kind };
  unit.said = kind;
  unit.saidIn ??= number;
  return undefined;
}

/** Every unit of a tree with how deep it stands, each before those below it. */
export function* eachPlanned(
  tree: PlannedUnit[],
  depth = 0,
  parent?: PlannedUnit,
): Generator<{ unit: PlannedUnit; depth: number; parent: PlannedUnit | undefined }> {
  for (const unit of tree) {
    yield { unit, depth, parent };
    yield* eachPlanned(unit.below, depth + 1, unit);
  }
}

/** What is there and is said to be of another kind than it is. */
export const isOtherwise = ({ there, said }: PlannedUnit): boolean =>
  there !== undefined && said !== undefined && said !== there.kind;

/** What of a tree is shown before it is founded: what each unit is and whether it is new. */
export type SeenUnit = {
  name: string;
  kind: string;
  state: "new" | "there" | "ended" | "top";
  /** The kind that was said of it and that it has not. */
  said?: string;
  below: SeenUnit[];
};

export function seeUnit(unit: PlannedUnit, kind: string): SeenUnit {
  const { name, there, said, below } = unit;
  const state = !there ? "new" : there.parent_id === null ? "top" : there.closed_on === null ? "there" : "ended";
  const seen = {
    name,
    kind: there?.kind ?? said ?? kind,
    state,
    below: below.map((one) => seeUnit(one, kind)),
  } as const;
  return isOtherwise(unit) && said !== undefined ? { ...seen, said } : seen;
}

/** A tree below the top as lines that mean the same; `kindOf` is what stands behind a name, if anything does. */
export const linesFor = (top: PlannedUnit, kindOf: (said: string) => string | undefined): string =>
  [...eachPlanned(top.below)]
    .map(({ unit, depth }) => {
      const kind = unit.there || unit.said === undefined ? undefined : kindOf(unit.said);
      return "\t".repeat(depth) + unit.name + (kind === undefined ? "" : ` | ${kind}`);
    })
    .join("\n");
