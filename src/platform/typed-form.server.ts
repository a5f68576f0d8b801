import type { z } from "zod";
import { getLocale } from "#words/runtime.js";
import type { Grid } from "./grid.ts";
import { MOST_ROWS, cellOf, gridBehind, rowsIn } from "./grid.ts";
import { gatherNames } from "./names.ts";
import { fieldErrors, isAsked } from "./sent.server.ts";
import { asTyped, readTyped, typedKinds } from "./typed-form.ts";
import { ruleInWords, wordsFor } from "./words.server.ts";

type Values = Record<string, unknown>;
type Understood<Schema extends z.ZodType> =
  { input: z.output<Schema>; read: Values } | { errors: Record<string, string> };

/** A form of a page, as its reader writes days and numbers; calls have their own shape and do not pass here. */
export function understand<Schema extends z.ZodType>(values: Values, schema: Schema): Understood<Schema> {
  const grid = gridBehind(schema);
  // The grid was made with the schema whose output this is.
  if (grid) return understandRows(values, grid) as Understood<Schema>;
  const kinds = typedKinds(schema);
  const typed = readTyped(gatherNames(values, isAsked(schema)), kinds, getLocale());
  const read = schema.safeParse(typed.values);
  const doubts = Object.entries(typed.doubts);
  if (read.success && doubts.length === 0) return { input: read.data, read: typed.values };
  const errors = read.success ? {} : fieldErrors(read.error);
  for (const [name, kind] of Object.entries(kinds))
    if (kind === "day" && errors[name] && isBlank(values[name])) errors[name] = wordsFor("error_day_typed") ?? "";
  for (const [name, { code, details }] of doubts) errors[name] = ruleInWords(code, details);
  return { errors };
}

/** The rows of a grid, each understood as a form of its own; what is wrong is said of its cell. */
function understandRows(values: Values, grid: Grid): Understood<z.ZodType> {
  const rows = rowsIn(values, grid);
  if (rows.length === 0) return { errors: { rows: wordsFor("error_no_row") ?? "" } };
  if (rows.length > MOST_ROWS) return { errors: { rows: wordsFor("error_rows", { most: MOST_ROWS }) ?? "" } };
  const errors: Record<string, string> = {};
  const input = rows.flatMap(({ at, values }) => {
    const row = understand(values, grid.form);
    if ("input" in row) return [{ at, values: row.input }];
    for (const [field, sentence] of Object.entries(row.errors)) errors[cellOf(at, field)] = sentence;
    return [];
  });
  const below = understand(values, grid.below);
  if ("errors" in below) Object.assign(errors, below.errors);
  return "errors" in below || Object.keys(errors).length > 0
    ? { errors }
    : { input: { rows: input, ...below.input }, read: values };
}

const isBlank = (value: unknown) => typeof value !== "string" || value.trim() === "";

/** A form that was sent, and what was understood of it. */
export type ReadForm = { values: Values; read: Values; schema: z.ZodType };

/** The record as somebody else saved it meanwhile, written as the form writes it, for both stand side by side. */
export function currentAsTyped(current: Values, { values, read, schema }: ReadForm): Values {
  return asTyped(current, { typed: values, read }, typedKinds(schema));
}
