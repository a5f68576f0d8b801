import type { Work } from "#platform/db.server.ts";
import { readBytes } from "#platform/files.server.ts";
import { editing, resource } from "#platform/resource.ts";
import { act } from "#platform/steps.ts";
import { decideTwin, separateTwin } from "./activity-twin.commands.server.ts";
import { editActivity, recordActivity } from "./activity.commands.server.ts";
import { countActivitiesByYear, countHeldWith } from "./activity-days.queries.server.ts";
import { editForm, recordForm, separateForm, twinForm } from "./activity.forms.ts";
import { activityList, findActivity, findPhoto, listActivityParts } from "./activity.queries.server.ts";
import { ownParts } from "./activity-parts.model.ts";
import { canShare } from "./activity.policy.ts";
import { saidKind } from "./own-kind.model.ts";
import { activityAnswers } from "./activity.answers.ts";
import { ACTIVITY_ACTS, MORE_ACTS } from "./activity.steps.server.ts";

type Activity = NonNullable<Awaited<ReturnType<typeof findActivity>>>;

export const activities = resource({
  answers: activityAnswers,
  says: { list: "Activities, newest first", one: "One activity" },
  list: activityList,
  find: findActivity,
  parts: listActivityParts,
  add: { says: "Record an activity", form: recordForm, take: recordActivity },
  edit: editing(findWhole, editForm, editActivity, "Edit an activity: only what is sent changes, null empties"),
  steps: ACTIVITY_ACTS,
  below: {
    copy: { ...MORE_ACTS.copy, says: "Plan the next edition of its series; answers with the new one" },
    twins: act(twinForm, decideTwin, {
      says: "Say of two activities that they are one, and which record stays, or that they are two",
    }),
    separate: act(separateForm, separateTwin, { says: "Separate two records that were taken for one activity" }),
    photos: { ...MORE_ACTS.photo, says: "Add a photo that may be shown" },
  },
  files: {
    photos: async (work, { id, fileId }) => {
      const photo = await findPhoto(work, fileId, id);
      return photo && { ...photo, bytes: await readBytes(photo.sha256) };
    },
  },
  sharing: {
    mayChange: (actor, record) => canShare(actor, record as unknown as Activity),
    concerned: async (work, { id }) =>
      (await listActivityParts(work, id)).hosts.flatMap((one) => (one.is_lead ? [] : one.id)),
  },
  counts: async (work, country) => ({ activities: await countHeldWith(work, country) }),
  years: {
    name: "activities",
    list: countActivitiesByYear,
    chart: {
      title: "country_activities_by_year",
      source: "source_records",
      value: "count",
      figure: "onsite_activities",
    },
  },
});

/** With those whom its form names by their ids. */
async function findWhole(work: Work, id: string) {
  const [activity, { hosts, partners }] = await Promise.all([findActivity(work, id), listActivityParts(work, id)]);
  return activity && { ...activity, kind: saidKind(activity), ...ownParts({ hosts, partners }) };
}
