import { addPhoto, editActivity } from "#modules/activities/activity.commands.server.ts";
import { editPageForm } from "#modules/activities/activity.forms.ts";
import { canEdit } from "#modules/activities/activity.policy.ts";
import { findActivity, listActivityParts } from "#modules/activities/activity.queries.server.ts";
import { ownParts } from "#modules/activities/activity-parts.model.ts";
import { saidKind } from "#modules/activities/own-kind.model.ts";
import { requirePermission } from "#platform/errors.ts";
import { found, load as read, onSubmit } from "#platform/http.server.ts";
import { listActivityChoices } from "../../choices.server.ts";
import type { Actions, PageServerLoad } from "./$types";

export const load: PageServerLoad = (event) =>
  read(event, async (work) => {
    const activity = found(await findActivity(work, event.params.activityId));
    requirePermission(canEdit(work.actor, activity));
    const parts = await listActivityParts(work, activity.id);
    const begun = { ...activity, ...ownParts(parts) };
    return {
      activity: { ...begun, kind: saidKind(activity) },
      choices: await listActivityChoices(work, event.locals, begun),
    };
  });

export const actions: Actions = onSubmit(editPageForm, async (work, { photo, has_consent, ...edit }, { params }) => {
  await editActivity(work, params.activityId, edit);
  if (photo) await addPhoto(work, params.activityId, { photo, has_consent });
  return `/activities/${params.activityId}?did=saved`;
});
