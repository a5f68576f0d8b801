import { listSeries } from "#modules/activities/activity.queries.server.ts";
import { listPartnerChoices } from "#modules/partners/partner.queries.server.ts";
import { listUnitChoices } from "#modules/units/unit.queries.server.ts";
import type { Work } from "#platform/db.server.ts";
import { listNamedCountryChoices } from "#modules/reference/reference.queries.server.ts";
import { choices } from "#platform/names.ts";

/** What the forms of an activity offer. */
export async function listActivityChoices(work: Work, countries: string[] = []) {
  const units = (await listUnitChoices(work)).filter((one) => one.kind !== "mission" && one.id !== work.actor.unitId);
  const partners = await listPartnerChoices(work, countries);
  const series = await listSeries(work);
  return {
    countries: await listNamedCountryChoices(work),
    units: choices(units, (one) => one.id),
    partners: partners.map((one) => ({ value: one.id, label: `${one.name} (${one.country_iso2})` })),
    series: series.map((one) => ({ value: one.id, label: one.name })),
  };
}
