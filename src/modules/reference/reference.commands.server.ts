import { createHash } from "node:crypto";
import fs from "node:fs";
import path from "node:path";
import type pg from "pg";

const FACTS = "src/modules/reference/facts";

/** The world's countries are always there; a country's own facts are loaded by those who work with them. */
export const PACKS = ["world", "vietnam", "switzerland"] as const;
export type Pack = (typeof PACKS)[number];

/** Which file goes into which table, and by what its rows are known again. */
const LOADS: { pack: Pack; file: string; table: string; key: string }[] = [
  { pack: "world", file: "countries", table: "country", key: "iso2" },
  { pack: "vietnam", file: "diplomatic-relations", table: "diplomatic_relation", key: "iso2" },
  { pack: "vietnam", file: "provinces", table: "province", key: "code, edition" },
  { pack: "vietnam", file: "missions", table: "mission_post", key: "id" },
  { pack: "vietnam", file: "calendar-vn", table: "calendar_day", key: "calendar, on_date" },
  { pack: "vietnam", file: "foreign-ngos", table: "foreign_ngo", key: "id" },
  { pack: "switzerland", file: "provinces-ch", table: "province", key: "code, edition" },
  { pack: "switzerland", file: "calendar-ch", table: "calendar_day", key: "calendar, on_date" },
];

/** Facts that a pack has and no table takes as they are: the tree of its union. */
const BESIDE: { pack: Pack; file: string }[] = [{ pack: "vietnam", file: "units-vn" }];

export function readFacts<Row>(file: string): Row[] {
  return readFile<Row>(file).rows;
}

function readFile<Row>(file: string): { source: string; rows: Row[] } {
  return JSON.parse(fs.readFileSync(path.join(FACTS, `${file}.json`), "utf8")) as { source: string; rows: Row[] };
}

export const hasFacts = (file: string): boolean => fs.existsSync(path.join(FACTS, `${file}.json`));

type Fact = Record<string, unknown>;

/** Tables whose facts are those of one country, which its pack names; of unions at home elsewhere no page shows them. */
const OF_A_COUNTRY = ["diplomatic_relation", "mission_post", "province", "foreign_ngo"];

/** The rows of a file as a table holds them, with the country whose they are. */
function rowsFor(table: string, pack: Pack, facts: Fact[]): Fact[] {
  const { country: home } =
    readFacts<{ pack: string; country: string | null }>("packs").find((one) => one.pack === pack) ?? {};
  return facts.map((fact) => ({ ...withNames(fact), ...(OF_A_COUNTRY.includes(table) && { home }) }));
}

/** A row of a file as its table holds it: the international name is a fact's own, the others are among the names. */
function withNames(fact: Fact): Fact {
  const row: Fact = {};
  for (const [column, value] of Object.entries(fact)) {
    const [, own = column, language = "en"] = /^(.+)_(en|vi|fr)$/.exec(column) ?? [];
    if (language === "en") row[own] = value;
    else row[`${own}_in`] = { ...(row[`${own}_in`] as Fact | undefined), ...(value !== null && { [language]: value }) };
  }
  return row;
}

/** Brings the shared reference tables to what a pack's files say; `client` owns the schema. Harmless when repeated. Returns the rows of each file. */
export async function loadPack(client: pg.ClientBase, pack: Pack): Promise<Record<string, number>> {
  const counted: Record<string, number> = {};
  await layReady(client, pack);
  for (const { file, table, key } of LOADS.filter((one) => one.pack === pack)) {
    const rows = rowsFor(table, pack, readFacts(file));
    const columns = Object.keys(rows[0] ?? {});
    await client.query(
      `insert into reference.${table} (${columns.join()}) select ${columns.join()} from jsonb_populate_recordset(null::reference.${table}, $1)
        on conflict (${key}) do update set ${columns.map((column) => `${column} = excluded.${column}`).join()}`,
      [JSON.stringify(rows)],
    );
    counted[file] = rows.length;
  }
  await client.query("update reference.fact_pack set loaded_at = now() where pack = $1", [pack]);
  return counted;
}

/** Lays a pack where the administrator of a union can bring it by a word, for whoever serves pages writes no facts of its own. */
async function layReady(client: pg.ClientBase, pack: Pack): Promise<void> {
  const placed = LOADS.map(({ table, key, ...one }) => ({ ...one, place: table, known_by: key.split(", ") }));
  const files = [...placed, ...BESIDE.map((one) => ({ ...one, place: null, known_by: [] }))];
  for (const { file, place, known_by } of files.filter((one) => one.pack === pack)) {
    const { source, rows } = readFile<Fact>(file);
    await client.query(
      `insert into reference.fact_pack (pack, file, place, known_by, source, rows) values ($1, $2, $3, $4, $5, $6)
        on conflict (pack, file) do update set place = excluded.place, known_by = excluded.known_by, source = excluded.source, rows = excluded.rows`,
      [pack, file, place, known_by, source, JSON.stringify(place ? rowsFor(place, pack, rows) : rows)],
    );
  }
}

/** After an upgrade: all packs lie ready, the world's facts are there, and those of the packs that were loaded before. */
export async function refreshFacts(client: pg.ClientBase): Promise<void> {
  const loaded = await client.query<{ pack: Pack }>(
    `select pack from reference.fact_pack where loaded_at is not null
      union select 'vietnam' from reference.province where not exists (select from reference.fact_pack where loaded_at is not null and pack <> 'world')`,
  );
  const before = loaded.rows.map((row) => row.pack);
  for (const pack of PACKS)
    await (pack === "world" || before.includes(pack) ? loadPack(client, pack) : layReady(client, pack));
}

/** The same where the files say other than what was brought last. What was brought is written down after it: a start that is killed in between brings it again. */
export async function bringFacts(client: pg.ClientBase): Promise<boolean> {
  const { rows } = await client.query<{ brought: string | null }>(
    "select obj_description('reference'::regnamespace, 'pg_namespace') as brought",
  );
  const said = `Packs of ${digestOfFacts()}`;
  if (rows[0]?.brought === said) return false;
  await refreshFacts(client);
  await client.query(`comment on schema reference is '${said}'`);
  return true;
}

function digestOfFacts(): string {
  const digest = createHash("sha256");
  for (const { file } of [...LOADS, ...BESIDE, { file: "packs" }])
    digest.update(fs.readFileSync(path.join(FACTS, `${file}.json`)));
  return digest.digest("hex");
}
