import { exportPerson } from "#modules/access/person.commands.server.ts";
import { personRowsForm } from "#modules/access/person.forms.ts";
import { readCall } from "#platform/body.server.ts";
import { inWork } from "#platform/db.server.ts";
import { answerProblem } from "#platform/problem.server.ts";
import { archive } from "../../../../person.server.ts";
import type { RequestHandler } from "./$types";

export const POST: RequestHandler = async (event) => {
  const sent = await readCall(event, personRowsForm);
  if (sent instanceof Response) return sent;
  return inWork(event.locals.actor, (work) => exportPerson(work, sent.input)).then(archive, answerProblem);
};
