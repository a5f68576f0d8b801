import { listSigners } from "#modules/access/everybody.queries.server.ts";
import type { Holder } from "#modules/access/signature.queries.server.ts";
import { listHolders } from "#modules/access/signature.queries.server.ts";
import type { Actor } from "#platform/actor.ts";
import type { Work } from "#platform/db.server.ts";
import type { Rights } from "#platform/history.server.ts";
import type { DelegationDirection } from "#platform/schema.gen.ts";
import { dayAndTime, today } from "#platform/time.ts";
import { atOrAbove } from "#platform/tree.ts";
import type { DelegationStatus, Route } from "./delegation.model.ts";
import { decidingPath } from "./delegation.model.ts";
import { APPROVERS, signsFor } from "./delegation.policy.ts";

/** Who decides, and who may sign for them today. */
export type Decider = Holder & { signers: { user_id: string; name: string; post: string | null; signed_as: string }[] };

/** What a visit waits for, since when, how many days of the calendar, and who decides it. */
export type Waits = { for: "approval" | "changes" | "report"; since: Date; days: number; by: Decider[] };

type Row = {
  status: DelegationStatus;
  status_since: Date;
  change_state: string | null;
  changed_since: Date | null;
  report_state: string | null;
  report_since: Date | null;
};
type Seen = Pick<Rights, "visibility" | "named_user_ids">;
type Decided = Seen & { unit_path: string; status: DelegationStatus; approving_path: string };
type Routed = Row &
  Seen & {
    unit_path: string;
    unit_kind: string;
    direction: DelegationDirection;
    is_in_plan: boolean;
    decided_path: string | null;
  };

/**
 * Says of a visit who decides it: those who hold the right at the approving unit and see the visit; where nobody does, those of the next
 * unit above that has somebody. Who signs for them is named where the policy lets them sign. Asked once for all places that decide.
 */
async function readDeciders(work: Work, paths: string[]): Promise<(visit: Decided) => Decider[]> {
  const holders = await listHolders(work, [...new Set(paths.flatMap((path) => atOrAbove(path)))], APPROVERS);
  const signers = await listSigners(work, [...new Set(holders.map((one) => one.user_id))]);
  return (visit) => {
    for (const place of atOrAbove(visit.approving_path).toReversed()) {
      const here = holders.filter((one) => one.at === place && isShown(one.user_id, visit));
      if (here.length > 0)
        return here.map(({ at: _place, ...one }) => ({ ...one, signers: signersOf(one.user_id, signers, visit) }));
    }
    return [];
  };
}

const isShown = (userId: string | undefined, visit: Seen) =>
  visit.visibility !== "confidential" || (userId !== undefined && visit.named_user_ids.includes(userId));

function signersOf(deciderId: string, signers: Actor[], visit: Decided): Decider["signers"] {
  const found = signers.flatMap((actor) => {
    const lent = signsFor(actor, visit);
    return lent?.userId === deciderId && isShown(actor.userId, visit)
      ? [{ user_id: actor.userId ?? "", name: actor.name, post: lent.ownPost, signed_as: lent.signedAs }]
      : [];
  });
  return found.filter((one, index) => found.findIndex((other) => other.user_id === one.user_id) === index);
}

/** Who decides on one visit. */
export async function listDeciders(work: Work, visit: Decided): Promise<Decider[]> {
  return (await readDeciders(work, [visit.approving_path]))(visit);
}

/** Whether somebody is among those who are asked to decide, in the own name or for another. */
export function isAsked(userId: string | undefined, by: Decider[]): boolean {
  return by.some((one) => one.user_id === userId || one.signers.some((signer) => signer.user_id === userId));
}

/** What one visit waits for; nothing where nobody has to decide anything. */
export async function findWaits(work: Work, visit: Row & Decided): Promise<Waits | null> {
  const waiting = waitingOf(visit);
  return waiting && { ...waiting, by: await listDeciders(work, visit) };
}

/** The same for the rows of a list. */
export async function withWaits<Listed extends Routed>(
  work: Work,
  rows: Listed[],
  readRoutes: (work: Work) => Promise<Route[]>,
): Promise<(Listed & { waits: Waits | null })[]> {
  const waiting = rows.filter((row) => waitingOf(row));
  if (waiting.length === 0) return rows.map((row) => ({ ...row, waits: null }));
  const routes = await readRoutes(work);
  const decidersOf = await readDeciders(
    work,
    waiting.map((row) => decidingPath(routes, row)),
  );
  return rows.map((row) => {
    const waits = waitingOf(row);
    return {
      ...row,
      waits: waits && { ...waits, by: decidersOf({ ...row, approving_path: decidingPath(routes, row) }) },
    };
  });
}

/** Of two things that wait for the same people the file comes first: what it says is what the report is about. */
function waitingOf({
  status,
  status_since,
  change_state,
  changed_since,
  report_state,
  report_since,
}: Row): Omit<Waits, "by"> | null {
  if (status === "proposed" || status === "opinions")
    return { for: "approval", since: status_since, days: daysSince(status_since) };
  if (change_state === "waiting" && changed_since)
    return { for: "changes", since: changed_since, days: daysSince(changed_since) };
  if (report_state === "waiting" && report_since)
    return { for: "report", since: report_since, days: daysSince(report_since) };
  return null;
}

/** Days of the calendar at home. */
function daysSince(since: Date): number {
  const day = dayAndTime(since).slice(0, 10);
  return Math.max(0, Math.round((Date.parse(today()) - Date.parse(day)) / 86_400_000));
}
