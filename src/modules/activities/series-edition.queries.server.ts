import { sql } from "kysely";
import type { z } from "zod";
import { ownPaths } from "#platform/actor.ts";
import type { Work } from "#platform/db.server.ts";
import { RuleError, requireRow } from "#platform/errors.ts";
import { shaped } from "#platform/shape.server.ts";
import { addDays } from "#platform/time.ts";
import { TOTAL } from "#platform/total.ts";
import { isAmong } from "#platform/tree.ts";
import { lastDay } from "./activity-parts.model.ts";
import type { recordForm } from "./activity.forms.ts";
import { findActivity, listActivityParts } from "./activity.queries.server.ts";
import { saidKind } from "./own-kind.model.ts";
import { NEAR_DAYS, yearsLater } from "./series.model.ts";
import { findLastEdition } from "./series.queries.server.ts";

/** The next edition as it is proposed: what the last one was, a year later, as a plan. */
export async function findNextEdition(work: Work, activityId: string): Promise<z.output<typeof recordForm>> {
  const last = requireRow(await findActivity(work, activityId));
  if (last.kept_in_id) throw new RuleError("rule_twin_decided");
  if (!last.series_id) throw new RuleError("rule_no_series");
  const parts = await listActivityParts(work, activityId);
  const starts_on = yearsLater(last.starts_on, 1);
  return {
    kind: saidKind(last),
    title: last.title,
    starts_on,
    starts_at: last.starts_at ?? undefined,
    ends_on: lastDay(last, starts_on) ?? undefined,
    countries: last.countries,
    is_multilateral: last.is_multilateral,
    is_international_conference: last.is_international_conference,
    is_in_plan: true,
    occasion: "series",
    occasion_country: undefined,
    occasion_years: undefined,
    series_id: last.series_id,
    edition: (await findLastEdition(work, last.series_id)) + 1,
    place: last.place ?? undefined,
    chair: undefined,
    interpreter: undefined,
    room: last.room ?? undefined,
    participants: undefined,
    foreign_participants: undefined,
    result: undefined,
    was_held: false,
    co_host_ids: parts.hosts.filter((host) => !host.is_lead).map((host) => host.id),
    partner_ids: parts.partners.map((partner) => partner.id),
  };
}

/** Held, of a series that a person put it into, and nothing of that series recorded after it. */
const IS_LAST = sql<boolean>`activity.series_id is not null and activity.status = 'held' and activity.kept_in_id is null
  and not exists (select from activity as later where later.series_id = activity.series_id and later.id <> activity.id
    and later.starts_on >= activity.starts_on and later.status <> 'cancelled' and later.kept_in_id is null)`;

/** Whether the edition after this one is proposed, or was said not to follow; undefined where another is recorded already, or none can be. */
export async function findProposal(
  work: Work,
  activityId: string,
): Promise<{ on: string; isDropped: boolean } | undefined> {
  const row = await work.trx
    .selectFrom("activity")
    .select(["activity.starts_on", "activity.no_next_on"])
    .where("activity.id", "=", activityId)
    .where(IS_LAST)
    .executeTakeFirst();
  return row && { on: yearsLater(row.starts_on, 1), isDropped: row.no_next_on !== null };
}

/** Last editions of the actor's units whose next would be about now, the earliest first; `on` is its day a year later. */
export const listEditionsDue = (work: Work, day: string, limit: number) =>
  editionsDue(work, {
    from: yearsLater(addDays(day, -NEAR_DAYS), -1),
    until: yearsLater(addDays(day, NEAR_DAYS), -1),
    paths: ownPaths(work.actor),
    limit,
  });

type Around = { from: string; until: string; paths: string[]; limit: number };

const editionsDue = shaped(["from", "until", "paths", "limit"], (trx, { from, until, paths, limit }: Around) =>
  trx
    .selectFrom("activity")
    .select(["activity.id", "activity.title", TOTAL])
    .select(sql<string>`(activity.starts_on + interval '1 year')::date`.as("on"))
    .where(sql<boolean>`activity.starts_on between ${from}::date and ${until}::date`)
    .where(IS_LAST)
    .where("activity.no_next_on", "is", null)
    .where(isAmong(paths, "activity.unit_path"))
    .orderBy("activity.starts_on")
    .limit(limit),
);
