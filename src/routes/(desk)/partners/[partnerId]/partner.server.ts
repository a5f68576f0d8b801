import { CONTACT_KINDS, NAME_KINDS, RELATION_KINDS } from "#modules/partners/partner.model.ts";
import { canEdit, canReopen } from "#modules/partners/partner.policy.ts";
import { findPartner, listPartnerChoices } from "#modules/partners/partner.queries.server.ts";
import { requirePermission } from "#platform/errors.ts";
import { found, load as read } from "#platform/http.server.ts";

/** What the forms below a partner need, when the actor may use them. */
export function loadPartner(event: { locals: App.Locals; params: { partnerId: string } }, act: "edit" | "reopen") {
  return read(event, async (work) => {
    const partner = found(await findPartner(work, event.params.partnerId));
    requirePermission(act === "edit" ? canEdit(work.actor, partner) : canReopen(work.actor, partner));
    const others = (await listPartnerChoices(work, [partner.country_iso2])).filter((one) => one.id !== partner.id);
    return {
      partner: { id: partner.id, name: partner.name },
      choices: {
        nameKinds: NAME_KINDS,
        contactKinds: CONTACT_KINDS,
        relationKinds: RELATION_KINDS,
        others: others.map((one) => ({ value: one.id, label: one.name })),
      },
    };
  });
}
