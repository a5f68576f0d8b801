import type { z } from "zod";
import { homeCalendar } from "#platform/home.ts";
import type { Fact, FactKind } from "./reference-fact.model.ts";
import { isConfirmed, sourceOf } from "./reference-fact.model.ts";
import { countryForm, dayForm, missionForm, provinceForm, relationForm } from "./reference.forms.ts";

type Fields = Record<string, unknown>;
type Made = { form: z.ZodObject; factOf: (input: Fields) => Fields; keyOf: (fact: Fields) => string };

const CONFIDENCE = (input: Fields) => (input.is_confirmed ? "A" : "B");
const only = (input: Fields, names: string[]) => Object.fromEntries(names.map((name) => [name, input[name] ?? null]));

/** Of each kind of fact its form, what of it is kept under the columns of the facts, and by what it is known again. */
export const FACT_FORMS: Record<FactKind, Made> = {
  days: {
    form: dayForm,
    factOf: (input) => ({
      calendar: homeCalendar(),
      ...only(input, ["on_date", "kind", "name", "name_in"]),
      legal_basis: input.source,
      certainty: input.is_confirmed ? "confirmed" : "derived",
    }),
    keyOf: (fact) => `${String(fact.calendar)}-${String(fact.on_date)}`,
  },
  relations: {
    form: relationForm,
    // A year alone stands on its first day, and only its year is ever shown.
    factOf: (input) => ({
      ...only(input, ["iso2", "precision", "note", "source"]),
      established_on:
        input.precision === "year" ? `${String(input.established_on).slice(0, 4)}-01-01` : input.established_on,
      confidence: CONFIDENCE(input),
    }),
    keyOf: (fact) => String(fact.iso2),
  },
  missions: {
    form: missionForm,
    factOf: (input) => ({
      ...only(input, ["host_iso2", "city", "kind", "accredited_iso2", "source"]),
      confidence: CONFIDENCE(input),
    }),
    keyOf: (fact) => String(fact.id),
  },
  countries: {
    form: countryForm,
    factOf: (input) => only(input, ["national_day", "capital"]),
    keyOf: (fact) => String(fact.iso2),
  },
  provinces: {
    form: provinceForm,
    factOf: (input) => only(input, ["name", "name_in", "successor_code"]),
    keyOf: (fact) => `${String(fact.code)}-${String(fact.edition)}`,
  },
};

/** A fact as its form shows it; a national day as it is written, day before month. */
export function toForm(kind: FactKind, fact: Fact): Fields {
  const { national_day } = fact.fields;
  const [month, day] = typeof national_day === "string" ? national_day.split("-") : [];
  return {
    ...Object.fromEntries(Object.entries(fact.fields).map(([name, value]) => [name, value ?? undefined])),
    ...(kind === "countries" && { national_day: day ? `${day}/${month}` : undefined }),
    source: sourceOf(fact) ?? "",
    is_confirmed: isConfirmed(kind, fact),
    version: fact.version,
  };
}
