import { recordActivity } from "#modules/activities/activity.commands.server.ts";
import { recordForm } from "#modules/activities/activity.forms.ts";
import { activityList } from "#modules/activities/activity.queries.server.ts";
import { answerWrite } from "#platform/http.server.ts";
import { answerList } from "../../../list.server.ts";
import type { RequestHandler } from "./$types";

export const GET: RequestHandler = (event) => answerList(event, activityList);

export const POST: RequestHandler = (event) =>
  answerWrite(event, recordForm, async (work, record) => ({ id: await recordActivity(work, record) }));
