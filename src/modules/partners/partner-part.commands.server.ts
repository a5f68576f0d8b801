import { sql } from "kysely";
import type { Work } from "#platform/db.server.ts";
import { RuleError, requirePermission, requireRow, requireVersion } from "#platform/errors.ts";
import { changesBetween, recordHistory } from "#platform/history.server.ts";
import { wholePart, writePart } from "#platform/part.server.ts";
import { lockPartner } from "./partner.commands.server.ts";
import type { PartName } from "./partner.model.ts";
import { canEdit } from "./partner.policy.ts";
import { findPartnerPart, partOf } from "./partner.queries.server.ts";

type Part = { name: PartName; id: string };

/** Writes a name, a contact point or a relation anew, or gives it an end. What a contact point says is never in the history. */
export async function changePartnerPart(
  work: Work,
  partnerId: string,
  part: Part & { version: number },
  values: Record<string, unknown>,
): Promise<void> {
  const partner = await lockPartner(work, partnerId);
  requirePermission(canEdit(work.actor, partner));
  const before = requireRow(await findPartnerPart(work, partnerId, part));
  requireVersion(before, part.version);
  if (part.name === "contact" && partner.kind === "individual_friend" && !values.consent_on)
    throw new RuleError("rule_consent_first");
  if (values.other_partner_id === partnerId) throw new RuleError("rule_relation_to_itself");
  const whole = wholePart(before, values);
  await writePart(work, partOf(partnerId, part), whole);
  if (part.name === "name") await gatherNames(work, partnerId);
  await recordHistory(work, {
    subject: ["partner", partnerId],
    action: `${part.name}_changed`,
    rights: partner,
    ...(part.name === "contact" ? { after: { kind: whole.kind } } : changesBetween(before, whole)),
  });
}

/** A telephone number or address that is wrong, or whose owner takes the consent back, goes for good. */
export async function removeContactPoint(work: Work, partnerId: string, contactId: string): Promise<void> {
  const partner = await lockPartner(work, partnerId);
  requirePermission(canEdit(work.actor, partner));
  const gone = await work.trx
    .deleteFrom("partner_contact_point")
    .where("partner_contact_point.id", "=", contactId)
    .where("partner_contact_point.partner_id", "=", partnerId)
    .returning("partner_contact_point.kind")
    .executeTakeFirst();
  await recordHistory(work, {
    subject: ["partner", partnerId],
    action: "contact_removed",
    rights: partner,
    before: requireRow(gone),
  });
}

/** Search reads a partner's other names from the partner itself. */
async function gatherNames(work: Work, partnerId: string): Promise<void> {
  await work.trx
    .updateTable("partner")
    .set({
      other_names: sql<string>`coalesce((select string_agg(partner_name.name, ' · ' order by partner_name.id)
        from partner_name where partner_name.partner_id = partner.id and partner_name.name <> partner.name), '')`,
    })
    .where("partner.id", "=", partnerId)
    .execute();
}
