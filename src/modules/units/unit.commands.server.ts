import { sql } from "kysely";
import type { z } from "zod";
import type { Work } from "#platform/db.server.ts";
import { RuleError, requireChoice, requirePermission, requireRow } from "#platform/errors.ts";
import { editBetween, recordHistory, unitRights } from "#platform/history.server.ts";
import { newId } from "#platform/id.ts";
import { isOpenEnded } from "#platform/running.ts";
import { today } from "#platform/time.ts";
import type { endPostForm, postForm, renameForm, unitForm } from "./unit.forms.ts";
import { childPath } from "./unit.model.ts";
import { canKeepPosts, canOrganise } from "./unit.policy.ts";
import { findProvince, findUnit, findUnitByCode, requireLivingUnit } from "./unit.queries.server.ts";
import { namesFrom, writeUnits } from "./unit-tree.commands.server.ts";

/** Adds a unit to the tree, valid from its founding or from today. */
export async function foundUnit(work: Work, founding: z.output<typeof unitForm>): Promise<string> {
  requirePermission(canOrganise(work.actor));
  const parent = await requireLivingUnit(work, founding.parent_id, "parent_id");
  if (await findUnitByCode(work, founding.code)) throw new RuleError("rule_code_taken");
  if (founding.province_code)
    requireChoice(await findProvince(work, founding.province_code), "province_code", "error_no_such_province");
  const made = { ...founding, id: newId(), path: childPath(parent.path, founding.code), source: "entered" };
  await writeUnits(work, [made], founding.founded_on ?? today());
  await recordHistory(work, {
    subject: ["unit", made.id],
    action: "founded",
    rights: unitRights(made, "union"),
    after: founding,
  });
  return made.id;
}

/** The old names end on the day the new ones begin; the own one stays in the language that it was in. */
export async function renameUnit(
  work: Work,
  unitId: string,
  { from_on, ...called }: z.output<typeof renameForm>,
): Promise<void> {
  const unit = requireRow(await findUnit(work, unitId));
  requirePermission(canOrganise(work.actor));
  const changes = editBetween(unit, called, "name");
  if (!changes) return;
  const ended = await work.trx
    .updateTable("unit_name")
    .set({ until_on: from_on })
    .where("unit_name.unit_id", "=", unitId)
    .where(isOpenEnded("unit_name"))
    .returning(["unit_name.language", "unit_name.is_own"])
    .execute();
  const language = ended.find((one) => one.is_own)?.language;
  await work.trx
    .insertInto("unit_name")
    .values(namesFrom(from_on, { id: unitId, ...called, ...(language && { language }) }))
    .execute();
  await work.trx
    .updateTable("unit")
    .set({ ...called, version: sql<number>`unit.version + 1` })
    .where("unit.id", "=", unitId)
    .execute();
  await recordHistory(work, {
    subject: ["unit", unitId],
    action: "renamed",
    rights: unitRights(unit, "union"),
    before: changes.before,
    after: { ...changes.after, from_on },
  });
}

export async function fillPost(work: Work, unitId: string, post: z.output<typeof postForm>): Promise<void> {
  const unit = requireRow(await findUnit(work, unitId));
  requirePermission(canKeepPosts(work.actor, unit));
  await work.trx
    .insertInto("unit_post")
    .values({ ...post, unit_id: unit.id, unit_path: unit.path })
    .execute();
  await recordHistory(work, {
    subject: ["unit", unitId],
    action: "post_filled",
    rights: unitRights(unit, "union"),
    after: { ...post, item: post.holder_name },
  });
}

/** A term ends only when somebody says so. */
export async function endPost(
  work: Work,
  unitId: string,
  end: z.output<typeof endPostForm> & { id: string },
): Promise<void> {
  const unit = requireRow(await findUnit(work, unitId));
  requirePermission(canKeepPosts(work.actor, unit));
  const ended = await work.trx
    .updateTable("unit_post")
    .set({ until_on: end.until_on })
    .where("unit_post.id", "=", end.id)
    .where("unit_post.unit_id", "=", unitId)
    .returning(["unit_post.title", "unit_post.holder_name"])
    .executeTakeFirst();
  const { title, holder_name } = requireRow(ended);
  await recordHistory(work, {
    subject: ["unit", unitId],
    action: "post_ended",
    rights: unitRights(unit, "union"),
    before: { title, until_on: null },
    after: { title, until_on: end.until_on, item: holder_name },
  });
}
