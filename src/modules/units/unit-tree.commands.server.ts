import { sql } from "kysely";
import type { Work } from "#platform/db.server.ts";
import { RuleError, requirePermission } from "#platform/errors.ts";
import { alsoWritten } from "#platform/history-proof.server.ts";
import { recordHistory, unitRights } from "#platform/history.server.ts";
import { newId } from "#platform/id.ts";
import type { Names } from "#platform/names.ts";
import { today } from "#platform/time.ts";
import { childPath } from "./unit.model.ts";
import { canOrganise } from "./unit.policy.ts";
import { findRoot } from "./unit.queries.server.ts";

type Facts = {
  kind: string;
  code: string;
  name: string;
  name_in: Names;
  /** Of the own name, where it is known. */
  language?: string;
  country_iso2?: string | null | undefined;
  province_code?: string | null | undefined;
  founded_on?: string | null | undefined;
  source?: string | null;
  confidence?: string;
};
type Unit = Facts & { id: string; path: string; parent_id: string | null };
/** A unit as a file of facts tells it; `parent` and `memberOf` are codes. */
export type Planted = Facts & { parent: string | null; memberOf?: string; accreditedTo?: string[] };

/** The top of an empty tree; of two who begin at once the first wins. */
export async function foundRoot(
  work: Work,
  founding: Pick<Facts, "kind" | "code" | "name" | "name_in">,
): Promise<string> {
  requirePermission(canOrganise(work.actor));
  await lockTree(work);
  if (await findRoot(work)) throw new RuleError("rule_not_empty");
  const root = { ...founding, id: newId(), path: founding.code, parent_id: null, source: "entered" };
  await writeUnits(work, [root], today());
  await recordHistory(work, {
    subject: ["unit", root.id],
    action: "founded",
    rights: unitRights(root, "union"),
    after: founding,
  });
  return root.id;
}

/**
 * A whole tree at once, parents first, into a database that has no units but perhaps the top, which then stays as it is. Memberships and
 * accreditations go with it. The history gets one line for all.
 */
export async function plantTree(work: Work, tree: Planted[]): Promise<number> {
  requirePermission(canOrganise(work.actor));
  await lockTree(work);
  const known = await work.trx.selectFrom("unit").select(["unit.id", "unit.path"]).limit(2).execute();
  const [root] = known;
  if (known.length > 1) throw new RuleError("rule_units_there");
  const placed = new Map<string, { id: string; path: string }>();
  const units: Unit[] = [];
  for (const { parent, memberOf: _m, accreditedTo: _a, ...facts } of tree) {
    const above = parent === null ? undefined : placed.get(parent);
    if (!above && root) {
      placed.set(facts.code, root);
      continue;
    }
    const path = above ? childPath(above.path, facts.code) : facts.code;
    const unit = { ...facts, id: newId(), path, parent_id: above?.id ?? null };
    placed.set(facts.code, unit);
    units.push(unit);
  }
  await writeUnits(work, units, tree[0]?.founded_on ?? today());
  await writeNetwork(work, tree, placed);
  const [top] = placed.values();
  if (top)
    await recordHistory(work, {
      subject: ["unit", top.id],
      action: "founded",
      rights: unitRights(top, "union"),
      after: { name: tree[0]?.name, units: units.length },
    });
  return units.length;
}

/** The rows of new units: each stands where it stands since it was founded, or since `since`. */
export async function writeUnits(work: Work, units: Unit[], since: string): Promise<void> {
  if (units.length === 0) return;
  alsoWritten(work, "unit", ...units.map((unit) => unit.id));
  await work.trx
    .insertInto("unit")
    .values(units.map(({ language: _of, ...unit }) => unit))
    .execute();
  await work.trx
    .insertInto("unit_place")
    .values(units.map((one) => ({ unit_id: one.id, path: one.path, valid: `{[${one.founded_on ?? since},)}` })))
    .execute();
  await work.trx
    .insertInto("unit_name")
    .values(units.flatMap((one) => namesFrom(one.founded_on ?? null, one)))
    .execute();
}

/** The rows of all names that a unit has from a day on. */
export function namesFrom(from_on: string | null, unit: Pick<Unit, "id" | "name" | "name_in" | "language">) {
  const own = { language: unit.language ?? "und", name: unit.name, is_own: true };
  const others = Object.entries(unit.name_in).map(([language, name]) => ({ language, name, is_own: false }));
  return [own, ...others].map((one) => ({ ...one, unit_id: unit.id, from_on }));
}

async function writeNetwork(work: Work, tree: Planted[], placed: Map<string, { id: string }>): Promise<void> {
  const idOf = (code: string | undefined) => (code === undefined ? undefined : placed.get(code)?.id);
  const memberships = tree.flatMap((one) => {
    const [member_unit_id, in_unit_id] = [idOf(one.code), idOf(one.memberOf)];
    return member_unit_id && in_unit_id ? [{ member_unit_id, in_unit_id }] : [];
  });
  const accreditations = tree.flatMap((one) => {
    const unit_id = idOf(one.code);
    return unit_id ? [...new Set(one.accreditedTo)].map((country_iso2) => ({ unit_id, country_iso2 })) : [];
  });
  if (memberships.length > 0) await work.trx.insertInto("unit_membership").values(memberships).execute();
  if (accreditations.length > 0) await work.trx.insertInto("unit_accreditation").values(accreditations).execute();
}

async function lockTree(work: Work): Promise<void> {
  await sql`select pg_advisory_xact_lock(7264892)`.execute(work.trx);
}
