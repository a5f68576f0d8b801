import { addRoute } from "#modules/delegations/delegation-route.commands.server.ts";
import { routeForm } from "#modules/delegations/delegation.forms.ts";
import { listAllRoutes } from "#modules/delegations/delegation.queries.server.ts";
import { answer, answerDone } from "#platform/calls.server.ts";
import type { RequestHandler } from "./$types";

export const GET: RequestHandler = (event) => answer(event, async (work) => ({ items: await listAllRoutes(work) }));

export const POST: RequestHandler = (event) => answerDone(event, routeForm, addRoute);
