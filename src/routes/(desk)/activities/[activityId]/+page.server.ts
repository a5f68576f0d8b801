import { listCountryNames } from "#modules/reference/reference.queries.server.ts";
import { STEPS, allowedSteps, correctionsOf } from "#modules/activities/activity.model.ts";
import {
  canCorrect,
  canEdit,
  canJoin,
  canRecord,
  canShare,
  canTake,
  canTakeBack,
} from "#modules/activities/activity.policy.ts";
import { findActivity, listActivityParts } from "#modules/activities/activity.queries.server.ts";
import { findProposal } from "#modules/activities/series-edition.queries.server.ts";
import { listEngagedTwice } from "#modules/calendar/engaged.queries.server.ts";
import { listKeptFor, listTwins } from "#modules/activities/activity-twin.queries.server.ts";
import type { Work } from "#platform/db.server.ts";
import { listHistory } from "#platform/history.server.ts";
import { found, show as read } from "#platform/http.server.ts";
import { shown } from "#platform/shown.ts";
import { tellHistory } from "#platform/history-sentences.server.ts";
import { findTakenStep } from "#platform/taken-step.server.ts";
import type { PageServerLoad } from "./$types";

/** The countries that the page names. */
const codesOf = (activity: { countries: string[]; occasion_country: string | null }) =>
  activity.occasion_country ? [...activity.countries, activity.occasion_country] : activity.countries;

const isAhead = (status: string) => status === "planned" || status === "moved";
type Activity = NonNullable<Awaited<ReturnType<typeof findActivity>>>;

/** Where it was recorded twice: the record that stays, those it stays for, and what may be the same, for who keeps either. */
async function findTwice(work: Work, activity: Activity) {
  const kept = activity.kept_in_id ? ((await findActivity(work, activity.kept_in_id)) ?? null) : undefined;
  const keptFor = await listKeptFor(work, activity.id);
  const alike = kept === undefined && canRecord(work.actor) ? await listTwins(work, activity.id) : [];
  const isOurs = canShare(work.actor, activity);
  return {
    kept: kept && { id: kept.id, title: kept.title, maySeparate: canJoin(work.actor, activity, kept) },
    keptFor: keptFor.map((one) => ({ ...one, maySeparate: canJoin(work.actor, activity, one) })),
    twins: alike.filter((one) => isOurs || canShare(work.actor, one)),
  };
}

export const csr = false;

export const load: PageServerLoad = (event) =>
  read(event, async (work) => {
    const activity = found(await findActivity(work, event.params.activityId));
    return shown({
      activity: shown(activity),
      countryNames: await listCountryNames(work, codesOf(activity), event.locals.locale),
      ...(await listActivityParts(work, activity.id)),
      clashes: activity.kept_in_id === null && isAhead(activity.status) ? await listEngagedTwice(work, activity) : [],
      ...(await findTwice(work, activity)),
      steps: [
        ...(canTake(work.actor, activity) ? allowedSteps(activity.status) : []),
        ...(canTakeBack(work.actor, activity, await findTakenStep(work, activity, STEPS))
          ? (["take_back"] as const)
          : []),
        ...(canCorrect(work.actor, activity) && correctionsOf(activity.status).length > 0
          ? (["correct"] as const)
          : []),
      ],
      can: {
        edit: canEdit(work.actor, activity),
        record: canRecord(work.actor),
        copy: canRecord(work.actor) && activity.series_id !== null && activity.kept_in_id === null,
      },
      proposal: canRecord(work.actor) && activity.series_id ? ((await findProposal(work, activity.id)) ?? null) : null,
      history: await tellHistory(work, await listHistory(work, activity.id)),
    });
  });
