import { startSeries } from "#modules/activities/activity.commands.server.ts";
import { seriesForm } from "#modules/activities/activity.forms.ts";
import { listSeriesWithEditions } from "#modules/activities/series.queries.server.ts";
import { answer, answerDone } from "#platform/calls.server.ts";
import type { RequestHandler } from "./$types";

export const GET: RequestHandler = (event) =>
  answer(event, async (work) => ({ items: await listSeriesWithEditions(work) }));

export const POST: RequestHandler = (event) => answerDone(event, seriesForm, startSeries);
