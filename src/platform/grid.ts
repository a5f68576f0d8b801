import type { z } from "zod";
import { z as zod } from "zod";
import { flag } from "./forms.ts";

type Values = Record<string, unknown>;

/** A row of a grid that says something; `at` is its place among all rows that were sent, so that what is said of it stands beside it. */
export type GridRow<Input> = { at: number; values: Input };

/** A form whose fields stand in rows, each cell named `row.3.name`. */
export type Grid<Form extends z.ZodObject = z.ZodObject> = {
  form: Form;
  /** The fields that begin with a value: alone they are no row. */
  begun: readonly string[];
  /** What is asked below the rows, once for all of them. */
  below: z.ZodObject;
};

/** So many rows are sent at once; a longer list is brought in in parts, or by import. */
export const MOST_ROWS = 100;
const CELL = /^row\.(\d{1,3})\.(\w+)$/;
const grids = new WeakMap<z.ZodType, Grid>();

export const cellOf = (at: number, field: string) => `row.${at}.${field}`;
export const isCell = (name: string) => CELL.test(name);
/** The row of a cell as people count, from 1. */
export const rowOfCell = (name: string): number | undefined => {
  const at = CELL.exec(name)?.[1];
  return at === undefined ? undefined : Number(at) + 1;
};

/** Whether who is there already by that name is somebody else. */
const IS_ANOTHER = zod.object({ is_another: flag() });

/** The form of a page where several of what `form` asks are typed in rows. */
export function gridOf<Form extends z.ZodObject, Below extends z.ZodObject = typeof IS_ANOTHER>(
  form: Form,
  begun: readonly (keyof z.output<Form> & string)[] = [],
  below?: Below,
) {
  const schema = zod.custom<{ rows: GridRow<z.output<Form>>[] } & z.output<Below>>();
  grids.set(schema, { form, begun, below: below ?? IS_ANOTHER });
  return schema;
}

/** What stands behind the schema of a grid; undefined of every other form. */
export const gridBehind = (schema: z.ZodType): Grid | undefined => grids.get(schema);

/** How many rows were sent, with those that say nothing. */
export function rowsSent(values: Values): number {
  return Math.max(0, ...Object.keys(values).map((name) => rowOfCell(name) ?? 0));
}

/** The rows in which something was typed, in their order. */
export function rowsIn(values: Values, { begun }: Pick<Grid, "begun">): GridRow<Values>[] {
  const rows = new Map<number, Values>();
  for (const [name, value] of Object.entries(values)) {
    const [, at, field = ""] = CELL.exec(name) ?? [];
    if (at !== undefined) rows.set(Number(at), { ...rows.get(Number(at)), [field]: value });
  }
  return [...rows]
    .filter(([, row]) => Object.entries(row).some(([field, value]) => !begun.includes(field) && !isBlank(value)))
    .map(([at, values]) => ({ at, values }))
    .toSorted((one, other) => one.at - other.at);
}

const isBlank = (value: unknown) => typeof value === "string" && value.trim() === "";
