import type { z } from "zod";
import type { Work } from "#platform/db.server.ts";
import { RuleError, requirePermission, requireRow } from "#platform/errors.ts";
import { ownRights, recordHistory } from "#platform/history.server.ts";
import { lastDay, recordActivity } from "./activity.commands.server.ts";
import type { recordForm, seriesForm } from "./activity.forms.ts";
import { canRecord } from "./activity.policy.ts";
import { findActivity, listActivityParts } from "./activity.queries.server.ts";
import { saidKind } from "./own-kind.model.ts";
import { findLastEdition } from "./series.queries.server.ts";

/** A recurring event that editions will belong to; the whole union may add one of its own. */
export async function startSeries(work: Work, { name }: z.output<typeof seriesForm>): Promise<string> {
  requirePermission(canRecord(work.actor));
  const made = await work.trx
    .insertInto("activity_series")
    .values({ name, ...ownRights(work, "union"), created_by: work.actor.userId ?? null })
    .returningAll()
    .executeTakeFirstOrThrow();
  await recordHistory(work, {
    subject: ["activity_series", made.id],
    action: "series_started",
    rights: made,
    after: { name },
  });
  return made.id;
}

/** The next edition of a series is a copy of the last, a year later, as a plan. */
export async function copyToNextEdition(work: Work, activityId: string): Promise<string> {
  const last = requireRow(await findActivity(work, activityId));
  requirePermission(canRecord(work.actor));
  if (last.kept_in_id) throw new RuleError("rule_twin_decided");
  if (!last.series_id) throw new RuleError("rule_no_series");
  const parts = await listActivityParts(work, activityId);
  const next = Number(last.starts_on.slice(0, 4)) + 1;
  const starts_on = `${next}${last.starts_on.slice(4) === "-02-29" ? "-02-28" : last.starts_on.slice(4)}`;
  const edition: z.output<typeof recordForm> = {
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
  return recordActivity(work, edition, last);
}
