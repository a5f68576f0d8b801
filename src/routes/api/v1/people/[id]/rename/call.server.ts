import type { Handler } from "#platform/asked.ts";
import { renamePersonForm } from "#modules/access/access.forms.ts";
import { renamePerson } from "#modules/access/person-name.commands.server.ts";
import { answerDone } from "#platform/calls.server.ts";

export const POST: Handler<{ id: string }> = (event) =>
  answerDone(event, renamePersonForm, async (work, input) => {
    await renamePerson(work, event.params.id, input);
    return event.params.id;
  });
