import type { Handler } from "#platform/asked.ts";
import type { FactKind } from "#modules/reference/reference-fact.model.ts";
import { takeOutFact } from "#modules/reference/reference-fact.commands.server.ts";
import { takeOutForm } from "#modules/reference/reference.forms.ts";
import { answerAct } from "#platform/calls.server.ts";
import { act } from "#platform/steps.ts";
import { readFact } from "../../../fact.server.ts";

export const POST: Handler<{ facts: FactKind; key: string }> = (event) => {
  const { facts, key } = event.params;
  return answerAct(
    event,
    act(takeOutForm, (work, _key, input) => takeOutFact(work, facts, key, input)),
    { id: key, find: (work) => readFact(work, facts, key) },
  );
};
