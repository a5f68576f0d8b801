import { listNumbersOf } from "#modules/registers/register.queries.server.ts";
import type { Work } from "#platform/db.server.ts";
import { requireRow } from "#platform/errors.ts";
import { findWaits } from "./delegation-approver.queries.server.ts";
import { approvalInForce } from "./delegation-decision.model.ts";
import { listHostings } from "./delegation-hosting.queries.server.ts";
import { findDelegation } from "./delegation.queries.server.ts";
import { listParts } from "./delegation-parts.queries.server.ts";
import { listTalkingPoints } from "./delegation-talking-points.queries.server.ts";
import { countSameNumber, listChanges, listVersions, markOf, readFile } from "./delegation-version.queries.server.ts";

/**
 * What stands below a visit and what it waits for: its lists, the units that host, the versions that were decided with their papers, what changed since,
 * who decides, how many others bear the same number, and `seen`, the mark of this file that a decision may send back.
 */
export async function listEverything(work: Work, delegationId: string) {
  const delegation = requireRow(await findDelegation(work, delegationId));
  const parts = await listParts(work, delegationId);
  const file = await readFile(work, delegation, parts);
  const approval = approvalInForce(delegation.status, parts.decisions);
  return {
    ...parts,
    hostings: await listHostings(work, delegationId),
    talking_points: await listTalkingPoints(work, delegationId),
    versions: await listVersions(work, delegationId),
    changes: await listChanges(work, delegation, file),
    same_number: approval ? await countSameNumber(work, approval) : 0,
    waits: await findWaits(work, delegation),
    numbers: await listNumbersOf(work, delegationId),
    seen: markOf(file),
  };
}
