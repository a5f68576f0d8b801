import type { Work } from "#platform/db.server.ts";

export type Written = Awaited<ReturnType<typeof listTalkingPoints>>[number];

/** Every writing, the last first. None for whom the database keeps them from, whoever else sees the visit (docs/decisions/0083). */
export async function listTalkingPoints({ trx }: Work, delegationId: string) {
  return trx
    .selectFrom("delegation_talking_points")
    .select(["delegation_talking_points.id", "delegation_talking_points.ordinal"])
    .select(["delegation_talking_points.to_say", "delegation_talking_points.to_ask"])
    .select(["delegation_talking_points.to_avoid", "delegation_talking_points.to_cite"])
    .select(["delegation_talking_points.written_at", "delegation_talking_points.written_by_name"])
    .where("delegation_talking_points.delegation_id", "=", delegationId)
    .orderBy("delegation_talking_points.ordinal", "desc")
    .execute();
}
