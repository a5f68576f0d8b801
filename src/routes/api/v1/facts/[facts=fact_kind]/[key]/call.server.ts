import type { Handler } from "#platform/asked.ts";
import type { FactKind } from "#modules/reference/reference-fact.model.ts";
import { answerEdit, answerOne } from "#platform/calls.server.ts";
import { correcting, readFact } from "../../fact.server.ts";

export const GET: Handler<{ facts: FactKind; key: string }> = (event) => {
  const { facts, key } = event.params;
  return answerOne(event, (work) => readFact(work, facts, key));
};

export const PATCH: Handler<{ facts: FactKind; key: string }> = (event) => {
  const { facts, key } = event.params;
  return answerEdit(event, correcting(facts), { id: key, find: (work) => readFact(work, facts, key) });
};
