import { RESOURCES } from "#modules/resources.server.ts";
import { answerNew } from "#platform/calls.server.ts";
import { notAllowed } from "#platform/problem.server.ts";
import { answerList } from "../../../list.server.ts";
import type { RequestHandler } from "./$types";

export const GET: RequestHandler = (event) => answerList(event, RESOURCES[event.params.kind].list);

export const POST: RequestHandler = (event) => {
  const { kind } = event.params;
  const { add } = RESOURCES[kind];
  return add ? answerNew(event, kind, add.form, add.take) : notAllowed(["GET", "HEAD"]);
};
