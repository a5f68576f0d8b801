import type { Handler } from "#platform/asked.ts";
import type { FactKind } from "#modules/reference/reference-fact.model.ts";
import { takeBackCorrection } from "#modules/reference/reference-fact.commands.server.ts";
import { takeBackForm } from "#modules/reference/reference.forms.ts";
import { answerAct } from "#platform/calls.server.ts";
import { act } from "#platform/steps.ts";
import { readCorrection } from "../../../fact.server.ts";

export const POST: Handler<{ facts: FactKind; key: string }> = (event) => {
  const { facts, key } = event.params;
  return answerAct(
    event,
    act(takeBackForm, (work, _key, { version }) => takeBackCorrection(work, facts, key, version)),
    { id: key, find: (work) => readCorrection(work, facts, key) },
  );
};
