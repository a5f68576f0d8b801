import { sql } from "kysely";
import { listOfficers } from "#modules/access/access.queries.server.ts";
import { tellPeople } from "#modules/access/notification.commands.server.ts";
import { WRITERS } from "#platform/actor.ts";
import type { Work } from "#platform/db.server.ts";
import { whileSystem } from "#platform/db.server.ts";
import { rebuilding } from "#platform/derived.server.ts";
import type { Rights } from "#platform/history.server.ts";
import { atOrAbove } from "#platform/tree.ts";

/** What the visit is called, kept beside what a unit was asked: the unit sees it and not the visit. */
export const rebuildHostingTitle = rebuilding({
  table: "delegation_hosting",
  column: "title",
  type: "text",
  value: () => sql`(select delegation.title from delegation where delegation.id = delegation_hosting.delegation_id)`,
});

export async function listHostingIds(work: Work, delegationIds: string[]): Promise<string[]> {
  const rows = await work.trx
    .selectFrom("delegation_hosting")
    .select("delegation_hosting.id")
    .where("delegation_hosting.delegation_id", "in", delegationIds)
    .execute();
  return rows.map((one) => one.id);
}

/** Who sees it: who hosts, who asked, those above either, and whoever else the visit is shown to by name. */
export const sightOfHosting = (visit: Rights) => ({
  visibility: "unit" as const,
  shared_paths: [...new Set([...atOrAbove(visit.unit_path), ...visit.shared_paths])],
  named_user_ids: visit.named_user_ids,
});

/** What units were asked follows who may see the visit; of a confidential one those who are not named see it no more. Answers with the keys. */
export async function followSightOfHostings(work: Work, delegationId: string, visit: Rights): Promise<string[]> {
  const isClosed = visit.visibility === "confidential";
  const sight = { ...sightOfHosting(visit), ...(isClosed && { visibility: visit.visibility, shared_paths: [] }) };
  const rows = await whileSystem(work, () =>
    work.trx
      .updateTable("delegation_hosting")
      .set({ ...sight, version: sql<number>`delegation_hosting.version + 1` })
      .where("delegation_hosting.delegation_id", "=", delegationId)
      .returning("delegation_hosting.id")
      .execute(),
  );
  return rows.map((one) => one.id);
}

/** Nobody comes, or not on these days: who was asked to host is told, and asked again where others are set. */
export async function withdrawHostings(work: Work, delegationId: string): Promise<void> {
  const rows = await whileSystem(work, () =>
    work.trx
      .updateTable("delegation_hosting")
      .set({ status: "withdrawn", version: sql<number>`delegation_hosting.version + 1` })
      .where("delegation_hosting.delegation_id", "=", delegationId)
      .where("delegation_hosting.status", "!=", "withdrawn")
      .returning(["delegation_hosting.id", "delegation_hosting.unit_id", "delegation_hosting.title"])
      .returning("delegation_hosting.visibility")
      .execute(),
  );
  for (const { id, unit_id, title, visibility } of rows)
    await tellPeople(work, await listOfficers(work, { id: unit_id }, WRITERS), {
      kind: "hosting_withdrawn",
      subject: ["delegation_hosting", id],
      title,
      visibility,
    });
}
