import { Answered } from "#platform/answered.ts";
import type { Handler } from "#platform/asked.ts";
import { exportPerson } from "#modules/access/person.commands.server.ts";
import { personRowsForm } from "#modules/access/person.forms.ts";
import { readCall } from "#platform/body.server.ts";
import { inWork } from "#platform/db.server.ts";
import { answerProblem } from "#platform/problem.server.ts";
import { archive } from "../../../../person.server.ts";

export const POST: Handler = async (event) => {
  const sent = await readCall(event, personRowsForm);
  if (sent instanceof Answered) return sent;
  return inWork(event.locals.actor, (work) => exportPerson(work, sent.input)).then(archive, answerProblem);
};
