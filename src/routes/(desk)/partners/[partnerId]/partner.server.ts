import { canEdit, canReopen } from "#modules/partners/partner.policy.ts";
import { findPartner } from "#modules/partners/partner.queries.server.ts";
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
