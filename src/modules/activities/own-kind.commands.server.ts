import { sql } from "kysely";
import type { z } from "zod";
import type { Work } from "#platform/db.server.ts";
import { lockRow } from "#platform/db.server.ts";
import { FieldError, requirePermission, requireRow, requireVersion } from "#platform/errors.ts";
import { emptied } from "#platform/forms.ts";
import { editBetween, ownRights, recordHistory } from "#platform/history.server.ts";
import type { changeKindForm, ownKindForm } from "./activity.forms.ts";
import { canKeepKinds } from "./activity.policy.ts";
import { findOwnKind } from "./own-kind.queries.server.ts";

/** A kind in the office's own words; from its first day forms offer it. Answers with its id. */
export async function addOwnKind(work: Work, kind: z.output<typeof ownKindForm>): Promise<string> {
  requirePermission(canKeepKinds(work.actor));
  const made = await work.trx
    .insertInto("activity_own_kind")
    .values(kind)
    .returning("activity_own_kind.id")
    .executeTakeFirstOrThrow();
  await recordHistory(work, {
    subject: ["activity_own_kind", made.id],
    action: "kind_added",
    rights: ownRights(work, "union"),
    after: kind,
  });
  return made.id;
}

/** Called, placed, counted otherwise or ended: what was recorded before stays counted as it was. No kind is taken out, for records bear it. */
export async function changeOwnKind(
  work: Work,
  kindId: string,
  { version, ...changed }: z.output<typeof changeKindForm>,
): Promise<void> {
  requirePermission(canKeepKinds(work.actor));
  await lockRow(work, "activity_own_kind", kindId);
  const before = requireRow(await findOwnKind(work, kindId));
  requireVersion(before, version);
  if (before.is_plain && changed.kind !== before.kind) throw new FieldError("kind", "rule_kind_of_reports");
  const written = emptied(changed);
  const edit = editBetween(before, written, "name");
  if (!edit) return;
  await work.trx
    .updateTable("activity_own_kind")
    .set({ ...written, version: sql<number>`activity_own_kind.version + 1` })
    .where("activity_own_kind.id", "=", kindId)
    .execute();
  await recordHistory(work, {
    subject: ["activity_own_kind", kindId],
    action: "kind_changed",
    rights: ownRights(work, "union"),
    ...edit,
  });
}
