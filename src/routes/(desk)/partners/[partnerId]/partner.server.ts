import { canEdit, canReopen } from "#modules/partners/partner.policy.ts";
import { findPartner, listPartnerChoices } from "#modules/partners/partner.queries.server.ts";
import type { Work } from "#platform/db.server.ts";
import { requirePermission } from "#platform/errors.ts";
import { found, load as read } from "#platform/http.server.ts";

/** A partner that the actor may write, or may open again. */
export function loadPartner(event: { locals: App.Locals; params: { partnerId: string } }, act: "edit" | "reopen") {
  return read(event, async (work) => {
    const partner = found(await findPartner(work, event.params.partnerId));
    requirePermission(act === "edit" ? canEdit(work.actor, partner) : canReopen(work.actor, partner));
    return { partner: { id: partner.id, name: partner.name } };
  });
}

/** The same with the partners that the form of a relation offers. */
export async function openParts(work: Work, partnerId: string) {
  const partner = found(await findPartner(work, partnerId));
  requirePermission(canEdit(work.actor, partner));
  const others = (await listPartnerChoices(work, [partner.country_iso2])).filter((one) => one.id !== partner.id);
  return {
    partner: { id: partner.id, name: partner.name },
    others: others.map((one) => ({ value: one.id, label: one.name })),
  };
}
