import { listOfficers } from "#modules/access/access.queries.server.ts";
import { requireColleagues } from "#modules/access/everybody.queries.server.ts";
import { listHolders } from "#modules/access/signature.queries.server.ts";
import type { Role } from "#platform/actor.ts";
import { WRITERS } from "#platform/actor.ts";
import type { Work } from "#platform/db.server.ts";
import { RuleError } from "#platform/errors.ts";
import type { Rights } from "#platform/history.server.ts";
import { atOrAbove } from "#platform/tree.ts";
import type { DelegationDirection, DelegationStatus } from "./delegation.model.ts";
import { DECIDED, approvingPath, routeFor } from "./delegation.model.ts";
import { CLERKS } from "./delegation.policy.ts";
import { listDeciders } from "./delegation-approver.queries.server.ts";
import { listRoutes } from "./delegation.queries.server.ts";
import { findApproval } from "./delegation-version.queries.server.ts";

const REGISTRARS = ["office"] as const satisfies readonly Role[];

type Visit = { unit_path: string; status: DelegationStatus; approving_path: string };

/** Whether somebody who sees the visit may decide on it. */
async function hasDecider(
  work: Work,
  visit: Visit,
  rights: Pick<Rights, "visibility" | "named_user_ids">,
): Promise<boolean> {
  if (rights.visibility !== "confidential") return true;
  const { visibility, named_user_ids } = rights;
  return (await listDeciders(work, { ...visit, visibility, named_user_ids })).length > 0;
}

/** A confidential visit that nobody may decide on who sees it would wait for ever. */
export async function requireDecider(work: Work, visit: Rights & Visit): Promise<void> {
  if (!(await hasDecider(work, visit, visit))) throw new RuleError("rule_no_decider_named");
}

/** Where a decision is awaited, or may still be asked for by a change of the file. */
const MAY_BE_DECIDED: readonly DelegationStatus[] = [
  "proposed",
  "opinions",
  "approved",
  "preparing",
  "travelling",
  "report_due",
];
/** What will be proposed, perhaps: it is said what is missing, and proposing it is refused. */
const BEFORE: readonly DelegationStatus[] = ["draft", "postponed"];

type Shown = Rights & Visit & { id: string; created_by: string | null; change_state: string | null };
type Lack = { code: string; isWaiting: boolean };

/** What a confidential visit would lack if only these saw it: its own unit, who decides on it, who numbers the decision. */
export async function findLack(
  work: Work,
  visit: Shown,
  rights: Pick<Rights, "visibility" | "named_user_ids">,
): Promise<Lack | undefined> {
  if (rights.visibility !== "confidential") return undefined;
  if (!(await keepsItsUnit(work, visit, rights.named_user_ids)))
    return { code: "rule_unit_stays_named", isWaiting: true };
  const isWaiting =
    MAY_BE_DECIDED.includes(visit.status) || visit.change_state === "waiting" || visit.change_state === "returned";
  if ((isWaiting || BEFORE.includes(visit.status)) && !(await hasDecider(work, visit, rights)))
    return { code: "rule_no_decider_named", isWaiting };
  if (await lacksRegistrar(work, visit, rights.named_user_ids))
    return { code: "rule_no_registrar_named", isWaiting: true };
  return undefined;
}

/** Whoever drafted it goes on seeing it while they work in the unit, and somebody there always does. */
async function keepsItsUnit(work: Work, visit: Shown, named: string[]): Promise<boolean> {
  const officers = await listOfficers(work, { path: visit.unit_path }, WRITERS);
  const { created_by } = visit;
  const isTakenOff = created_by && visit.named_user_ids.includes(created_by) && !named.includes(created_by);
  if (isTakenOff && officers.includes(created_by)) return false;
  return officers.length === 0 || officers.some((id) => named.includes(id));
}

/** Whose visit it is: the drafter, or whoever works in the unit where the drafter no longer does. */
export async function listOwnReaders(work: Work, { unit_path, created_by }: Shown): Promise<string[]> {
  const officers = await listOfficers(work, { path: unit_path }, WRITERS);
  return created_by && officers.includes(created_by) ? [created_by] : officers;
}

async function lacksRegistrar(work: Work, visit: Shown, named: string[]): Promise<boolean> {
  if (!DECIDED.includes(visit.status) || (await findApproval(work, visit.id))?.number !== null) return false;
  const clerks = await listHolders(work, atOrAbove(visit.approving_path), CLERKS);
  return !clerks.some((one) => named.includes(one.user_id));
}

/** Whom a confidential visit is shown to unless its drafter says otherwise: who decides on it or signs for them, and the office that numbers the decision. */
export async function listUsualReaders(work: Work, visit: Visit): Promise<string[]> {
  const deciders = await listDeciders(work, { ...visit, visibility: "unit", named_user_ids: [] });
  const ids = deciders.flatMap((one) => [one.user_id, ...one.signers.map((signer) => signer.user_id)]);
  return [...ids, ...(await nearest(work, visit.approving_path, REGISTRARS))];
}

type Drafted = { direction: DelegationDirection; is_in_plan: boolean };

/** Who sees what the actor's unit drafts, besides the drafter: who was named, else the usual ones. */
export async function listReadersOfDraft(work: Work, draft: Drafted, named: string[] | undefined): Promise<string[]> {
  if (named) return requireColleagues(work, named);
  return listUsualReaders(work, draftOf(work, approvingPathOf(work, await listRoutes(work), draft)));
}

const draftOf = ({ actor }: Work, approving_path: string): Visit => ({
  unit_path: actor.unitPath ?? "",
  status: "draft",
  approving_path,
});

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
  for (const path of new Set(paths)) each.push(...(await listUsualReaders(work, draftOf(work, path))));
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
