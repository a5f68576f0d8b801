import { listCountries } from "#modules/reference/reference.queries.server.ts";
import type { Work } from "#platform/db.server.ts";

/** Countries to choose from, in the order of the reader's language. */
export async function listCountryChoices(work: Work, locale: "vi" | "en") {
  const all = await listCountries(work);
  const named = all
    .filter((one) => one.iso2 !== "VN")
    .map((one) => ({ value: one.iso2, label: locale === "vi" ? one.name_vi : one.name_en }));
  return named.toSorted((one, other) => one.label.localeCompare(other.label, locale));
}
