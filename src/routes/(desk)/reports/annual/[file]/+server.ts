import { error } from "@sveltejs/kit";
import { scopeFilter } from "#modules/reports/indicator.filter.ts";
import { readReportScope } from "#modules/reports/indicator.queries.server.ts";
import { findReportTemplate, reportDocument, reportPdf } from "#modules/reports/report-papers.server.ts";
import { buildAnnualReport } from "#modules/reports/report.queries.server.ts";
import { requireValues } from "#platform/filter.server.ts";
import { load as read } from "#platform/http.server.ts";
import { attachment } from "#platform/attachment.server.ts";
import { fileStart } from "#platform/union-shown.ts";
import type { RequestHandler } from "./$types";

export const GET: RequestHandler = async (event) => {
  if (!/^report\.(docx|pdf)$/.test(event.params.file)) error(404);
  const { locale } = event.locals;
  const { report, own } = await read(event, async (work) => {
    const scope = await readReportScope(work, requireValues(scopeFilter, event.url.searchParams));
    const own = await findReportTemplate(work, scope.unitPath, locale);
    return { report: await buildAnnualReport(work, scope), own };
  });
  return attachment(
    await (event.params.file.endsWith("pdf") ? reportPdf(report, locale) : reportDocument(report, locale, { own })),
    `${fileStart()}-${report.year}.${event.params.file.split(".")[1]}`,
  );
};
