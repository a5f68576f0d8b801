import { countryNames } from "#platform/typed-country.ts";
import { DOUBTFUL_NAMES } from "./country-names.model.ts";
import { readFacts } from "./reference.commands.server.ts";

type Fact = { iso2: string; name_en: string; name_vi: string; names_other: string[] };

export const COUNTRY_FACTS = readFacts<Fact>("countries");

/** The countries as every database has them, called as the Vietnamese call them. */
export const KNOWN_COUNTRIES = countryNames(
  COUNTRY_FACTS.map(({ iso2, name_en, name_vi, names_other }) => ({
    iso2,
    label: name_vi,
    names: [name_en, name_vi, ...names_other],
  })),
  DOUBTFUL_NAMES,
);
