import type { Handler } from "#platform/asked.ts";
import type { ResourceKind } from "#platform/kinds.ts";
import { RESOURCES } from "#modules/resources.server.ts";
import { answerNew } from "#platform/calls.server.ts";
import { notAllowed } from "#platform/problem.server.ts";
import { answerList } from "../../../list.server.ts";

export const GET: Handler<{ kind: ResourceKind }> = (event) => answerList(event, RESOURCES[event.params.kind].list);

export const POST: Handler<{ kind: ResourceKind }> = (event) => {
  const { kind } = event.params;
  const { add } = RESOURCES[kind];
  return add ? answerNew(event, kind, add.form, add.take) : notAllowed(["GET", "HEAD"]);
};
