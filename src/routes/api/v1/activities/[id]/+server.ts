import { editActivity } from "#modules/activities/activity.commands.server.ts";
import { editForm, patchForm } from "#modules/activities/activity.forms.ts";
import { findActivity, listActivityParts } from "#modules/activities/activity.queries.server.ts";
import { answer, answerWrite, found, merged } from "#platform/http.server.ts";
import { shown } from "#platform/shown.ts";
import type { RequestHandler } from "./$types";

export const GET: RequestHandler = (event) =>
  answer(event, async (work) => {
    const [activity, parts] = await Promise.all([
      findActivity(work, event.params.id),
      listActivityParts(work, event.params.id),
    ]);
    return shown({ ...found(activity), ...parts });
  });

export const PATCH: RequestHandler = (event) =>
  answerWrite(event, patchForm, async (work, patch) => {
    const activity = found(await findActivity(work, event.params.id));
    const parts = await listActivityParts(work, activity.id);
    const lists = {
      co_host_ids: parts.hosts.filter((one) => !one.is_lead).map((one) => one.id),
      partner_ids: parts.partners.map((one) => one.id),
    };
    await editActivity(work, activity.id, merged(editForm, { ...activity, ...lists }, patch));
    return { id: activity.id };
  });
