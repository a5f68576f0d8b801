import type { z } from "zod";
import type { Actor } from "#platform/actor.ts";
import { hasRole, isAtOrAbove } from "#platform/actor.ts";
import { requireProvince } from "#modules/reference/reference.queries.server.ts";
import type { Work } from "#platform/db.server.ts";
import { lockRow } from "#platform/db.server.ts";
import { requirePermission, requireRow, requireVersion } from "#platform/errors.ts";
import { emptied } from "#platform/forms.ts";
import { editBetween, ownRights, recordHistory } from "#platform/history.server.ts";
import type { aidProjectForm, editAidForm } from "./aid-project.forms.ts";
import { findAidProject } from "./aid-project.queries.server.ts";

/** The officers of aid and the leadership keep the register of aid. */
export function canKeepAid(actor: Actor): boolean {
  return hasRole(actor, "ngo_officer", "leader", "office", "unit_officer");
}

/** Everybody in the union reads the register; only the unit that keeps a project, and those above it, write it. */
export function canChangeAid(actor: Actor, project: { unit_path: string }): boolean {
  return canKeepAid(actor) && isAtOrAbove(actor, project.unit_path);
}

/** A person of the foreign NGO to whom the project was granted. */
export function canState(actor: Actor, project: { named_user_ids: string[] }): boolean {
  return actor.reach === "outside" && actor.userId !== undefined && project.named_user_ids.includes(actor.userId);
}

export async function registerAidProject(work: Work, project: z.output<typeof aidProjectForm>): Promise<string> {
  requirePermission(canKeepAid(work.actor));
  await requireProvince(work, project.province_code);
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
  const project = await lockAidProject(work, projectId);
  requirePermission(canChangeAid(work.actor, project));
  requireVersion(project, version);
  await requireProvince(work, facts.province_code);
  const written = emptied(facts);
  const changes = editBetween(project, written, "title");
  if (!changes) return;
  await work.trx
    .updateTable("aid_project")
    .set({ ...written, version: version + 1 })
    .where("aid_project.id", "=", projectId)
    .execute();
  await recordHistory(work, {
    subject: ["aid_project", projectId],
    action: "edited",
    rights: project,
    ...changes,
  });
}

/** The project as it stands, kept from others who would write it until this work ends. */
export async function lockAidProject(work: Work, projectId: string) {
  await lockRow(work, "aid_project", projectId);
  return requireRow(await findAidProject(work, projectId));
}
