import { readPreview } from "#modules/delegations/delegation-files.queries.server.ts";
import { findTemplate } from "#modules/paper-templates/paper-template.queries.server.ts";
import { scopeFilter } from "#modules/reports/indicator.filter.ts";
import { readReportScope } from "#modules/reports/indicator.queries.server.ts";
import { reportDocument } from "#modules/reports/report-papers.server.ts";
import { buildAnnualReport } from "#modules/reports/report.queries.server.ts";
import { attachment } from "#platform/attachment.server.ts";
import { requireValues } from "#platform/filter.server.ts";
import { found, load as read } from "#platform/http.server.ts";
import { UUID } from "#platform/id.ts";
import { inLocale } from "#platform/words.server.ts";
import * as m from "#words/messages.js";
import { placeOf, unitOf } from "../../../template.server.ts";
import type { RequestHandler } from "./$types";

/** A template filled with a record that the reader may see; nothing of it is kept. */
export const GET: RequestHandler = async (event) => {
  const { paper, language } = placeOf(event.params);
  const asked = event.url.searchParams;
  const [record, version] = [asked.get("record") ?? "", asked.get("template") ?? ""];
  const made = await read(event, async (work) => {
    const isOriginal = version === "original";
    const own = isOriginal ? null : found(UUID.test(version) ? await findTemplate(work, version) : undefined);
    const mark = inLocale(language, () =>
      m.template_preview_mark({
        template: own ? m.template_version({ ordinal: own.ordinal }) : m.template_original(),
      }),
    );
    if (paper !== "annual-report") {
      const place = { id: found(UUID.test(record) ? record : undefined), fileId: paper };
      return { bytes: found(await readPreview(work, place, { own, language, mark })) };
    }
    const { unit } = await unitOf(work, event.url);
    const scope = requireValues(scopeFilter, new URLSearchParams({ year: record, unit: unit.id }));
    return { report: await buildAnnualReport(work, await readReportScope(work, scope)), own, mark };
  });
  const bytes =
    made.bytes ?? (await reportDocument(made.report, language, { own: made.own ?? undefined, mark: made.mark }));
  return attachment(bytes, `${paper}.${language}.docx`);
};
