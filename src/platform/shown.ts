/** Columns that search, rights and imports work with and that say nothing to a reader. */
const WORKINGS = [
  "first_line",
  "book_place",
  "line_2",
  "line_3",
  "line_4",
  "search_text",
  "name_words",
  "other_names",
  "host_paths",
  "shared_paths",
  "named_user_ids",
  "import_key",
  "imported",
  "known_by",
] as const;
const OF_A_PART = new Set<string>([...WORKINGS, "unit_path", "visibility"]);
const OF_A_RECORD = new Set<string>(WORKINGS);

type Shown<Row> = Omit<Row, (typeof WORKINGS)[number]>;

/** A record with its parts as others see it: without the workings, and parts without the rights that they share with it. */
export function shown<Row extends object>(record: Row): Shown<Row> {
  const entries = Object.entries(record)
    .filter(([name]) => !OF_A_RECORD.has(name))
    .map(([name, value]) => [name, Array.isArray(value) ? value.map(withoutWorkings) : value]);
  return Object.fromEntries(entries) as Shown<Row>;
}

function withoutWorkings(part: unknown): unknown {
  if (part === null || typeof part !== "object" || part instanceof Date) return part;
  return Object.fromEntries(Object.entries(part).filter(([name]) => !OF_A_PART.has(name)));
}
