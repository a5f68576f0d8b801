import { endRoute } from "#modules/delegations/delegation-route.commands.server.ts";
import { endRouteForm } from "#modules/delegations/delegation.forms.ts";
import { answerDone } from "#platform/calls.server.ts";
import type { RequestHandler } from "./$types";

export const POST: RequestHandler = (event) =>
  answerDone(event, endRouteForm, async (work, end) => {
    await endRoute(work, event.params.id, end);
    return event.params.id;
  });
