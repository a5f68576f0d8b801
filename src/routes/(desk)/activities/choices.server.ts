import { offerSeries } from "#modules/activities/series.queries.server.ts";
import type { Kinded } from "#modules/activities/own-kind.queries.server.ts";
import { offerOwnKinds } from "#modules/activities/own-kind.queries.server.ts";
import { offerPartners } from "#modules/partners/partner.queries.server.ts";
import { listNamedCountryChoices } from "#modules/reference/reference.queries.server.ts";
import { offerUnits } from "#modules/units/unit.queries.server.ts";
import type { Work } from "#platform/db.server.ts";
import { wishFor } from "#platform/offer.ts";

type Begun = Partial<Kinded> & { co_host_ids?: string[]; partner_ids?: string[]; series_id?: string | null };

/** What the forms of an activity offer. */
export async function listActivityChoices(work: Work, locals: App.Locals, begun: Begun = {}) {
  return {
    kinds: await offerOwnKinds(work, begun.kind && { kind: begun.kind, own_kind_id: begun.own_kind_id ?? null }),
    countries: await listNamedCountryChoices(work),
    units: await offerUnits(work, wishFor(locals, "co_host_ids", begun.co_host_ids), { without: work.actor.unitId }),
    partners: await offerPartners(work, wishFor(locals, "partner_ids", begun.partner_ids)),
    series: await offerSeries(work, wishFor(locals, "series_id", begun.series_id)),
  };
}
