import { sql } from "kysely";
import type { z } from "zod";
import { listGrantable, listOfficers } from "#modules/access/access.queries.server.ts";
import { tellPeople } from "#modules/access/notification.commands.server.ts";
import type { Work } from "#platform/db.server.ts";
import { RuleError, requirePermission, requireRow } from "#platform/errors.ts";
import { recordHistory, rightsOf } from "#platform/history.server.ts";
import { addPart } from "#platform/part.server.ts";
import { today } from "#platform/time.ts";
import { canKeepAid, canState } from "./aid-project.commands.server.ts";
import type { grantForm, settleForm, statementForm } from "./aid-project.forms.ts";
import { AID_PROJECT_PARTS } from "./aid-project.parts.server.ts";
import { findAidProject } from "./aid-project.queries.server.ts";

/** Lets a person of the foreign NGO see the project and report on it. */
export async function grantProject(
  work: Work,
  projectId: string,
  { user_id, access }: z.output<typeof grantForm>,
): Promise<void> {
  requirePermission(canKeepAid(work.actor));
  const project = requireRow(await findAidProject(work, projectId));
  const people = await listGrantable(work, ["foreign_ngo"], project.named_user_ids);
  const guest = people.find((one) => one.id === user_id && (access === "end" ? one.isNamed : one.isAppointed));
  if (!guest) throw new RuleError("rule_not_askable");
  await work.trx
    .updateTable("aid_project")
    .set({
      named_user_ids:
        access === "end"
          ? sql<string[]>`array_remove(aid_project.named_user_ids, ${user_id}::uuid)`
          : sql<string[]>`array_append(array_remove(aid_project.named_user_ids, ${user_id}::uuid), ${user_id}::uuid)`,
    })
    .where("aid_project.id", "=", projectId)
    .execute();
  await recordHistory(work, {
    subject: ["aid_project", projectId],
    action: access === "end" ? "grant_ended" : "granted",
    rights: project,
    after: { title: project.title, to: guest.name },
  });
  if (access === "end") return;
  await tellPeople(work, [user_id], {
    kind: "project_granted",
    subject: ["aid_project", projectId],
    title: project.title,
  });
}

/** The NGO's own report; the register changes only when PACCOM accepts it. */
export async function stateProject(work: Work, projectId: string, said: z.output<typeof statementForm>): Promise<void> {
  const project = requireRow(await findAidProject(work, projectId));
  requirePermission(canState(work.actor, project));
  if (said.on_date > today()) throw new RuleError("rule_day_in_future");
  await work.trx
    .insertInto("aid_project_statement")
    .values({
      aid_project_id: projectId,
      ...said,
      made_by: requireRow(work.actor.userId),
      made_by_name: work.actor.name,
      made_on: today(),
      ...rightsOf(project),
    })
    .execute();
  await recordHistory(work, {
    subject: ["aid_project", projectId],
    action: "stated",
    rights: project,
    after: { title: project.title, ...said },
  });
  const officers = await listOfficers(work, { id: project.unit_id });
  await tellPeople(work, officers, {
    kind: "project_stated",
    subject: ["aid_project", projectId],
    title: project.title,
  });
}

/** Accepted, it becomes a disbursement of its day; otherwise the NGO reads why not. */
export async function settleStatement(
  work: Work,
  place: { projectId: string; statementId: string },
  { verdict, outcome }: z.output<typeof settleForm>,
): Promise<void> {
  requirePermission(canKeepAid(work.actor));
  const project = requireRow(await findAidProject(work, place.projectId));
  const settled = await work.trx
    .updateTable("aid_project_statement")
    .set({
      settled_on: today(),
      verdict,
      outcome: outcome ?? null,
      version: sql<number>`aid_project_statement.version + 1`,
    })
    .where("aid_project_statement.id", "=", place.statementId)
    .where("aid_project_statement.aid_project_id", "=", place.projectId)
    .where("aid_project_statement.settled_on", "is", null)
    .returningAll()
    .executeTakeFirst();
  if (!settled) throw new RuleError("rule_settled");
  const { on_date, amount_usd } = settled;
  if (verdict === "accept" && amount_usd > 0)
    await addPart(
      work,
      AID_PROJECT_PARTS,
      { recordId: place.projectId, name: "amount" },
      { kind: "disbursement", on_date, amount_usd },
    );
  await recordHistory(work, {
    subject: ["aid_project", place.projectId],
    action: verdict === "accept" ? "statement_accepted" : "statement_returned",
    rights: project,
    after: { title: project.title, outcome },
  });
  await tellPeople(work, [settled.made_by], {
    kind: `statement_${verdict}`,
    subject: ["aid_project", place.projectId],
    title: project.title,
  });
}
