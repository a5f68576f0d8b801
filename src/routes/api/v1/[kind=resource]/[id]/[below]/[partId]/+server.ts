import { RESOURCES } from "#modules/resources.server.ts";
import { answerEdit, answerOne, answerRemoval, answerStep } from "#platform/calls.server.ts";
import { NotFoundError } from "#platform/errors.ts";
import { answerProblem, notAllowed } from "#platform/problem.server.ts";
import { editingPart, ending } from "#platform/resource.ts";
import type { RequestHandler } from "./$types";

type Place = { kind: keyof typeof RESOURCES; id: string; below: string; partId: string };

/** The list that the address names, how a row of it is ended, and what is done there at all. */
function placeOf({ kind, id, below, partId }: Place) {
  const { holds = {}, ends = {} } = RESOURCES[kind];
  const held = Object.hasOwn(holds, below) ? holds[below] : undefined;
  const end = Object.hasOwn(ends, below) ? ends[below] : undefined;
  const allowed = [...(held ? ["GET", "HEAD", "PATCH", "DELETE"] : []), ...(end ? ["POST"] : [])];
  const refused = () => (allowed.length > 0 ? notAllowed(allowed) : answerProblem(new NotFoundError()));
  return { held, end, refused, place: { recordId: id, id: partId } };
}

export const GET: RequestHandler = (event) => {
  const { held, refused, place } = placeOf(event.params);
  return held ? answerOne(event, (work) => held.find(work, place)) : refused();
};

export const PATCH: RequestHandler = (event) => {
  const { held, refused, place } = placeOf(event.params);
  if (!held) return refused();
  return answerEdit(event, editingPart(held, place), (work) => held.find(work, place));
};

export const DELETE: RequestHandler = (event) => {
  const { held, refused, place } = placeOf(event.params);
  return held ? answerRemoval(event, held, place) : refused();
};

export const POST: RequestHandler = (event) => {
  const { end, refused } = placeOf(event.params);
  return end ? answerStep(event, ending(end, event.params.partId)) : refused();
};
