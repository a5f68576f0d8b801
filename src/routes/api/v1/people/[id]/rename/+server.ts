import { renamePersonForm } from "#modules/access/access.forms.ts";
import { renamePerson } from "#modules/access/person-name.commands.server.ts";
import { answerDone } from "#platform/calls.server.ts";
import type { RequestHandler } from "./$types";

export const POST: RequestHandler = (event) =>
  answerDone(event, renamePersonForm, async (work, input) => {
    await renamePerson(work, event.params.id, input);
    return event.params.id;
  });
