import { seekPerson } from "#modules/access/person.commands.server.ts";
import { personForm } from "#modules/access/person.forms.ts";
import { readCall } from "#platform/body.server.ts";
import { answer } from "#platform/calls.server.ts";
import type { RequestHandler } from "./$types";

export const POST: RequestHandler = async (event) => {
  const sent = await readCall(event, personForm);
  return sent instanceof Response
    ? sent
    : answer(event, async (work) => ({ items: await seekPerson(work, sent.input) }));
};
