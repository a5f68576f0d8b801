import { recordActivity } from "#modules/activities/activity.commands.server.ts";
import { recordForm } from "#modules/activities/activity.forms.ts";
import { countActivities, listActivities } from "#modules/activities/activity.queries.server.ts";
import { answer, answerWrite, listOf } from "#platform/http.server.ts";
import type { RequestHandler } from "./$types";

export const GET: RequestHandler = (event) =>
  answer(event, (work) =>
    listOf(
      event.url,
      ["kind", "year", "month", "country", "status", "level", "unit_path", "q"],
      (filter) => listActivities(work, filter),
      (filter) => countActivities(work, filter),
    ),
  );

export const POST: RequestHandler = (event) =>
  answerWrite(event, recordForm, async (work, record) => ({ id: await recordActivity(work, record) }));
