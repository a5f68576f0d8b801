import { listEngagedBeside } from "#modules/calendar/engaged.queries.server.ts";
import { listClashes } from "#modules/delegations/delegation-clash.queries.server.ts";
import type { findDelegation } from "#modules/delegations/delegation.queries.server.ts";
import { canAskAround } from "#modules/delegations/delegation.policy.ts";
import type { listParts } from "#modules/delegations/delegation-parts.queries.server.ts";
import { QUESTIONS } from "#modules/exchanges/exchange.model.ts";
import { listSaid } from "#modules/exchanges/exchange.queries.server.ts";
import { listContactsWith } from "#modules/today/contact.queries.server.ts";
import type { Work } from "#platform/db.server.ts";
import { addressOf } from "#platform/kinds.ts";

type Delegation = NonNullable<Awaited<ReturnType<typeof findDelegation>>>;
type Parts = Pick<Awaited<ReturnType<typeof listParts>>, "members" | "budgetTotals">;

/** So much of what was done lately fits the screen; the dossier has the rest. */
const LATELY = 3;

/** All that somebody has to know to decide on a visit, on one screen. */
export async function readPaper(work: Work, delegation: Delegation, { members, budgetTotals }: Parts) {
  const [opinions, lately, clashes, engaged] = await Promise.all([
    listSaid(work, delegation.id, QUESTIONS),
    listContactsWith(work, delegation.countries, LATELY, delegation.id),
    listClashes(work, delegation),
    listEngagedBeside(work, delegation),
  ]);
  const { id, status_since, purpose, departs_on, returns_on, countries, cities, is_in_plan } = delegation;
  const { partner_id, partner_name, host, head_name, expected_members, direction } = delegation;
  const { asked_by, reception_level, reception_reason, needs, security_level } = delegation;
  return {
    ...{ id, status_since, purpose, departs_on, returns_on, countries, cities, is_in_plan },
    ...{ partner_id, partner_name, host, head_name, expected_members, direction },
    guests:
      direction === "incoming" ? { asked_by, reception_level, reception_reason, needs, security_level } : undefined,
    people: members.map(({ id: key, name, position, role }) => ({ id: key, name, position, role })),
    clashes,
    engaged,
    money: budgetTotals,
    opinions: opinions.map(({ id: key, to_name, to_name_in, verdict, kind, comment, due_on }) => ({
      ...{ id: key, to_name, to_name_in, verdict, kind, comment, due_on },
    })),
    lately: lately.map((one) => ({ ...one, href: addressOf(one.kind, one.id) })),
    mayAsk: canAskAround(work.actor, delegation),
  };
}
