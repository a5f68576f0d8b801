import { Answered } from "#platform/answered.ts";
import type { Handler } from "#platform/asked.ts";
import { seekPerson } from "#modules/access/person.commands.server.ts";
import { personForm } from "#modules/access/person.forms.ts";
import { readCall } from "#platform/body.server.ts";
import { answer } from "#platform/calls.server.ts";

export const POST: Handler = async (event) => {
  const sent = await readCall(event, personForm);
  return sent instanceof Answered
    ? sent
    : answer(event, async (work) => ({ items: await seekPerson(work, sent.input) }));
};
