import { offerSeries } from "#modules/activities/series.queries.server.ts";
import { offerPartners } from "#modules/partners/partner.queries.server.ts";
import { offerUnits } from "#modules/units/unit.queries.server.ts";
import { cleanLine } from "#platform/clean.ts";
import { answer } from "#platform/calls.server.ts";
import { scopeOf } from "#platform/offer.ts";
import type { RequestHandler } from "./$types";

const OFFERS = { partners: offerPartners, units: offerUnits, series: offerSeries };

/** What a form's box of choices finds among all there is, for the one who fills it in. */
export const GET: RequestHandler = async (event) => {
  const offered = await answer(event, (work) => {
    const { searchParams } = event.url;
    const wish = { q: cleanLine(searchParams.get("q") ?? ""), chosen: [] };
    return OFFERS[event.params.chooser](work, wish, scopeOf(searchParams));
  });
  return offered.toResponse();
};
