import { json } from "@sveltejs/kit";
import { undoImport } from "#modules/imports/import.commands.server.ts";
import { readCall } from "#platform/body.server.ts";
import { inWork } from "#platform/db.server.ts";
import { answerProblem } from "#platform/problem.server.ts";
import { takeWrite } from "#platform/writes.server.ts";
import { z } from "zod";
import type { RequestHandler } from "./$types";

export const POST: RequestHandler = async (event) => {
  const sent = await readCall(event, z.object({}));
  if (sent instanceof Response) return sent;
  try {
    takeWrite(event.locals.actor.userId);
    await inWork(event.locals.actor, (work) => undoImport(work, event.params.id));
    return json({ id: event.params.id });
  } catch (cause) {
    return answerProblem(cause);
  }
};
