import type { Handler } from "#platform/asked.ts";
import type { ResourceKind } from "#platform/kinds.ts";
import { RESOURCES } from "#modules/resources.server.ts";
import { changeSharing } from "#modules/sharing/sharing.commands.server.ts";
import { sharingForm } from "#modules/sharing/sharing.forms.ts";
import { findSharing } from "#modules/sharing/sharing.queries.server.ts";
import { answerOne, answerStep } from "#platform/calls.server.ts";
import { found } from "#platform/http.server.ts";
import { notAllowed } from "#platform/problem.server.ts";
import { act } from "#platform/steps.ts";

export const GET: Handler<{ kind: ResourceKind; id: string }> = (event) => {
  const { kind, id } = event.params;
  return answerOne(event, async (work) => found(await findSharing(work, kind, id)));
};

export const POST: Handler<{ kind: ResourceKind; id: string }> = (event) => {
  const { kind } = event.params;
  if (!RESOURCES[kind].sharing) return notAllowed(["GET", "HEAD"]);
  return answerStep(
    event,
    act(sharingForm, (work, id, asked) => changeSharing(work, [kind, id], asked).then(() => undefined)),
  );
};
