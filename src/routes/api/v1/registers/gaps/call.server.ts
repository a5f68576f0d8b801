import type { Handler } from "#platform/asked.ts";
import { explainGap } from "#modules/registers/register.commands.server.ts";
import { gapForm } from "#modules/registers/register.forms.ts";
import { listGaps } from "#modules/registers/register-number.queries.server.ts";
import { answer, answerDone } from "#platform/calls.server.ts";

export const GET: Handler = (event) => answer(event, async (work) => ({ items: await listGaps(work) }));

export const POST: Handler = (event) => answerDone(event, gapForm, explainGap);
