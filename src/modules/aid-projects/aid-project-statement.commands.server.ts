import type { z } from "zod";
import { tellPeople } from "#modules/access/notification.commands.server.ts";
import { grantAccess, say, settle } from "#modules/exchanges/exchange.commands.server.ts";
import type { Grant } from "#modules/exchanges/exchange.forms.ts";
import type { Role } from "#platform/actor.ts";
import type { Work } from "#platform/db.server.ts";
import { RuleError, requirePermission, requireRow } from "#platform/errors.ts";
import { addPart } from "#platform/part.server.ts";
import { today } from "#platform/time.ts";
import { canChangeAid, canState } from "./aid-project.commands.server.ts";
import type { settleForm, statementForm } from "./aid-project.forms.ts";
import { AID_PROJECT_PARTS } from "./aid-project.parts.server.ts";
import { findAidProject, findStatement } from "./aid-project.queries.server.ts";

/** Who may be let see a project from outside the union. */
export const GUESTS = ["foreign_ngo"] as const satisfies readonly Role[];

/** Lets a person of the foreign NGO see the project and report on it. */
export async function grantProject(work: Work, projectId: string, grant: Grant): Promise<void> {
  const project = requireRow(await findAidProject(work, projectId));
  requirePermission(canChangeAid(work.actor, project));
  const { title } = project;
  const record = { kind: "aid_project", rights: project, called: { title }, roles: GUESTS } as const;
  await grantAccess(work, { ...record, told: "project_granted" }, grant, (named_user_ids) =>
    work.trx
      .updateTable("aid_project")
      .set({ named_user_ids })
      .where("aid_project.id", "=", projectId)
      .returning("aid_project.named_user_ids")
      .executeTakeFirstOrThrow(),
  );
}

/** The NGO's own report; the register changes only when the register accepts it. */
export async function stateProject(work: Work, projectId: string, said: z.output<typeof statementForm>): Promise<void> {
  const project = requireRow(await findAidProject(work, projectId));
  requirePermission(canState(work.actor, project));
  if (said.on_date > today()) throw new RuleError("rule_day_in_future");
  const { title, visibility } = project;
  const about = { kind: "statement", subject: ["aid_project", projectId], rights: project, title } as const;
  const { told } = await say(work, { ...about, ...said }, {}, "stated");
  await tellPeople(work, told, { kind: "project_stated", subject: ["aid_project", projectId], title, visibility });
}

/** Accepted, it becomes a disbursement of its day; otherwise the NGO reads why not. */
export async function settleStatement(
  work: Work,
  place: { projectId: string; statementId: string },
  { verdict, outcome }: z.output<typeof settleForm>,
): Promise<void> {
  const project = requireRow(await findAidProject(work, place.projectId));
  requirePermission(canChangeAid(work.actor, project));
  const { visibility } = project;
  const statement = requireRow(await findStatement(work, place));
  const { on_date, amount_usd, title } = statement;
  const action = verdict === "accept" ? "statement_accepted" : "statement_returned";
  const told = await settle(work, statement, { outcome: verdict, sentence: outcome, action });
  if (verdict === "accept" && on_date && amount_usd)
    await addPart(
      work,
      AID_PROJECT_PARTS,
      { recordId: place.projectId, name: "amount" },
      { kind: "disbursement", on_date, amount_usd },
    );
  await tellPeople(work, told, {
    kind: `statement_${verdict}`,
    subject: ["aid_project", place.projectId],
    title,
    visibility,
  });
}
