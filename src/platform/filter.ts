import { z } from "zod";
import { cleanLine, cleanText } from "./clean.ts";
import { UNIT_PATH } from "./tree.ts";

/** How a filter and its values are said: keys of the words, spoken where the reader is known. */
type Said = {
  label: string;
  /** The words of a value, filled in under the filter's name, or the beginning of their key when it ends in `_`; without them a value speaks for itself. */
  says?: string;
  /** What leaving it out is called, where that is not "all". */
  blank?: string;
};

export type Words = Said & {
  /** The box on the page; what only links set has none and is kept as it is. */
  box?: "search" | "text" | "number" | "date" | "choice";
  values?: readonly string[];
  /** What only the database knows: a country, a unit by its path, a unit by its id or code. */
  names?: "country" | "path" | "unit" | "own_kind";
  /** Said to whoever gave a value that is none. */
  expected?: string;
};

/** The filters of one list: read by its page, its export and its call, and described in the interface. */
export type FilterSchema = z.ZodObject;
export type Filter<Schema extends FilterSchema> = Partial<z.output<Schema>>;

const registered = z.registry<Words>();
function field<Type extends z.ZodType>(type: Type, words: Words) {
  const optional = type.optional();
  registered.add(optional, words);
  return optional;
}

export const search = (label = "list_search") => field(z.string(), { label, box: "search" });
export const text = (label: string) => field(z.string(), { label, box: "text" });
export const year = (among = /^[1-9]\d{3}$/) =>
  field(z.string().regex(among), { label: "list_year", box: "number", expected: "error_year" });
export const month = () =>
  field(z.string().regex(/^[1-9]\d{3}-(0[1-9]|1[0-2])$/), { label: "filter_month", expected: "error_month" });
/** A day that links set: its page leads there. */
export const linkedDay = (label: string) => field(z.iso.date(), { label, expected: "error_day" });
export const day = (label: string) => field(z.iso.date(), { label, box: "date", expected: "error_day" });
/** A day that is asked whether or not the address names one. */
export const dayOr = (label: string, otherwise: () => string) =>
  z.iso.date().default(otherwise).register(registered, { label, box: "date", expected: "error_day" });
export const country = (label = "list_country") =>
  field(z.string().regex(/^[A-Z]{2}$/), { label, box: "choice", names: "country", expected: "error_no_such_country" });
/** A unit with all below it, by its place in the tree. */
export const unitPath = (label = "list_unit") =>
  field(z.string().regex(UNIT_PATH), { label, names: "path", expected: "rule_no_such_unit" });
export const unit = (label = "list_unit") => field(z.string(), { label, names: "unit", expected: "rule_no_such_unit" });
/** A kind of activity in the union's own words, by its id. */
export const ownKind = (label = "list_kind") =>
  field(z.uuid(), { label, box: "choice", names: "own_kind", expected: "error_no_such_choice" });
/** Yes or no; `1` and `true` say yes. */
export const flag = (said: Said & { says: string }) =>
  field(z.stringbool({ truthy: ["1", "true", "yes", "on"], falsy: ["0", "false", "no", "off"] }), {
    ...said,
    box: "choice",
    values: ["1"],
  });
export const oneOf = <const Values extends readonly string[]>(values: Values, said: Said) =>
  field(z.enum(values), { ...said, values, box: "choice" });
/** One of a few that links set and no box of the page. */
export const linked = <const Values extends readonly string[]>(values: Values, said: Said) =>
  field(z.enum(values), { ...said, values });
/** One record, which a link sets; its page says which. */
export const recordId = (said: Said & { says: string }) =>
  field(z.uuid(), { ...said, expected: "error_no_such_choice" });
export const number = (label: string, most: number) =>
  field(z.coerce.number().int().min(1).max(most), { label, expected: "filter_number_expected" });

export const MOST_ON_A_PAGE = 200;
const ID = "[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}";
/** What the cursors of lists look like. */
export const CURSORS = {
  id: new RegExp(`^${ID}$`),
  dayAndId: new RegExp(`^\\d{4}-\\d{2}-\\d{2},${ID}$`),
  number: /^\d{1,18}$/,
  bookAndId: new RegExp(`^\\d{4} [\\w.-]+ [a-z_]+ \\d{8},${ID}$`),
  path: UNIT_PATH,
};

/** How many, from where on, and whether to count: what every list understands beside its filters. */
export const paging = (cursor: RegExp) => ({
  limit: z.coerce
    .number()
    .int()
    .min(1)
    .overwrite((asked) => Math.min(asked, MOST_ON_A_PAGE))
    .default(50)
    .register(registered, { label: "filter_limit", expected: "filter_number_expected" }),
  cursor: field(z.string().regex(cursor), { label: "filter_cursor", expected: "filter_cursor_expected" }),
  count: field(z.enum(["exact"]), { label: "filter_count", values: ["exact"] }),
});

export function wordsOf(schema: FilterSchema, name: string): Words {
  const type = schema.shape[name] as z.ZodType | undefined;
  return (type && registered.get(type)) ?? { label: name };
}

export type Refused = { name: string; value: string };
export type Read<Schema extends FilterSchema> = {
  filter: z.output<Schema>;
  /** The values in effect, as the address gives them. */
  given: Record<string, string>;
  refused: Refused[];
};

export type Option = { value: string; label: string };
/** One box of the form above a list; with options one chooses. */
export type Box = { name: string; label: string; kind: string; value: string; blank: string; options?: Option[] };

/** What a page says and asks above a list: the form's boxes, what links set beside them, what was left out, what is in effect. */
export type FilterBar = {
  boxes: Box[];
  kept: { name: string; value: string }[];
  refused: string[];
  said: string;
  /** What is in effect as an address, for the workbook. */
  query: string;
};

/** What an address asks of a list. A value that is none is named and left out; so are two values of one name. */
export function readFilter<Schema extends FilterSchema>(schema: Schema, params: URLSearchParams): Read<Schema> {
  const given: Record<string, string> = {};
  for (const [name, typed] of params) {
    // A cursor is handed back as it was given: it is compared with what stands in the table.
    const value = name === "cursor" ? cleanText(typed) : cleanLine(typed);
    const before = given[name];
    if (value !== "" && value !== before && Object.hasOwn(schema.shape, name))
      given[name] = before === undefined ? value : `${before}, ${value}`;
  }
  return checked(schema, given, []);
}

/** The same without the values of these names. */
export function leaveOut<Schema extends FilterSchema>(
  schema: Schema,
  read: Omit<Read<Schema>, "filter">,
  names: string[],
) {
  const left = Object.entries(read.given).filter(([name]) => !names.includes(name));
  const refused = names.map((name) => ({ name, value: read.given[name] ?? "" }));
  return checked(schema, Object.fromEntries(left), [...read.refused, ...refused]);
}

function checked<Schema extends FilterSchema>(
  schema: Schema,
  given: Record<string, string>,
  refused: Refused[],
): Read<Schema> {
  const read = schema.safeParse(given);
  if (read.success) return { filter: read.data, given, refused };
  const names = new Set(read.error.issues.map((issue) => String(issue.path[0])));
  return leaveOut(schema, { given, refused }, [...names]);
}
