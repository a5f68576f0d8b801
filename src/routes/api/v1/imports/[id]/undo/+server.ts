import { json } from "@sveltejs/kit";
import { undoImport } from "#modules/imports/import.commands.server.ts";
import { inWork } from "#platform/db.server.ts";
import { answerProblem } from "#platform/problem.server.ts";
import type { RequestHandler } from "./$types";

export const POST: RequestHandler = async (event) => {
  try {
    await inWork(event.locals.actor, (work) => undoImport(work, event.params.id));
    return json({ id: event.params.id });
  } catch (cause) {
    return answerProblem(cause);
  }
};
