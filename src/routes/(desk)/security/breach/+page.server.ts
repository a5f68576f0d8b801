import { breachReport, canReportBreach } from "#platform/breach.server.ts";
import { requirePermission } from "#platform/errors.ts";
import { formatInstant } from "#platform/format.ts";
import { actOf } from "#platform/history-sentences.server.ts";
import { load as read } from "#platform/http.server.ts";
import { addressOf } from "#platform/kinds.ts";
import { breachFilter } from "#platform/security.filter.ts";
import type { BreachFilter } from "#platform/security.filter.ts";
import { readForPage } from "../../../list.server.ts";
import { wayOf } from "../said.server.ts";
import type { PageServerLoad } from "./$types";

const spanOf = ({ first, last }: { first: Date; last: Date }) =>
  first.getTime() === last.getTime() ? formatInstant(first) : `${formatInstant(first)} – ${formatInstant(last)}`;

export const load: PageServerLoad = (event) =>
  read(event, async (work) => {
    requirePermission(canReportBreach(work.actor));
    const { filter, bar } = await readForPage(event, work, breachFilter);
    const report = await breachReport(work, filter as BreachFilter);
    const whole = report.first && report.last ? spanOf({ first: report.first, last: report.last }) : "";
    return {
      bar,
      whole,
      events: report.events,
      accounts: report.accounts,
      persons: report.passports.reduce((sum, one) => sum + one.persons, 0),
      comings: report.comings.map((one) => ({ ...one, span: spanOf(one), by: wayOf(one.by) })),
      taken: report.taken.map((one) => ({ ...one, span: spanOf(one) })),
      passports: report.passports.map((one) => ({
        ...one,
        span: spanOf(one),
        href: addressOf("delegation", one.id) ?? "",
      })),
      rights: report.rights.map((one) => ({ ...one, span: spanOf(one) })),
      written: report.written.map((one) => ({
        ...one,
        span: spanOf(one),
        act: actOf({ action: one.action, subject_kind: one.kind }, one.times),
      })),
    };
  });
