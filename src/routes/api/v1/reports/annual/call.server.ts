import type { Handler } from "#platform/asked.ts";
import { reportFilter } from "#modules/reports/indicator.filter.ts";
import { readReportScope } from "#modules/reports/indicator.queries.server.ts";
import { findReportTemplate, reportDocument, reportPdf } from "#modules/reports/report-papers.server.ts";
import { sayAnnualReport } from "#modules/reports/report-said.server.ts";
import { buildAnnualReport } from "#modules/reports/report.queries.server.ts";
import type { Work } from "#platform/db.server.ts";
import { requireFilter } from "#platform/filter.server.ts";
import { Json, answer } from "#platform/calls.server.ts";
import { load as read } from "#platform/http.server.ts";
import { fileStart } from "#platform/union-shown.ts";
import { attachment } from "#platform/attachment.server.ts";

export const GET: Handler = async (event) => {
  const { locale } = event.locals;
  const build = async (work: Work) => {
    const scope = await readReportScope(work, requireFilter(reportFilter, event.url.searchParams));
    return { report: await buildAnnualReport(work, scope), scope };
  };
  const format = event.url.searchParams.get("format");
  if (format !== "docx" && format !== "pdf")
    return answer(event, async (work) => new Json(sayAnnualReport((await build(work)).report, locale)));
  const { report, own } = await read(event, async (work) => {
    const { report, scope } = await build(work);
    return { report, own: await findReportTemplate(work, scope.unitPath, locale) };
  });
  return attachment(
    await (format === "pdf" ? reportPdf(report, locale) : reportDocument(report, locale, { own })),
    `${fileStart()}-${report.year}.${format}`,
  );
};
