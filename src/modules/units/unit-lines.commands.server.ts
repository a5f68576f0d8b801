import type { z } from "zod";
import { sql } from "kysely";
import type { Work } from "#platform/db.server.ts";
import { FieldError, requirePermission, requireRow } from "#platform/errors.ts";
import { recordHistory, unitRights } from "#platform/history.server.ts";
import { newId } from "#platform/id.ts";
import { today } from "#platform/time.ts";
import type { unitLinesForm } from "./unit.forms.ts";
import { home } from "#platform/home.ts";
import { same } from "#platform/identity.ts";
import { inLocale, wordsFor } from "#platform/words.server.ts";
import { locales } from "#words/runtime.js";
import { codeOf, readUnitLines } from "./unit-lines.model.ts";
import { UNIT_KINDS, childPath } from "./unit.model.ts";
import { canOrganise } from "./unit.policy.ts";
import { findRoot, requireLivingUnit } from "./unit.queries.server.ts";
import { writeUnits } from "./unit-tree.commands.server.ts";

/** More than a federation types at once, and few enough for one turn of the database. */
const MOST_LINES = 300;
const LONGEST_NAME = 300;

/**
 * A whole tree of lines below a unit, all or none. A name that stands under the same unit already is that unit, so that the same lines sent
 * twice make nothing twice, and further lines may be added below what is there. Returns how many are new.
 */
export async function foundUnits(
  work: Work,
  { parent_id, kind, lines }: z.output<typeof unitLinesForm>,
  /** Where the lines came from: what is wrong with one is said there. */
  field: "lines" | "file" = "lines",
): Promise<number> {
  requirePermission(canOrganise(work.actor));
  await sql`select pg_advisory_xact_lock(hashtext(current_schema() || 'unit lines'))`.execute(work.trx);
  const above = parent_id ? await requireLivingUnit(work, parent_id, "parent_id") : requireRow(await findRoot(work));
  const typed = readUnitLines(lines, kindsByWord());
  if (typed.length > MOST_LINES) throw new FieldError(field, "rule_unit_lines_many", 422, { most: MOST_LINES });
  const long = typed.find((one) => one.name.length > LONGEST_NAME);
  if (long) throw new FieldError(field, "rule_unit_line_long", 422, { line: long.number });
  const unknown = typed.find((one) => one.unknownKind !== undefined);
  if (unknown)
    throw new FieldError(field, "rule_unit_line_kind", 422, { line: unknown.number, value: unknown.unknownKind ?? "" });
  const known = await work.trx.selectFrom("unit").select(["id", "code", "path", "parent_id", "name"]).execute();
  const codes = new Set(known.map((one) => one.code));
  const open = [{ id: above.id, path: above.path }];
  const made = [];
  for (const { name, depth, kind: own } of typed) {
    open.length = depth + 1;
    const parent = requireRow(open[depth]);
    const there = known.find((one) => one.parent_id === parent.id && one.name === name);
    const code = there?.code ?? codeOf(name, (one) => codes.has(one));
    const unit = there ?? { id: newId(), code, path: childPath(parent.path, code), parent_id: parent.id, name };
    open.push({ id: unit.id, path: unit.path });
    if (there) continue;
    codes.add(code);
    known.push(unit);
    made.push({ ...unit, kind: own ?? kind, name_in: {}, source: "entered" });
  }
  await writeUnits(work, made, today());
  for (const { id, path, name, code, kind: held } of made)
    await recordHistory(work, {
      subject: ["unit", id],
      action: "founded",
      rights: unitRights({ id, path }, "union"),
      after: { name, kind: held, code },
    });
  return made.length;
}

/** Kinds by what they are called: by the union itself, and in each language. */
function kindsByWord(): (word: string) => string | undefined {
  const called = UNIT_KINDS.flatMap((kind) => {
    const own = home().words[kind];
    const inAll = locales.map((locale) => inLocale(locale, () => wordsFor("unit_kind", { kind }) ?? kind));
    return [kind, ...inAll, ...(own ? [own.name, ...Object.values(own.name_in)] : [])].map(
      (word) => [same(word), kind] as const,
    );
  });
  const kinds = new Map(called);
  return (word) => kinds.get(same(word));
}
