import { z } from "zod";
import { locales } from "#words/runtime.js";
import { AddressError } from "./errors.ts";
import type { FilterSchema, Refused } from "./filter.ts";
import { readFilter, wordsOf } from "./filter.ts";
import { toLocale, wordsFor } from "./words.server.ts";

/** Read once for every call by hooks.server.ts, whatever it asks. */
const LANGUAGE = "language";
const MOST_SAID = 60;

/** What a call asks; a name or a value that is none is refused, and the sentence says which there are. */
export function requireFilter<Schema extends FilterSchema>(schema: Schema, params: URLSearchParams): z.output<Schema> {
  const names = Object.keys(schema.shape);
  const unknown = [...params.keys()].find((name) => name !== LANGUAGE && !names.includes(name));
  if (unknown !== undefined)
    throw new AddressError("error_filter_name", { name: short(unknown), names: [...names, LANGUAGE].join(", ") });
  const language = params.get(LANGUAGE);
  if (language && !toLocale(language))
    throw new AddressError("error_filter_value", {
      name: LANGUAGE,
      value: short(language),
      expected: oneOf(locales),
    });
  return requireValues(schema, params);
}

/** What an address asks where a value left out would give something else than was meant: a workbook, a paper, a frozen report. */
export function requireValues<Schema extends FilterSchema>(schema: Schema, params: URLSearchParams): z.output<Schema> {
  const { filter, refused } = readFilter(schema, params);
  if (refused[0]) throw refusalOf(schema, refused[0]);
  return filter;
}

export function refusalOf(schema: FilterSchema, { name, value }: Refused): AddressError {
  const { values, expected } = wordsOf(schema, name);
  return new AddressError("error_filter_value", {
    name,
    value: short(value),
    expected: expected ? (wordsFor(expected) ?? "") : oneOf(values ?? []),
  });
}

/** What was given, no longer than a sentence bears. */
export const short = (value: string) => (value.length > MOST_SAID ? `${value.slice(0, MOST_SAID)}…` : value);
const oneOf = (values: readonly string[]) => wordsFor("filter_one_of", { values: values.join(", ") }) ?? "";

/** The filters as OpenAPI describes parameters. */
export function parametersOf(schema: FilterSchema) {
  return Object.entries(schema.shape).map(([name, type]) => {
    const { $schema: _dialect, ...described } = z.toJSONSchema(type as z.ZodType, { unrepresentable: "any" });
    return { name, in: "query", description: wordsFor(wordsOf(schema, name).label), schema: described };
  });
}
