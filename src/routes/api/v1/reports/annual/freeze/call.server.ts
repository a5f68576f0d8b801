import type { Handler } from "#platform/asked.ts";
import { keepFrozen, prepareFrozen } from "#modules/reports/frozen.commands.server.ts";
import { readReportScope } from "#modules/reports/indicator.queries.server.ts";
import { freezeForm } from "#modules/reports/report.forms.ts";
import { answerPrepared } from "#platform/calls.server.ts";

export const POST: Handler = (event) =>
  answerPrepared(event, freezeForm, async ({ language, year, ...asked }) => {
    const scoped = { year: String(year), ...asked };
    const printed = await prepareFrozen(event.locals.actor, (work) => readReportScope(work, scoped), language);
    return (work) => keepFrozen(work, printed);
  });
