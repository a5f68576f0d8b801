import { sql } from "kysely";
import { ownPaths } from "#platform/actor.ts";
import type { Work } from "#platform/db.server.ts";
import { shaped } from "#platform/shape.server.ts";
import { TOTAL } from "#platform/total.ts";
import { isAmong } from "#platform/tree.ts";

/** One who goes abroad and has no visa for all days of the visit, though one is needed or nobody said so: as `lackingOf` says of one. */
const LACKS_VISA = sql<boolean>`not coalesce(delegation_member.visa_state = 'not_needed' or delegation_member.visa_state = 'granted'
  and coalesce(delegation_member.visa_expires_on, delegation.returns_on) >= delegation.returns_on, false)`;

type Asked = { day: string; until: string; limit: number; paths: string[] };

/** Visits of the actor's units that leave by a day and whose travellers lack visas, the nearest departure first; `count` is how many lack one. */
export const listVisasDue = (work: Work, span: { day: string; until: string }, limit: number) =>
  visasDue(work, { ...span, limit, paths: ownPaths(work.actor) });

const visasDue = shaped(["day", "until", "limit", "paths"], (trx, { day, until, limit, paths }: Asked) =>
  trx
    .selectFrom("delegation")
    .innerJoinLateral(
      (from) =>
        from
          .selectFrom("delegation_member")
          .select((select) => select.fn.countAll<number>().as("count"))
          .where(sql<boolean>`delegation_member.delegation_id = delegation.id and ${LACKS_VISA}`)
          .as("lacking"),
      (join) => join.onTrue(),
    )
    .select(["delegation.id", "delegation.title", "delegation.departs_on as on", "lacking.count", TOTAL])
    .where(sql<boolean>`delegation.direction = 'outgoing' and delegation.status in ('approved', 'preparing')`)
    .where(sql<boolean>`delegation.departs_on between ${day}::date and ${until}::date`)
    .where("lacking.count", ">", 0)
    .where(isAmong(paths, "delegation.unit_path"))
    .orderBy("delegation.departs_on")
    .limit(limit),
);
