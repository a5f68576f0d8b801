import { bringMembers } from "#modules/delegations/delegation-bring.commands.server.ts";
import { OFFERED, listFormerMembers, listOwnPeople } from "#modules/delegations/delegation-bring.queries.server.ts";
import { bringForm } from "#modules/delegations/delegation.forms.ts";
import { canEdit } from "#modules/delegations/delegation.policy.ts";
import { findDelegation } from "#modules/delegations/delegation.queries.server.ts";
import { requirePermission } from "#platform/errors.ts";
import { found, load as read, onSubmit } from "#platform/http.server.ts";
import type { Actions, PageServerLoad } from "./$types";

export const load: PageServerLoad = (event) =>
  read(event, async (work) => {
    const visit = found(await findDelegation(work, event.params.delegationId));
    requirePermission(canEdit(work.actor, visit));
    const q = event.url.searchParams.get("q")?.trim().slice(0, 200) || undefined;
    const former = await listFormerMembers(work, visit, { q });
    // Guests are nobody of the own house.
    const own = visit.direction === "outgoing" ? await listOwnPeople(work, visit, { q }) : [];
    return {
      delegation: { id: visit.id, title: visit.title },
      q,
      former: former.slice(0, OFFERED),
      own: own.slice(0, OFFERED),
      hasMore: former.length > OFFERED || own.length > OFFERED,
    };
  });

export const actions: Actions = onSubmit(bringForm, async (work, ticked, { params }) => {
  const { first, last, count } = await bringMembers(work, params.delegationId, ticked);
  const added = new URLSearchParams({ count: String(count), first, last });
  return `/delegations/${params.delegationId}?did=parts_added&${added.toString()}#members`;
});
