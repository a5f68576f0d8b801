import type { Handler } from "#platform/asked.ts";
import { forceTemplate } from "#modules/paper-templates/paper-template.commands.server.ts";
import { forceTemplateForm } from "#modules/paper-templates/paper-template.forms.ts";
import { answerDone } from "#platform/calls.server.ts";

export const POST: Handler = (event) => answerDone(event, forceTemplateForm, forceTemplate);
