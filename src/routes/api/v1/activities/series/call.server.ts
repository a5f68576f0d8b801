import type { Handler } from "#platform/asked.ts";
import { startSeries } from "#modules/activities/series.commands.server.ts";
import { seriesForm } from "#modules/activities/activity.forms.ts";
import { listSeriesWithEditions } from "#modules/activities/series.queries.server.ts";
import { answer, answerDone } from "#platform/calls.server.ts";

export const GET: Handler = (event) => answer(event, async (work) => ({ items: await listSeriesWithEditions(work) }));

export const POST: Handler = (event) => answerDone(event, seriesForm, startSeries);
