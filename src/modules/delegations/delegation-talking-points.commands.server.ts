import type { z } from "zod";
import type { Work } from "#platform/db.server.ts";
import { requirePermission, requireVersion } from "#platform/errors.ts";
import { recordHistory, rightsOf } from "#platform/history.server.ts";
import { now } from "#platform/time.ts";
import { lockDelegation } from "./delegation.commands.server.ts";
import { canEdit } from "./delegation.policy.ts";
import type { talkingPointsForm } from "./delegation-talking-points.forms.ts";
import type { Points } from "./delegation-talking-points.model.ts";
import { POINTS, saysSomething } from "./delegation-talking-points.model.ts";
import { listTalkingPoints } from "./delegation-talking-points.queries.server.ts";

/** Writes them anew; what stood there before is kept. The history says that they were written, and none of what they say. */
export async function writeTalkingPoints(
  work: Work,
  delegationId: string,
  { version, ...said }: z.output<typeof talkingPointsForm>,
): Promise<void> {
  const delegation = await lockDelegation(work, delegationId);
  requirePermission(canEdit(work.actor, delegation));
  const [last] = await listTalkingPoints(work, delegationId);
  requireVersion({ ...last, version: last?.ordinal ?? 0 }, version);
  const points = Object.fromEntries(POINTS.map((name) => [name, said[name] ?? null])) as Points;
  if (POINTS.every((name) => points[name] === (last?.[name] ?? null))) return;
  await work.trx
    .insertInto("delegation_talking_points")
    .values({
      delegation_id: delegationId,
      ordinal: (last?.ordinal ?? 0) + 1,
      ...points,
      written_at: now(),
      written_by_name: work.actor.name,
      ...rightsOf(delegation),
    })
    .execute();
  await recordHistory(work, {
    subject: ["delegation", delegationId],
    action: saysSomething(points) ? "talking_points_written" : "talking_points_taken_back",
    rights: delegation,
    after: {},
  });
}
