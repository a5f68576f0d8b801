import { listSaid } from "#modules/exchanges/exchange.queries.server.ts";
import {
  canEdit,
  canReadContacts,
  canReadIntentions,
  canReopen,
  canSuggest,
} from "#modules/partners/partner.policy.ts";
import { findPartner, listContactPoints, listPartnerParts } from "#modules/partners/partner.queries.server.ts";
import { isPastClosed, listHistory } from "#platform/history.server.ts";
import { found, show as read } from "#platform/http.server.ts";
import { addressOf } from "#platform/kinds.ts";
import { shown } from "#platform/shown.ts";
import { tellHistory } from "#platform/history-sentences.server.ts";
import type { PageServerLoad } from "./$types";

export const csr = false;

export const load: PageServerLoad = (event) =>
  read(event, async (work) => {
    const partner = found(await findPartner(work, event.params.partnerId));
    const mayReadContacts = canReadContacts(work.actor, partner);
    const { events, ...parts } = await listPartnerParts(work, partner.id);
    return shown({
      partner: shown(partner),
      mayReadContacts,
      mayReadIntentions: canReadIntentions(work.actor, partner),
      ...parts,
      events: events.map((one) => ({ ...one, href: addressOf(one.subject_kind, one.subject_id) })),
      contacts: mayReadContacts ? await listContactPoints(work, partner.id) : [],
      suggestions:
        canEdit(work.actor, partner) || canSuggest(work.actor, partner)
          ? await listSaid(work, partner.id, ["suggestion"])
          : [],
      can: {
        edit: canEdit(work.actor, partner),
        reopen: canReopen(work.actor, partner),
        suggest: canSuggest(work.actor, partner),
      },
      history: await tellHistory(work, await listHistory(work, partner.id)),
      isPastClosed: isPastClosed(work.actor, "partner"),
    });
  });
