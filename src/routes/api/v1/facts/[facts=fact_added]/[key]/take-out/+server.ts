import { takeOutFact } from "#modules/reference/reference-fact.commands.server.ts";
import { takeOutForm } from "#modules/reference/reference.forms.ts";
import { answerAct } from "#platform/calls.server.ts";
import { act } from "#platform/steps.ts";
import { readFact } from "../../../fact.server.ts";
import type { RequestHandler } from "./$types";

export const POST: RequestHandler = (event) => {
  const { facts, key } = event.params;
  return answerAct(
    event,
    act(takeOutForm, (work, _key, input) => takeOutFact(work, facts, key, input)),
    { id: key, find: (work) => readFact(work, facts, key) },
  );
};
