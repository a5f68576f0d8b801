import { canFreeze, canWriteReport } from "#modules/reports/report.policy.ts";
import { readScope } from "#modules/reports/indicator.queries.server.ts";
import { buildAnnualReport, findFrozenReport, listCorrections } from "#modules/reports/report.queries.server.ts";
import { narrate } from "#modules/reports/report-words.server.ts";
import { listUnitChoices } from "#modules/units/unit.queries.server.ts";
import { load as read } from "#platform/http.server.ts";
import { today } from "#platform/time.ts";
import type { PageServerLoad } from "./$types";

export const load: PageServerLoad = (event) =>
  read(event, async (work) => {
    const asked = (name: string) => event.url.searchParams.get(name) || null;
    const scope = await readScope(work, {
      year: asked("year") ?? String(Number(today().slice(0, 4)) - 1),
      as_of: asked("as_of"),
      unit: asked("unit"),
      tree: asked("tree"),
    });
    const report = await buildAnnualReport(work, scope);
    const frozen = await findFrozenReport(work, scope);
    const units = await listUnitChoices(work);
    const query = new URLSearchParams({
      year: String(scope.year),
      as_of: scope.asOf,
      unit: scope.unitId,
      tree: scope.tree,
    }).toString();
    return {
      scope,
      query,
      report,
      sections: narrate(report, event.locals.locale),
      frozen: frozen ? { at: frozen.frozen_at, as_of: frozen.as_of } : null,
      corrections: frozen ? listCorrections(frozen.content as never, report.figures) : [],
      units: units
        .filter((one) => ["union", "provincial_union", "central_association", "department"].includes(one.kind))
        .map((one) => ({ value: one.id, label: event.locals.locale === "vi" ? one.name_vi : one.name_en })),
      can: { write: canWriteReport(work.actor, scope.unitPath), freeze: canFreeze(work.actor, scope.unitPath) },
    };
  });
