import { canEdit } from "#modules/delegations/delegation.policy.ts";
import { findDelegation } from "#modules/delegations/delegation.queries.server.ts";
import { listPartnerChoices } from "#modules/partners/partner.queries.server.ts";
import type { Work } from "#platform/db.server.ts";
import { requirePermission } from "#platform/errors.ts";
import { found } from "#platform/http.server.ts";

/** The visit, where the actor may write what stands below it, and the partners that the form of a meeting offers. */
export async function openParts(work: Work, delegationId: string) {
  const delegation = found(await findDelegation(work, delegationId));
  requirePermission(canEdit(work.actor, delegation));
  const partners = await listPartnerChoices(work, delegation.countries);
  return {
    delegation: { id: delegation.id, title: delegation.title, departs_on: delegation.departs_on },
    partners: partners.map((one) => ({ value: one.id, label: one.name })),
  };
}
