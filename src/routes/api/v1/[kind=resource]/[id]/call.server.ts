import type { Handler } from "#platform/asked.ts";
import type { ResourceKind } from "#platform/kinds.ts";
import { RESOURCES } from "#modules/resources.server.ts";
import { answerEdit, answerOne } from "#platform/calls.server.ts";
import { found } from "#platform/http.server.ts";
import { notAllowed } from "#platform/problem.server.ts";
import { shown } from "#platform/shown.ts";

export const GET: Handler<{ kind: ResourceKind; id: string }> = (event) =>
  answerOne(event, async (work) => {
    const { kind, id } = event.params;
    const { find, parts } = RESOURCES[kind];
    const [record, below] = await Promise.all([find(work, id), parts?.(work, id)]);
    return shown({ ...found(record), ...below });
  });

export const PATCH: Handler<{ kind: ResourceKind; id: string }> = (event) => {
  const { edit } = RESOURCES[event.params.kind];
  return edit ? answerEdit(event, edit, event.params) : notAllowed(["GET", "HEAD"]);
};
