import { sql } from "kysely";
import { changeSharing } from "#modules/sharing/sharing.commands.server.ts";
import type { Actor } from "#platform/actor.ts";
import type { Work } from "#platform/db.server.ts";

/** One visit that few may see: the last that went to Germany, closed by the office; who decided on it and who numbered it stay named. */
export async function loadConfidential(work: Work, office: Actor | undefined) {
  const visit = await work.trx
    .selectFrom("delegation")
    .select(["delegation.id", "delegation.version"])
    .where("delegation.status", "=", "archived")
    .where(sql<boolean>`delegation.countries @> array['DE']`)
    .orderBy("delegation.departs_on", "desc")
    .orderBy("delegation.id")
    .limit(1)
    .executeTakeFirst();
  if (!visit || !office) return;
  const asked = { visibility: "confidential", named_ids: undefined, shared_ids: undefined } as const;
  await changeSharing({ ...work, actor: office }, ["delegation", visit.id], { ...asked, version: visit.version });
}
