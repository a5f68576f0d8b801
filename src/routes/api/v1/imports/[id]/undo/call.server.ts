import { Answered } from "#platform/answered.ts";
import type { Handler } from "#platform/asked.ts";
import { json } from "#platform/problem.server.ts";
import { undoImport } from "#modules/imports/import.commands.server.ts";
import { readCall } from "#platform/body.server.ts";
import { inWork } from "#platform/db.server.ts";
import { answerProblem } from "#platform/problem.server.ts";
import { takeWrite } from "#platform/writes.server.ts";
import { z } from "zod";

export const POST: Handler<{ id: string }> = async (event) => {
  const sent = await readCall(event, z.object({}));
  if (sent instanceof Answered) return sent;
  try {
    takeWrite(event.locals.actor.userId);
    await inWork(event.locals.actor, (work) => undoImport(work, event.params.id));
    return json({ id: event.params.id });
  } catch (cause) {
    return answerProblem(cause);
  }
};
