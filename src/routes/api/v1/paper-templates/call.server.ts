import type { Handler } from "#platform/asked.ts";
import { prepareTemplate } from "#modules/paper-templates/paper-template.commands.server.ts";
import { addTemplateForm } from "#modules/paper-templates/paper-template.forms.ts";
import { listTemplatesSaid } from "#modules/paper-templates/paper-template.queries.server.ts";
import { answer, answerPrepared } from "#platform/calls.server.ts";

export const GET: Handler = (event) => answer(event, async (work) => ({ items: await listTemplatesSaid(work) }));

export const POST: Handler = (event) =>
  answerPrepared(event, addTemplateForm, (template) => prepareTemplate(event.locals.actor, template));
