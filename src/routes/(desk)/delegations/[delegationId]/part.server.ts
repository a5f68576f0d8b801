import { CURRENCIES, MEMBER_ROLES, PAYERS } from "#modules/delegations/delegation.model.ts";
import { canEdit } from "#modules/delegations/delegation.policy.ts";
import { findDelegation } from "#modules/delegations/delegation.queries.server.ts";
import { listPartnerChoices } from "#modules/partners/partner.queries.server.ts";
import { listUnitChoices } from "#modules/units/unit.queries.server.ts";
import { requirePermission } from "#platform/errors.ts";
import { found, load as read } from "#platform/http.server.ts";

/** What the forms that add a part offer. */
export function loadPart(event: { locals: App.Locals; params: { delegationId: string } }) {
  return read(event, async (work) => {
    const delegation = found(await findDelegation(work, event.params.delegationId));
    requirePermission(canEdit(work.actor, { ...delegation, status: "report_due" }));
    const partners = await listPartnerChoices(work, delegation.countries);
    const units = await listUnitChoices(work);
    const name = event.locals.locale === "vi" ? "name_vi" : "name_en";
    return {
      delegation: { id: delegation.id, title: delegation.title, departs_on: delegation.departs_on },
      choices: {
        roles: MEMBER_ROLES,
        payers: PAYERS,
        currencies: CURRENCIES,
        partners: partners.map((one) => ({ value: one.id, label: one.name })),
        units: units.filter((one) => one.kind !== "mission").map((one) => ({ value: one.id, label: one[name] })),
      },
    };
  });
}
