import fs from "node:fs";
import path from "node:path";
import { sql } from "kysely";
import type { Work } from "#platform/db.server.ts";
import type { Names } from "#platform/names.ts";

export const FACTS = "src/modules/reference/facts";

type Called = { name: string; name_in: Names };
/** A file of a pack: the table of facts that its rows go into, and by what they are known again there; a tree of units goes into none. */
type File = Called & { place: string | null; known_by: string[] };
type Told = Called & {
  pack: string;
  country: string | null;
  files: Record<string, File>;
  calendar?: string;
  /** A year of which fewer days off were entered is none that anybody announced, by the law of that country. */
  least_days_off?: number;
};

/** All that a release knows of its packs stands in one table. */
const PACKS_TOLD = (JSON.parse(fs.readFileSync(path.join(FACTS, "packs.json"), "utf8")) as { rows: readonly Told[] })
  .rows;

/** The world's countries are always there; a country's own facts are loaded by those who work with them. */
export const WORLD = "world";
export const PACKS: readonly string[] = PACKS_TOLD.map((one) => one.pack);

/** Every file of every pack, in the order in which they are loaded. */
export const PACK_FILES = PACKS_TOLD.flatMap(({ pack, country, files }) =>
  Object.entries(files).map(([file, { place, known_by }]) => ({ pack, country, file, place, known_by })),
);

export type PackFile = Called & {
  file: string;
  source: string;
  count: number;
  /** Rows that no page settles yet; null where rows do not say how sure they are. */
  open: number | null;
  /** A tree of units goes into no table of facts: it is planted by itself. */
  isTree: boolean;
};
export type FactPack = Called & { pack: string; country: string | null; loaded_at: Date | null; files: PackFile[] };

/** How many days off a year of a calendar has at least; where no pack has a law of it, one day says that a year was thought of. */
export const leastDaysOff = (calendar: string): number =>
  PACKS_TOLD.find((one) => one.calendar === calendar)?.least_days_off ?? 1;

/** The packs that lie ready for who is at home in a country: what each holds, where from, how much of it is settled, and when it was brought. */
export async function listFactPacks(work: Work, home: string | null): Promise<FactPack[]> {
  type Row = Omit<PackFile, "name" | "name_in"> & { pack: string; loaded_at: Date | null };
  const { rows } = await sql<Row>`
    select pack, file, source, loaded_at, jsonb_array_length(rows) as count, place is null as "isTree",
      case when place = 'country' then jsonb_array_length(rows) when rows @? '$[*] ? (exists(@.confidence) || exists(@.certainty))' then jsonb_array_length(jsonb_path_query_array(rows,
        '$[*] ? (@.confidence == "B" || @.confidence == "C" || @.certainty == "derived")')) end as open
    from reference.fact_pack order by file`.execute(work.trx);
  return PACKS_TOLD.flatMap(({ files, ...pack }) => {
    if (pack.country !== null && pack.country !== home) return [];
    const own = rows.filter((row) => row.pack === pack.pack);
    const loaded_at = own[0]?.loaded_at ?? null;
    const held = Object.entries(files).flatMap(([file, called]) => {
      const row = own.find((one) => one.file === file);
      const { name, name_in } = called;
      return row
        ? [{ name, name_in, file, source: row.source, count: row.count, open: row.open, isTree: row.isTree }]
        : [];
    });
    return held.length > 0 ? [{ ...pack, loaded_at, files: held }] : [];
  });
}

/** The rows of a tree that a pack has, parents first; none where it has none. */
export async function readPackTree<Row>(work: Work, pack: string): Promise<Row[]> {
  const found = await work.trx
    .selectFrom("reference.fact_pack as one")
    .select("one.rows")
    .where("one.pack", "=", pack)
    .where("one.place", "is", null)
    .executeTakeFirst();
  return (found?.rows ?? []) as Row[];
}
