import type { Handler } from "#platform/asked.ts";
import { addRoute } from "#modules/delegations/delegation-route.commands.server.ts";
import { routeForm } from "#modules/delegations/delegation.forms.ts";
import { listAllRoutes } from "#modules/delegations/delegation.queries.server.ts";
import { answer, answerDone } from "#platform/calls.server.ts";

export const GET: Handler = (event) => answer(event, async (work) => ({ items: await listAllRoutes(work) }));

export const POST: Handler = (event) => answerDone(event, routeForm, addRoute);
