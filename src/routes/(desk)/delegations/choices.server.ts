import { listPartnerChoices } from "#modules/partners/partner.queries.server.ts";
import type { Work } from "#platform/db.server.ts";
import { listNamedCountryChoices } from "#modules/reference/reference.queries.server.ts";

/** What the forms of a visit offer, named in the reader's language. */
export async function listFactChoices(work: Work, countries: string[] = []) {
  const partners = await listPartnerChoices(work, countries);
  return {
    countries: await listNamedCountryChoices(work),
    partners: partners.map((one) => ({ value: one.id, label: `${one.name} (${one.country_iso2})` })),
  };
}
