import { readScope } from "#modules/reports/indicator.queries.server.ts";
import { reportDocument, reportPdf } from "#modules/reports/report-papers.server.ts";
import { narrate } from "#modules/reports/report-words.server.ts";
import { buildAnnualReport } from "#modules/reports/report.queries.server.ts";
import { RuleError } from "#platform/errors.ts";
import { answer, load as read } from "#platform/http.server.ts";
import { attachment } from "#platform/attachment.server.ts";
import type { RequestHandler } from "./$types";

export const GET: RequestHandler = async (event) => {
  const asked = (name: string) => event.url.searchParams.get(name);
  const scope = { year: asked("year"), as_of: asked("as_of"), unit: asked("unit"), tree: asked("tree") };
  const { locale } = event.locals;
  const format = asked("format") ?? "json";
  if (format !== "docx" && format !== "pdf") {
    return answer(event, async (work) => {
      if (format !== "json") throw new RuleError("rule_report_format");
      const report = await buildAnnualReport(work, await readScope(work, scope));
      return { ...report, language: locale, sections: narrate(report, locale) };
    });
  }
  const report = await read(event, async (work) => buildAnnualReport(work, await readScope(work, scope)));
  return attachment(
    await (format === "pdf" ? reportPdf : reportDocument)(report, locale),
    `amity-${report.year}.${format}`,
  );
};
