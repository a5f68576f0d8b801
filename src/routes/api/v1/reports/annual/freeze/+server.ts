import { freezeReport } from "#modules/reports/frozen.commands.server.ts";
import { readReportScope } from "#modules/reports/indicator.queries.server.ts";
import { freezeForm } from "#modules/reports/report.forms.ts";
import { answerWrite } from "#platform/http.server.ts";
import type { RequestHandler } from "./$types";

export const POST: RequestHandler = (event) =>
  answerWrite(event, freezeForm, async (work, { language, year, ...asked }) => {
    const scope = await readReportScope(work, { year: String(year), ...asked });
    return { id: await freezeReport(work, scope, language) };
  });
