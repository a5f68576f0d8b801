import { exportPerson } from "#modules/access/person.commands.server.ts";
import { personRowsForm } from "#modules/access/person.forms.ts";
import { answerForm } from "../../../../person.server.ts";
import type { RequestHandler } from "./$types";

export const POST: RequestHandler = (event) => answerForm(event, personRowsForm, exportPerson);
