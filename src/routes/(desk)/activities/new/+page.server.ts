import { z } from "zod";
import { findOwnCountry } from "#modules/countries/country.queries.server.ts";
import { addPhoto, recordActivity } from "#modules/activities/activity.commands.server.ts";
import { newForm } from "#modules/activities/activity.forms.ts";
import { findActivity, listActivityParts } from "#modules/activities/activity.queries.server.ts";
import { findNextEdition } from "#modules/activities/series-edition.queries.server.ts";
import { saidKind } from "#modules/activities/own-kind.model.ts";
import { canRecord } from "#modules/activities/activity.policy.ts";
import type { Work } from "#platform/db.server.ts";
import { requirePermission } from "#platform/errors.ts";
import { found, load as read, onSubmit } from "#platform/http.server.ts";
import { today } from "#platform/time.ts";
import { listActivityChoices } from "../choices.server.ts";
import type { Actions, PageServerLoad } from "./$types";

/** What another activity gives to a new one like it; how it went is its own. */
async function findLike(work: Work, activityId: string) {
  const like = found(await findActivity(work, activityId));
  const { hosts, partners } = await listActivityParts(work, activityId);
  const { title, countries, place, room, starts_at, is_multilateral, is_international_conference } = like;
  return {
    ...{ title, countries, place, room, starts_at, is_multilateral, is_international_conference },
    kind: saidKind(like),
    co_host_ids: hosts.filter((one) => !one.is_lead && one.id !== work.actor.unitId).map((one) => one.id),
    partner_ids: partners.map((one) => one.id),
  };
}

/** The next edition of a series: what was, a year later, to be looked over before it is recorded. */
async function findNext(work: Work, activityId: string) {
  const { is_in_plan: _planned, ...edition } = await findNextEdition(work, activityId);
  return { ...edition, is_in_plan: "yes" };
}

export const load: PageServerLoad = (event) =>
  read(event, async (work) => {
    requirePermission(canRecord(work.actor));
    const asked = event.url.searchParams;
    const like = asked.get("like");
    // A day of the calendar that was clicked.
    const { data: on } = z.iso.date().safeParse(asked.get("on"));
    const country = asked.get("country") ?? (await findOwnCountry(work));
    const alike = like ? await findLike(work, like) : undefined;
    const next = asked.get("next");
    const edition = next ? await findNext(work, next) : undefined;
    const begun = edition ?? alike;
    const { co_host_ids = [], partner_ids = [] } = begun ?? {};
    return {
      choices: await listActivityChoices(work, event.locals, {
        ...{ co_host_ids, partner_ids, series_id: edition?.series_id ?? null },
      }),
      day: on ?? today(),
      isToCome: on !== undefined && on > today(),
      begun: begun ?? { countries: country ? [country] : [] },
    };
  });

export const actions: Actions = onSubmit(newForm, async (work, { is_in_plan, photo, has_consent, ...record }) => {
  const isPlanned = is_in_plan === "by_day" ? record.starts_on > today() : is_in_plan === "yes";
  const id = await recordActivity(work, { ...record, is_in_plan: isPlanned });
  if (photo) await addPhoto(work, id, { photo, has_consent });
  return `/activities/${id}?did=activity_recorded`;
});
