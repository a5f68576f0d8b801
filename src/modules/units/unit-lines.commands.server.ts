import type { z } from "zod";
import { sql } from "kysely";
import type { Work } from "#platform/db.server.ts";
import { FieldError, requirePermission, requireRow } from "#platform/errors.ts";
import { recordHistory, unitRights } from "#platform/history.server.ts";
import { home } from "#platform/home.ts";
import { newId } from "#platform/id.ts";
import { kindWord } from "#platform/own-words.ts";
import { today } from "#platform/time.ts";
import { isKindBelow, kindsByWord } from "./unit-kind.queries.server.ts";
import { codeOf, readUnitLines } from "./unit-lines.model.ts";
import type { UnitLine } from "./unit-lines.model.ts";
import type { LineProblem, PlannedUnit } from "./unit-plan.model.ts";
import { eachPlanned, isOtherwise, linesFor, planUnits, seeUnit } from "./unit-plan.model.ts";
import { unitLinesForm } from "./unit.forms.ts";
import { childPath, isClosed } from "./unit.model.ts";
import { canOrganise } from "./unit.policy.ts";
import { findRoot, requireLivingUnit } from "./unit.queries.server.ts";
import { writeUnits } from "./unit-tree.commands.server.ts";

/** More than a federation types at once, and few enough for one turn of the database. */
const MOST_LINES = 300;
const LONGEST_NAME = 300;
/** Lines travel in a form, which takes 64 kB with all that is around them. */
const MOST_BYTES = 60_000;

type Asked = Omit<z.output<typeof unitLinesForm>, "lines"> & { lines: UnitLine[] };
/** Where the lines came from: what is wrong with one is said there. */
type From = "lines" | "file";

/**
 * A whole tree of lines below a unit, all or none. The same lines sent twice make nothing twice, and further lines may be added below what is
 * there. Returns how many are new, and of how many others another kind was said than they have.
 */
export async function foundUnits(
  work: Work,
  { lines, ...asked }: z.output<typeof unitLinesForm>,
): Promise<{ made: number; otherwise: number }> {
  requirePermission(canOrganise(work.actor));
  await sql`select pg_advisory_xact_lock(hashtext(current_schema() || 'unit lines'))`.execute(work.trx);
  const tree = await planLines(work, { ...asked, lines: readUnitLines(lines, kindsByWord()) }, "lines");
  const codes = await work.trx.selectFrom("unit").select("unit.code").execute();
  const taken = new Set(codes.map((one) => one.code));
  const placed = new Map<PlannedUnit, { id: string; path: string }>();
  const made = [];
  for (const { unit, parent } of eachPlanned(tree)) {
    const above = parent && requireRow(placed.get(parent));
    if (unit.there || !above) {
      placed.set(unit, requireRow(unit.there));
      continue;
    }
    const code = codeOf(unit.name, (one) => taken.has(one));
    taken.add(code);
    const place = { id: newId(), path: childPath(above.path, code) };
    placed.set(unit, place);
    const facts = { name: unit.name, kind: unit.said ?? asked.kind, code };
    made.push({ ...place, ...facts, parent_id: above.id, name_in: {}, source: "entered" });
  }
  await writeUnits(work, made, today());
  for (const { id, path, name, code, kind } of made)
    await recordHistory(work, {
      subject: ["unit", id],
      action: "founded",
      rights: unitRights({ id, path }, "union"),
      after: { name, kind, code },
    });
  return { made: made.length, otherwise: [...eachPlanned(tree)].filter(({ unit }) => isOtherwise(unit)).length };
}

/** What a sheet would found below the union, shown before it is done, and the lines that then found it. Nothing is written. */
export async function lookAtUnits(work: Work, asked: Pick<Asked, "kind" | "lines">) {
  const tree = await planLines(work, { ...asked, parent_id: undefined }, "file");
  const top = requireRow(tree[0]);
  const kindOf = kindsByWord();
  // Said as the reader knows it, so that the lines may be corrected by hand; where two kinds are called the same, by its code.
  const wordOf = (said: string) => (kindOf(kindWord(said)) === said ? kindWord(said) : said);
  const lines = linesFor(top, (said) => (said === asked.kind ? undefined : wordOf(said)));
  if (!unitLinesForm.shape.lines.safeParse(lines || top.name).success || Buffer.byteLength(lines) > MOST_BYTES)
    throw new FieldError("file", "error_too_long");
  const count = [...eachPlanned(tree)].filter(({ unit }) => !unit.there).length;
  return { tree: seeUnit(top, asked.kind), count, kind: asked.kind, lines };
}

/** The tree that lines found, and what of it is there; refuses the first line that cannot be taken. Nothing is written. */
async function planLines(work: Work, { parent_id, kind, lines }: Asked, from: From): Promise<PlannedUnit[]> {
  requirePermission(canOrganise(work.actor));
  const top = requireRow(await findRoot(work));
  const above = parent_id ? await requireLivingUnit(work, parent_id, "parent_id") : top;
  if (!isKindBelow(kind)) throw new FieldError("kind", "rule_unit_kind_below", 422, { value: kindWord(kind) });
  const known = await work.trx
    .selectFrom("unit")
    .select(["unit.id", "unit.path", "unit.code", "unit.parent_id", "unit.name", "unit.kind", "unit.closed_on"])
    // Of two of a name the one that lives comes last, and counts.
    .orderBy("unit.closed_on")
    .execute();
  const { name, name_in, short_name, short_name_in } = home();
  const names = [name, short_name, ...[name_in, short_name_in, top.name_in].flatMap((all) => Object.values(all))];
  const { tree, problems } = planUnits({ lines, above, known, top: { unit: top, names } });
  requireFewLines(tree, from);
  const [problem] = [...problems, ...problemsIn(tree)].toSorted((one, other) => one.number - other.number);
  if (problem) throw refusalOf(problem, from);
  return tree;
}

function requireFewLines(tree: PlannedUnit[], from: From): void {
  const made = [...eachPlanned(tree)].filter(({ unit }) => !unit.there);
  if (made.length > MOST_LINES) throw new FieldError(from, "rule_unit_lines_many", 422, { most: MOST_LINES });
}

/** Names that are none, kinds that stand at the top alone or that the union has not, and what ended and can have nothing below it. */
function problemsIn(tree: PlannedUnit[]): LineProblem[] {
  return [...eachPlanned(tree)].flatMap(({ unit, parent }): LineProblem[] => {
    const { number, name, said, saidIn = number, there } = unit;
    if (parent?.there && isClosed(parent.there) && !there)
      return [{ number, code: "rule_unit_line_ended", value: parent.name }];
    if (there) return [];
    if (name.length > LONGEST_NAME) return [{ number, code: "rule_unit_line_long" }];
    return said !== undefined && !isKindBelow(said)
      ? [{ number: saidIn, code: "rule_unit_line_kind_below", value: name, kind: said }]
      : [];
  });
}

function refusalOf({ number, code, value, kind }: LineProblem, from: From): FieldError {
  const details = { line: number, from, ...(value !== undefined && { value }), ...(kind && { kind: kindWord(kind) }) };
  return new FieldError(from, code, 422, details);
}
