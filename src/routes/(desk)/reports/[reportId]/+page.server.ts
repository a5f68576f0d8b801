import { readLabels, sayCorrected } from "#modules/reports/correction-words.server.ts";
import type { Correction } from "#modules/reports/correction.queries.server.ts";
import { listCorrections } from "#modules/reports/correction.queries.server.ts";
import { findFrozen } from "#modules/reports/frozen.queries.server.ts";
import { layOut } from "#modules/reports/report-page.server.ts";
import { formatDay, formatInstant } from "#platform/format.ts";
import { found, show as read } from "#platform/http.server.ts";
import { addressOf } from "#platform/kinds.ts";
import type { PageServerLoad } from "./$types";

/** A figure that an import moved may have hundreds of records: the page shows some, and all of one when asked for it. */
const SHOWN = 12;

export const csr = false;

export const load: PageServerLoad = (event) =>
  read(event, async (work) => {
    const { locale } = event.locals;
    const key = event.url.searchParams.get("key");
    const report = found(await findFrozen(work, event.params.reportId));
    const { items, definitions } = await listCorrections(work, report);
    const labelOf = await readLabels(
      work,
      items.map((one) => one.key),
      { year: report.year, locale },
    );
    const shown = (one: Correction) => ({
      key: one.key,
      label: labelOf(one.key),
      isText: one.key.startsWith("text."),
      frozen: sayCorrected(one.key, one.frozen),
      now: sayCorrected(one.key, one.now),
      records: one.records.slice(0, key ? undefined : SHOWN).map((record) => ({
        ...record,
        at: record.at && formatInstant(record.at),
        href: record.title === null ? null : addressOf(record.kind, record.id),
      })),
      more: key ? 0 : Math.max(0, one.records.length - SHOWN),
    });
    return {
      report: {
        id: report.id,
        year: report.year,
        day: formatDay(report.as_of),
        status: report.status,
        tree: report.tree,
        language: report.language,
        when: formatInstant(report.frozen_at),
        who: report.frozen_by ?? "–",
        unit: report.content.unit,
        papers: report.pages && Object.keys(report.pages),
      },
      live: new URLSearchParams({
        year: String(report.year),
        as_of: report.as_of,
        unit: report.unit_id,
        tree: report.tree,
      }).toString(),
      page: report.pages?.[locale] ?? report.pages?.[report.language] ?? layOut(report.content, locale),
      corrections: items.filter((one) => !key || one.key === key).map(shown),
      count: items.length,
      redefined: definitions.map((one) => ({ ...one, label: labelOf(one.key) })),
    };
  });
