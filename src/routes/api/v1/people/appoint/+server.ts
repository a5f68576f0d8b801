import { appointPerson } from "#modules/access/access.commands.server.ts";
import { appointForm } from "#modules/access/access.forms.ts";
import { answerDone } from "#platform/calls.server.ts";
import type { RequestHandler } from "./$types";

export const POST: RequestHandler = (event) => answerDone(event, appointForm, appointPerson);
