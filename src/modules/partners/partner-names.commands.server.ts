import { sql } from "kysely";
import { rebuilding } from "#platform/derived.server.ts";
import type { Work } from "#platform/db.server.ts";
import { rightsOf } from "#platform/history.server.ts";
import type { Rights } from "#platform/history.server.ts";

/** The names beside the one it goes by, kept in the partner itself: what it was called before is found too. */
export const rebuildOtherNames = rebuilding({
  table: "partner",
  column: "other_names",
  type: "text",
  value: () => sql`coalesce((select string_agg(partner_name.name, ' · ' order by partner_name.id)
    from partner_name where partner_name.partner_id = partner.id and partner_name.name <> partner.name), '')`,
});

/** A name that is changed is not forgotten: the old one stands as a former name beside the new official one. */
export async function renamePartner(
  work: Work,
  partner: Rights & { id: string; name: string },
  name: string | undefined,
): Promise<void> {
  if (!name || name === partner.name) return;
  const named = work.trx.updateTable("partner_name").where("partner_name.partner_id", "=", partner.id);
  await named
    .set({ kind: "former" })
    .where("partner_name.name", "=", partner.name)
    .where("partner_name.kind", "=", "official")
    .execute();
  const again = await named
    .set({ kind: "official" })
    .where("partner_name.name", "=", name)
    .returning("partner_name.id")
    .execute();
  if (again.length === 0) await addOfficialName(work, { ...partner, name });
}

/** In which language it is nobody has said. */
export async function addOfficialName(work: Work, partner: Rights & { id: string; name: string }): Promise<void> {
  await work.trx
    .insertInto("partner_name")
    .values({ partner_id: partner.id, name: partner.name, kind: "official", ...rightsOf(partner) })
    .execute();
}
