import { listSaid } from "#modules/exchanges/exchange.queries.server.ts";
import {
  canEdit,
  canReadContacts,
  canReadIntentions,
  canReopen,
  canSuggest,
} from "#modules/partners/partner.policy.ts";
import { timelineFilter } from "#modules/partners/partner.filter.ts";
import { findPartner, listContactPoints, listPartnerParts } from "#modules/partners/partner.queries.server.ts";
import { formatNumber } from "#platform/format.ts";
import { isPastClosed, listHistory } from "#platform/history.server.ts";
import { found, show as read } from "#platform/http.server.ts";
import { addressOf } from "#platform/kinds.ts";
import { shown } from "#platform/shown.ts";
import { tellHistory } from "#platform/history-sentences.server.ts";
import { today } from "#platform/time.ts";
import { readForPage } from "../../../list.server.ts";
import { listNotesOf } from "../../notes/notes-of.server.ts";
import type { PageServerLoad } from "./$types";

export const csr = false;

export const load: PageServerLoad = (event) =>
  read(event, async (work) => {
    const partner = found(await findPartner(work, event.params.partnerId));
    const mayReadContacts = canReadContacts(work.actor, partner);
    const { filter, bar } = await readForPage(event, work, timelineFilter);
    const { events, ...parts } = await listPartnerParts(work, partner.id);
    return shown({
      partner: shown(partner),
      mayReadContacts,
      mayReadIntentions: canReadIntentions(work.actor, partner),
      ...parts,
      year: filter.year,
      refused: bar.refused,
      years: yearsOf(partner.id, events),
      thisYear: Number(today().slice(0, 4)),
      latest: events[0]?.on_date,
      events: events
        .filter(isIn(filter.year))
        .map((one) => ({ ...one, href: addressOf(one.subject_kind, one.subject_id) })),
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
      noted: await listNotesOf(work, { partner: partner.id }),
      history: await tellHistory(work, await listHistory(work, partner.id)),
      isPastClosed: isPastClosed(work.actor, "partner"),
    });
  });

type Dated = { on_date: string };
const isIn = (year: string | undefined) => (one: Dated) => year === undefined || one.on_date.startsWith(year);

/** What was done with a partner in each year, each opening the timeline of that year; what the reader may not see is not in it. */
function yearsOf(partnerId: string, events: Dated[]) {
  const byYear = Map.groupBy(events, (one) => one.on_date.slice(0, 4));
  return [...byYear]
    .map(([label, some]) => ({
      label,
      value: some.length,
      text: formatNumber(some.length),
      href: `/partners/${partnerId}?year=${label}#timeline`,
    }))
    .toSorted((one, other) => one.label.localeCompare(other.label));
}
