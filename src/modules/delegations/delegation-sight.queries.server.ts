import { listOfficers } from "#modules/access/access.queries.server.ts";
import { requireColleagues } from "#modules/access/everybody.queries.server.ts";
import type { Role } from "#platform/actor.ts";
import type { Work } from "#platform/db.server.ts";
import { RuleError } from "#platform/errors.ts";
import type { Rights } from "#platform/history.server.ts";
import { atOrAbove } from "#platform/tree.ts";
import type { DelegationDirection } from "./delegation.model.ts";
import { approvingPath, routeFor } from "./delegation.model.ts";
import { APPROVERS } from "./delegation.policy.ts";
import { listRoutes } from "./delegation.queries.server.ts";

const REGISTRARS = ["office"] as const satisfies readonly Role[];

/** Whoever may decide on what that unit approves: its heads, and those of the units above it. */
async function listDeciders(work: Work, approvingPath: string): Promise<string[]> {
  const each = [];
  for (const path of atOrAbove(approvingPath)) each.push(...(await listOfficers(work, { path }, APPROVERS)));
  return each;
}

/** Whether somebody who sees the visit may decide on it. */
export async function hasDecider(
  work: Work,
  approvingPath: string,
  rights: Pick<Rights, "visibility" | "named_user_ids">,
): Promise<boolean> {
  if (rights.visibility !== "confidential") return true;
  const deciders = await listDeciders(work, approvingPath);
  return deciders.some((id) => rights.named_user_ids.includes(id));
}

/** A confidential visit that nobody may decide on who sees it would wait for ever. */
export async function requireDecider(work: Work, visit: Rights & { approving_path: string }): Promise<void> {
  if (!(await hasDecider(work, visit.approving_path, visit))) throw new RuleError("rule_no_decider_named");
}

/** Whom a confidential visit is shown to unless its drafter says otherwise: who decides on it, and the office that numbers the decision. */
export async function listUsualReaders(work: Work, approvingPath: string): Promise<string[]> {
  return [...(await nearest(work, approvingPath, APPROVERS)), ...(await nearest(work, approvingPath, REGISTRARS))];
}

type Drafted = { direction: DelegationDirection; is_in_plan: boolean };

/** Who sees what the actor's unit drafts, besides the drafter: who was named, else the usual ones. */
export async function listReadersOfDraft(work: Work, draft: Drafted, named: string[] | undefined): Promise<string[]> {
  if (named) return requireColleagues(work, named);
  return listUsualReaders(work, approvingPathOf(work, await listRoutes(work), draft));
}

function approvingPathOf({ actor }: Work, routes: Awaited<ReturnType<typeof listRoutes>>, draft: Drafted): string {
  const { unitPath = "", unitId, appointments } = actor;
  const unit_kind = appointments.find((one) => one.unitId === unitId)?.unitKind ?? "";
  return approvingPath(unitPath, routeFor(routes, { unit_kind, ...draft }).approving_kind);
}

/** The same for whatever the actor's unit may draft: outgoing or incoming, in the plan or not. */
export async function listUsualReadersHere(work: Work): Promise<string[]> {
  if (work.actor.unitPath === undefined) return [];
  const routes = await listRoutes(work);
  const paths = (["outgoing", "incoming"] as const).flatMap((direction) =>
    [true, false].map((is_in_plan) => approvingPathOf(work, routes, { direction, is_in_plan })),
  );
  const each = [];
  for (const path of new Set(paths)) each.push(...(await listUsualReaders(work, path)));
  return [...new Set(each)];
}

/** Who holds the role in the unit of that path, else in the next one above it that has somebody. */
async function nearest(work: Work, path: string, roles: readonly Role[]): Promise<string[]> {
  for (const at of atOrAbove(path).toReversed()) {
    const found = await listOfficers(work, { path: at }, roles);
    if (found.length > 0) return found;
  }
  return [];
}
