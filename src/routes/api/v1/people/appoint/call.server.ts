import type { Handler } from "#platform/asked.ts";
import { appointPerson } from "#modules/access/access.commands.server.ts";
import { appointForm } from "#modules/access/access.forms.ts";
import { answerDone } from "#platform/calls.server.ts";

export const POST: Handler = (event) => answerDone(event, appointForm, appointPerson);
