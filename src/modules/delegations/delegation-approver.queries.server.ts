import type { Holder } from "#modules/access/signature.queries.server.ts";
import { listHolders, listSigners } from "#modules/access/signature.queries.server.ts";
import type { Work } from "#platform/db.server.ts";
import type { DelegationDirection } from "#platform/schema.gen.ts";
import { dayAndTime, today } from "#platform/time.ts";
import type { Route } from "./delegation.model.ts";
import { approvingPath, routeFor } from "./delegation.model.ts";
import { APPROVERS } from "./delegation.policy.ts";

/** Who decides, and who may sign for them today. */
export type Decider = Holder & { signers: { name: string; post: string | null; signed_as: string }[] };

/** What a visit waits for, since when, how many days of the calendar, and who decides it. */
export type Waits = { for: "approval" | "changes"; since: Date; days: number; by: Decider[] };

type Row = {
  status: string;
  status_since: Date;
  change_state: string | null;
  changed_since: Date | null;
};
type Routed = Row & { unit_path: string; unit_kind: string; direction: DelegationDirection; is_in_plan: boolean };

/** Those who hold the right to decide at the approving unit today; where nobody does, those of the next unit above that has somebody. */
export async function listDeciders(work: Work, path: string): Promise<Decider[]> {
  const labels = path.split(".");
  for (let length = labels.length; length > 0; length -= 1) {
    const holders = await listHolders(work, labels.slice(0, length).join("."), APPROVERS);
    if (holders.length > 0) return withSigners(work, holders);
  }
  return [];
}

async function withSigners(work: Work, holders: Holder[]): Promise<Decider[]> {
  const signers = await listSigners(
    work,
    holders.map((one) => one.user_id),
  );
  return holders.map((one) => ({
    ...one,
    signers: signers
      .filter((signer) => signer.from_user_id === one.user_id)
      .map(({ name, post, signed_as }) => ({ name, post, signed_as })),
  }));
}

/** What one visit waits for; nothing where nobody has to decide anything. */
export async function findWaits(work: Work, row: Row & { approving_path: string }): Promise<Waits | null> {
  const waiting = waitingOf(row);
  return waiting && { ...waiting, by: await listDeciders(work, row.approving_path) };
}

/** The same for the rows of a list: who decides is asked once for each unit that does. */
export async function withWaits<Listed extends Routed>(
  work: Work,
  rows: Listed[],
  readRoutes: (work: Work) => Promise<Route[]>,
): Promise<(Listed & { waits: Waits | null })[]> {
  if (!rows.some((row) => waitingOf(row))) return rows.map((row) => ({ ...row, waits: null }));
  const routes = await readRoutes(work);
  const known = new Map<string, Decider[]>();
  const listed: (Listed & { waits: Waits | null })[] = [];
  for (const row of rows) {
    const waiting = waitingOf(row);
    const path = approvingPath(row.unit_path, routeFor(routes, row).approving_kind);
    if (waiting && !known.has(path)) known.set(path, await listDeciders(work, path));
    listed.push({ ...row, waits: waiting && { ...waiting, by: known.get(path) ?? [] } });
  }
  return listed;
}

function waitingOf({ status, status_since, change_state, changed_since }: Row): Omit<Waits, "by"> | null {
  if (status === "proposed" || status === "opinions")
    return { for: "approval", since: status_since, days: daysSince(status_since) };
  if (change_state === "waiting" && changed_since)
    return { for: "changes", since: changed_since, days: daysSince(changed_since) };
  return null;
}

/** Days of Viet Nam's calendar. */
function daysSince(since: Date): number {
  const day = dayAndTime(since).slice(0, 10);
  return Math.max(0, Math.round((Date.parse(today()) - Date.parse(day)) / 86_400_000));
}
