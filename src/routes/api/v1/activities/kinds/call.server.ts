import { ownKindForm } from "#modules/activities/activity.forms.ts";
import { addOwnKind } from "#modules/activities/own-kind.commands.server.ts";
import { listKeptKinds } from "#modules/activities/own-kind.queries.server.ts";
import type { Handler } from "#platform/asked.ts";
import { answer, answerDone } from "#platform/calls.server.ts";

export const GET: Handler = (event) => answer(event, async (work) => ({ items: await listKeptKinds(work) }));

export const POST: Handler = (event) => answerDone(event, ownKindForm, addOwnKind);
