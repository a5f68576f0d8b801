import type { Handler } from "#platform/asked.ts";
import { textFilter } from "#modules/reports/indicator.filter.ts";
import { readReportScope } from "#modules/reports/indicator.queries.server.ts";
import { writeText } from "#modules/reports/report.commands.server.ts";
import { sentTextForm } from "#modules/reports/report.forms.ts";
import { findText } from "#modules/reports/report.queries.server.ts";
import { answerDone, answerOne } from "#platform/calls.server.ts";
import { requireFilter } from "#platform/filter.server.ts";

/** A paragraph as it stands, or as it would be begun: without a text, at version 0. */
export const GET: Handler = (event) =>
  answerOne(event, async (work) => {
    const {
      section = "context",
      language = event.locals.locale,
      ...asked
    } = requireFilter(textFilter, event.url.searchParams);
    const scope = await readReportScope(work, asked);
    const written = await findText(work, scope, { year: scope.year, section, language });
    const { body = "", version = 0 } = written ?? {};
    return { year: scope.year, unit_id: scope.unitId, section, language, body, version };
  });

export const POST: Handler = (event) =>
  answerDone(event, sentTextForm, async (work, { unit, ...paragraph }) =>
    writeText(work, await readReportScope(work, { year: String(paragraph.year), ...(unit && { unit }) }), paragraph),
  );
