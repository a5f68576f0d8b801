import { freezeReport } from "#modules/reports/frozen.commands.server.ts";
import { readReportScope } from "#modules/reports/indicator.queries.server.ts";
import { freezeForm } from "#modules/reports/report.forms.ts";
import { answerDone } from "#platform/calls.server.ts";
import type { RequestHandler } from "./$types";

export const POST: RequestHandler = (event) =>
  answerDone(event, freezeForm, async (work, { language, year, ...asked }) => {
    const scope = await readReportScope(work, { year: String(year), ...asked });
    return freezeReport(work, scope, language);
  });
