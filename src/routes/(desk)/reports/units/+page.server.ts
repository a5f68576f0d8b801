import { reportingFilter } from "#modules/reports/indicator.filter.ts";
import { readReportScope } from "#modules/reports/indicator.queries.server.ts";
import { lacks, lookedFrom, reportYearOf } from "#modules/reports/reporting.model.ts";
import { listReporting } from "#modules/reports/reporting.queries.server.ts";
import { findNamedUnit } from "#modules/units/unit.queries.server.ts";
import { formatDay, formatNumber } from "#platform/format.ts";
import { found, show as read } from "#platform/http.server.ts";
import { nameOf } from "#platform/names.ts";
import { kindWord } from "#platform/own-words.ts";
import { isWithin } from "#platform/tree.ts";
import { dayAndTime } from "#platform/time.ts";
import * as m from "#words/messages.js";
import { readForPage } from "../../../list.server.ts";
import type { PageServerLoad } from "./$types";

export const csr = false;

export const load: PageServerLoad = (event) =>
  read(event, async (work) => {
    const { filter, bar } = await readForPage(event, work, reportingFilter);
    const scope = await readReportScope(work, filter);
    const [units, unit] = await Promise.all([listReporting(work, scope), findNamedUnit(work, "unit", scope.unitId)]);
    const { missing } = filter;
    const shown = units.filter((one) => missing === undefined || lacks(one, missing, scope));
    const from = formatDay(lookedFrom(scope));
    return {
      bar,
      title: m.reporting_title({ year: scope.year }),
      lead: m.reporting_lead({ unit: nameOf(found(unit)), report_year: reportYearOf(scope), from }),
      isPart: !work.actor.paths.some((own) => isWithin(scope.unitPath, own)),
      glance: `/glance?year=${scope.year}&unit=${scope.unitId}`,
      reportHead: m.reporting_report({ year: reportYearOf(scope) }),
      count: m.reporting_count({ count: formatNumber(shown.length), all: formatNumber(units.length) }),
      isNone: units.length === 0,
      items: shown.map((one) => ({
        id: one.id,
        name: nameOf(one),
        kind: kindWord(one.kind),
        reported: one.reported_at && m.reporting_reported({ day: formatDay(dayAndTime(one.reported_at).slice(0, 10)) }),
        isSilent: lacks(one, "records", scope),
        last: one.last_on ? formatDay(one.last_on) : m.reporting_older({ day: from }),
      })),
    };
  });
