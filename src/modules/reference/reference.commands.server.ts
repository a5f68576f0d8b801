import { createHash } from "node:crypto";
import fs from "node:fs";
import path from "node:path";
import type pg from "pg";
import { FACTS, PACKS, PACK_FILES, WORLD } from "./reference-pack.queries.server.ts";

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
function rowsFor(table: string, home: string | null, facts: Fact[]): Fact[] {
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
export async function loadPack(client: pg.ClientBase, pack: string): Promise<Record<string, number>> {
  const counted: Record<string, number> = {};
  await layReady(client, pack);
  for (const { file, place, country, known_by } of PACK_FILES.filter((one) => one.pack === pack)) {
    if (place === null) continue;
    const rows = rowsFor(place, country, readFacts(file));
    const columns = Object.keys(rows[0] ?? {});
    await client.query(
      `insert into reference.${place} (${columns.join()}) select ${columns.join()} from jsonb_populate_recordset(null::reference.${place}, $1)
        on conflict (${known_by.join()}) do update set ${columns.map((column) => `${column} = excluded.${column}`).join()}`,
      [JSON.stringify(rows)],
    );
    counted[file] = rows.length;
  }
  await client.query("update reference.fact_pack set loaded_at = now() where pack = $1", [pack]);
  return counted;
}

/** Lays a pack where the administrator of a union can bring it by a word, for whoever serves pages writes no facts of its own. */
async function layReady(client: pg.ClientBase, pack: string): Promise<void> {
  for (const { file, place, country, known_by } of PACK_FILES.filter((one) => one.pack === pack)) {
    const { source, rows } = readFile<Fact>(file);
    await client.query(
      `insert into reference.fact_pack (pack, file, place, known_by, source, rows) values ($1, $2, $3, $4, $5, $6)
        on conflict (pack, file) do update set place = excluded.place, known_by = excluded.known_by, source = excluded.source, rows = excluded.rows`,
      [pack, file, place, known_by, source, JSON.stringify(place ? rowsFor(place, country, rows) : rows)],
    );
  }
}

/** After an upgrade: all packs lie ready, the world's facts are there, and those of the packs that were loaded before. */
export async function refreshFacts(client: pg.ClientBase): Promise<void> {
  // A database that had provinces before it knew of packs had them of the only one that there was.
  const loaded = await client.query<{ pack: string }>(
    `select pack from reference.fact_pack where loaded_at is not null
      union select 'vietnam' from reference.province where not exists (select from reference.fact_pack where loaded_at is not null and pack <> '${WORLD}')`,
  );
  const before = loaded.rows.map((row) => row.pack);
  for (const pack of PACKS)
    await (pack === WORLD || before.includes(pack) ? loadPack(client, pack) : layReady(client, pack));
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
  for (const { file } of [...PACK_FILES, { file: "packs" }])
    digest.update(fs.readFileSync(path.join(FACTS, `${file}.json`)));
  return digest.digest("hex");
}
