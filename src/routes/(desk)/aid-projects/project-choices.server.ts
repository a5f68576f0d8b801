import { SECTORS } from "#modules/aid-projects/aid-project.forms.ts";
import { listProvinces, listCountryChoices } from "#modules/reference/reference.queries.server.ts";
import type { Work } from "#platform/db.server.ts";
import { choices } from "#platform/names.ts";

/** What the form of a project offers. */
export async function listProjectChoices(work: Work) {
  const provinces = await listProvinces(work, 2025);
  return {
    sectors: SECTORS,
    countries: await listCountryChoices(work),
    provinces: choices(provinces, (one) => one.code),
  };
}
