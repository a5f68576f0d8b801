import { changeKindForm } from "#modules/activities/activity.forms.ts";
import { changeOwnKind } from "#modules/activities/own-kind.commands.server.ts";
import type { Handler } from "#platform/asked.ts";
import { answerDone } from "#platform/calls.server.ts";

export const POST: Handler<{ id: string }> = (event) =>
  answerDone(event, changeKindForm, async (work, kind) => {
    await changeOwnKind(work, event.params.id, kind);
    return event.params.id;
  });
