import type { Handler } from "#platform/asked.ts";
import { endRoute } from "#modules/delegations/delegation-route.commands.server.ts";
import { endRouteForm } from "#modules/delegations/delegation.forms.ts";
import { answerDone } from "#platform/calls.server.ts";

export const POST: Handler<{ id: string }> = (event) =>
  answerDone(event, endRouteForm, async (work, end) => {
    await endRoute(work, event.params.id, end);
    return event.params.id;
  });
