import { SECTORS } from "#modules/aid-projects/aid-project.forms.ts";
import { listProvinces, listCountryChoices } from "#modules/reference/reference.queries.server.ts";
import type { Work } from "#platform/db.server.ts";
import type { Locale } from "#platform/words.server.ts";

/** What the form of a project offers. */
export async function listProjectChoices(work: Work, locale: Locale) {
  const provinces = await listProvinces(work, 2025);
  return {
    sectors: SECTORS,
    countries: await listCountryChoices(work, locale),
    provinces: provinces.map((one) => ({ value: one.code, label: locale === "vi" ? one.name_vi : one.name_en })),
  };
}
