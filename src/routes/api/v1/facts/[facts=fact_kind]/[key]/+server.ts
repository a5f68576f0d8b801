import { answerEdit, answerOne } from "#platform/calls.server.ts";
import { correcting, readFact } from "../../fact.server.ts";
import type { RequestHandler } from "./$types";

export const GET: RequestHandler = (event) => {
  const { facts, key } = event.params;
  return answerOne(event, (work) => readFact(work, facts, key));
};

export const PATCH: RequestHandler = (event) => {
  const { facts, key } = event.params;
  return answerEdit(event, correcting(facts), { id: key, find: (work) => readFact(work, facts, key) });
};
