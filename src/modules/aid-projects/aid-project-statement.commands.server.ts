import type { z } from "zod";
import { tellPeople } from "#modules/access/notification.commands.server.ts";
import { grantAccess, say, settle, takeBack } from "#modules/exchanges/exchange.commands.server.ts";
import type { Grant } from "#modules/exchanges/exchange.forms.ts";
import { isOwn } from "#modules/exchanges/exchange.policy.ts";
import type { Role } from "#platform/actor.ts";
import type { Work } from "#platform/db.server.ts";
import { DoubtError, RuleError, requirePermission, requireRow } from "#platform/errors.ts";
import { formatMoney } from "#platform/format.ts";
import { addPart } from "#platform/part.server.ts";
import { today } from "#platform/time.ts";
import { canChangeAid, canState } from "./aid-project.commands.server.ts";
import type { settleForm, statementForm } from "./aid-project.forms.ts";
import { AID_PROJECT_PARTS } from "./aid-project.parts.server.ts";
import { findAidProject, findStatement, listAmounts } from "./aid-project.queries.server.ts";

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

type Statement = z.output<typeof statementForm>;
type StatementPlace = { projectId: string; statementId: string };

/** The NGO's own report; the register changes only when the register accepts it. */
export function stateProject(work: Work, projectId: string, said: Statement): Promise<void> {
  return sayOf(work, projectId, said);
}

/** Said again by who said it: in place of what waits, which is taken back for it, or of what was returned. */
export async function restateProject(work: Work, place: StatementPlace, said: Statement): Promise<void> {
  const before = requireRow(await findStatement(work, place));
  requirePermission(isOwn(work.actor, before));
  if (before.outcome !== "return") await takeBack(work, before, "statement_taken_back");
  await sayOf(work, place.projectId, { ...said, supersedes: before.exchange_id });
}

/** What was reported and waits is taken back by who reported it. */
export async function takeBackStatement(work: Work, place: StatementPlace): Promise<void> {
  await takeBack(work, requireRow(await findStatement(work, place)), "statement_taken_back");
}

async function sayOf(
  work: Work,
  projectId: string,
  { is_right, ...said }: Statement & { supersedes?: string | null },
): Promise<void> {
  const project = requireRow(await findAidProject(work, projectId));
  requirePermission(canState(work.actor, project));
  if (said.on_date > today()) throw new RuleError("rule_day_in_future");
  if (!is_right) await askOfAmount(work, projectId, said.amount_usd);
  const { title, visibility } = project;
  const about = { kind: "statement", subject: ["aid_project", projectId], rights: project, title } as const;
  const { told } = await say(work, { ...about, ...said }, {}, "stated");
  await tellPeople(work, told, { kind: "project_stated", subject: ["aid_project", projectId], title, visibility });
}

/** More than was ever committed is more often a slip of a zero than aid: it is asked about. */
async function askOfAmount(work: Work, projectId: string, amount_usd: number): Promise<void> {
  const amounts = await listAmounts(work, projectId);
  const sum = (kind: string) =>
    amounts.reduce((total, one) => total + (one.kind === kind ? Number(one.amount_usd) : 0), 0);
  const [committed, total] = [sum("commitment"), sum("disbursement") + amount_usd];
  if (committed === 0 || total <= committed) return;
  const said = { total: formatMoney(total, "USD"), committed: formatMoney(committed, "USD") };
  throw new DoubtError("amount_usd", "rule_more_than_committed", said);
}

/** Accepted, it becomes a disbursement of its day; otherwise the NGO reads why not. */
export async function settleStatement(
  work: Work,
  place: StatementPlace,
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
