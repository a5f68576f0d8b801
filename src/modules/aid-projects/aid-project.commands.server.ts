import type { z } from "zod";
import type { Actor } from "#platform/actor.ts";
import { hasRole } from "#platform/actor.ts";
import type { Work } from "#platform/db.server.ts";
import { ForbiddenError, requirePermission, requireRow, requireVersion } from "#platform/errors.ts";
import { changesBetween, ownRights, recordHistory, rightsOf } from "#platform/history.server.ts";
import type { aidAmountForm, aidProjectForm, correctAmountForm, editAidForm } from "./aid-project.forms.ts";
import { findAidProject, findAmount } from "./aid-project.queries.server.ts";

/** PACCOM and the leadership keep the register of aid. */
export function canKeepAid(actor: Actor): boolean {
  return hasRole(actor, "ngo_officer", "leader", "office", "unit_officer");
}

/** A person of the foreign NGO to whom the project was granted. */
export function canState(actor: Actor, project: { named_user_ids: string[] }): boolean {
  return actor.reach === "outside" && actor.userId !== undefined && project.named_user_ids.includes(actor.userId);
}

export async function registerAidProject(work: Work, project: z.output<typeof aidProjectForm>): Promise<string> {
  requirePermission(canKeepAid(work.actor));
  const made = await work.trx
    .insertInto("aid_project")
    .values({ ...project, ...ownRights(work, "union") })
    .returningAll()
    .executeTakeFirstOrThrow();
  await recordHistory(work, { subject: ["aid_project", made.id], action: "registered", rights: made, after: project });
  return made.id;
}

export async function editAidProject(
  work: Work,
  projectId: string,
  { version, ...facts }: z.output<typeof editAidForm>,
): Promise<void> {
  requirePermission(canKeepAid(work.actor));
  const project = await lockAidProject(work, projectId);
  requireVersion(project, version);
  const { owner_name = null, province_code = null, ends_on = null, ...others } = facts;
  const written = { ...others, owner_name, province_code, ends_on };
  const saved = await work.trx
    .updateTable("aid_project")
    .set({ ...written, version: version + 1 })
    .where("aid_project.id", "=", projectId)
    .returning("aid_project.id")
    .executeTakeFirst();
  // Everybody in the union reads the register; only the unit that keeps a project writes it.
  if (!saved) throw new ForbiddenError("not yours to change");
  await recordHistory(work, {
    subject: ["aid_project", projectId],
    action: "edited",
    rights: project,
    ...changesBetween(project, written),
  });
}

/** The amount as it should have been; the figures follow, and what was said before stays in the history. */
export async function correctAmount(
  work: Work,
  place: { projectId: string; amountId: string },
  { version, ...amount }: z.output<typeof correctAmountForm>,
): Promise<void> {
  requirePermission(canKeepAid(work.actor));
  const project = await lockAidProject(work, place.projectId);
  const before = requireRow(await findAmount(work, place));
  requireVersion(before, version);
  const saved = await work.trx
    .updateTable("aid_project_amount")
    .set({ ...amount, version: version + 1 })
    .where("aid_project_amount.id", "=", place.amountId)
    .returning("aid_project_amount.id")
    .executeTakeFirst();
  if (!saved) throw new ForbiddenError("not yours to change");
  await recordHistory(work, {
    subject: ["aid_project", place.projectId],
    action: "amount_corrected",
    rights: project,
    before: { kind: before.kind, on_date: before.on_date, amount_usd: before.amount_usd },
    after: amount,
  });
}

export async function recordAmount(
  work: Work,
  projectId: string,
  amount: z.output<typeof aidAmountForm>,
): Promise<void> {
  requirePermission(canKeepAid(work.actor));
  const project = requireRow(await findAidProject(work, projectId));
  await work.trx
    .insertInto("aid_project_amount")
    .values({ aid_project_id: projectId, ...amount, ...rightsOf(project) })
    .execute();
  await recordHistory(work, {
    subject: ["aid_project", projectId],
    action: "amount_recorded",
    rights: project,
    after: amount,
  });
}

/** The project as it stands, kept from others who would write it until this work ends. */
async function lockAidProject(work: Work, projectId: string) {
  await work.trx
    .selectFrom("aid_project")
    .select("aid_project.id")
    .where("aid_project.id", "=", projectId)
    .forUpdate()
    .execute();
  return requireRow(await findAidProject(work, projectId));
}
