import type { z } from "zod";
import { listGrantable } from "#modules/access/access.queries.server.ts";
import { tellPeople } from "#modules/access/notification.commands.server.ts";
import { nameReaders, namedWith, say, settle } from "#modules/exchanges/exchange.commands.server.ts";
import type { Work } from "#platform/db.server.ts";
import { ForbiddenError, RuleError, requirePermission, requireRow } from "#platform/errors.ts";
import { recordHistory } from "#platform/history.server.ts";
import { addPart } from "#platform/part.server.ts";
import { today } from "#platform/time.ts";
import { canKeepAid, canState } from "./aid-project.commands.server.ts";
import type { grantForm, settleForm, statementForm } from "./aid-project.forms.ts";
import { AID_PROJECT_PARTS } from "./aid-project.parts.server.ts";
import { findAidProject, findStatement } from "./aid-project.queries.server.ts";

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
  const named = await work.trx
    .updateTable("aid_project")
    .set({ named_user_ids: namedWith("aid_project", { user_id, access }) })
    .where("aid_project.id", "=", projectId)
    .returning("aid_project.named_user_ids")
    .executeTakeFirst();
  if (!named) throw new ForbiddenError("not yours to change");
  await nameReaders(work, projectId, named.named_user_ids);
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
  const { title } = project;
  const about = { kind: "statement", subject: ["aid_project", projectId], rights: project, title } as const;
  const { told } = await say(work, { ...about, ...said }, {}, "stated");
  await tellPeople(work, told, { kind: "project_stated", subject: ["aid_project", projectId], title });
}

/** Accepted, it becomes a disbursement of its day; otherwise the NGO reads why not. */
export async function settleStatement(
  work: Work,
  place: { projectId: string; statementId: string },
  { verdict, outcome }: z.output<typeof settleForm>,
): Promise<void> {
  requirePermission(canKeepAid(work.actor));
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
  await tellPeople(work, told, { kind: `statement_${verdict}`, subject: ["aid_project", place.projectId], title });
}
