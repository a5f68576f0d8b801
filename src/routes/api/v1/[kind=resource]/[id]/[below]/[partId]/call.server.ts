import type { Handler } from "#platform/asked.ts";
import type { ResourceKind } from "#platform/kinds.ts";
import { RESOURCES } from "#modules/resources.server.ts";
import { sentFile } from "#platform/attachment.server.ts";
import { answerEdit, answerFile, answerOne, answerRemoval, answerStep } from "#platform/calls.server.ts";
import { NotFoundError } from "#platform/errors.ts";
import { found } from "#platform/http.server.ts";
import { answerProblem, notAllowed } from "#platform/problem.server.ts";
import { editingPart, ending } from "#platform/resource.ts";
import { shown } from "#platform/shown.ts";

type Place = { kind: keyof typeof RESOURCES; id: string; below: string; partId: string };

/** The list that the address names, how a row of it is ended, the files that stand there, and what is done there at all. */
function placeOf({ kind, id, below, partId }: Place) {
  const { holds = {}, ends = {}, files = {} } = RESOURCES[kind];
  const held = Object.hasOwn(holds, below) ? holds[below] : undefined;
  const end = Object.hasOwn(ends, below) ? ends[below] : undefined;
  const file = Object.hasOwn(files, below) ? files[below] : undefined;
  const allowed = [
    ...(held || file || end?.find ? ["GET", "HEAD"] : []),
    ...(held ? ["PATCH", "DELETE"] : []),
    ...(end ? ["POST"] : []),
  ];
  const refused = () => (allowed.length > 0 ? notAllowed(allowed) : answerProblem(new NotFoundError()));
  return { held, end, file, refused, place: { recordId: id, id: partId } };
}

export const GET: Handler<{ kind: ResourceKind; id: string; below: string; partId: string }> = (event) => {
  const { id, partId } = event.params;
  const { held, end, file, refused, place } = placeOf(event.params);
  if (file) return answerFile(event, async (work) => sentFile(found(await file(work, { id, fileId: partId }))));
  if (held) return answerOne(event, (work) => held.find(work, place));
  const { find } = end ?? {};
  return find ? answerOne(event, async (work) => shown(found(await find(work, { id, partId })))) : refused();
};

export const PATCH: Handler<{ kind: ResourceKind; id: string; below: string; partId: string }> = (event) => {
  const { held, refused, place } = placeOf(event.params);
  if (!held) return refused();
  return answerEdit(event, editingPart(held, place), { ...event.params, find: (work) => held.find(work, place) });
};

export const DELETE: Handler<{ kind: ResourceKind; id: string; below: string; partId: string }> = (event) => {
  const { held, refused, place } = placeOf(event.params);
  return held ? answerRemoval(event, held, place) : refused();
};

export const POST: Handler<{ kind: ResourceKind; id: string; below: string; partId: string }> = (event) => {
  const { end, refused } = placeOf(event.params);
  return end ? answerStep(event, ending(end, event.params.partId)) : refused();
};
