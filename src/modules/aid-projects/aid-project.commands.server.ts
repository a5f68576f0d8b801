import type { z } from "zod";
import type { Actor } from "#platform/actor.ts";
import { hasRole } from "#platform/actor.ts";
import type { Work } from "#platform/db.server.ts";
import { requirePermission, requireRow } from "#platform/errors.ts";
import { ownRights, recordHistory, rightsOf } from "#platform/history.server.ts";
import type { aidAmountForm, aidProjectForm } from "./aid-project.forms.ts";
import { findAidProject } from "./aid-project.queries.server.ts";

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
