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

export function readFacts<Row>(file: string): Row[] {
  return (JSON.parse(fs.readFileSync(path.join(FACTS, `${file}.json`), "utf8")) as { rows: Row[] }).rows;
}

export const hasFacts = (file: string): boolean => fs.existsSync(path.join(FACTS, `${file}.json`));

type Fact = Record<string, unknown>;

/** A row of a file as its table holds it: the international name is a fact's own, the other is among the names. */
function withNames(fact: Fact): Fact {
  const row: Fact = {};
  for (const [column, value] of Object.entries(fact)) {
    const [, own, language] = /^(.+)_(en|vi)$/.exec(column) ?? [];
    if (language === "vi") row[`${own}_in`] = value === null ? {} : { vi: value };
    else row[own ?? column] = value;
  }
  return row;
}

/** Brings the shared reference tables to what a pack's files say; `client` owns the schema. Harmless when repeated. Returns the rows of each file. */
export async function loadPack(client: pg.ClientBase, pack: Pack): Promise<Record<string, number>> {
  const counted: Record<string, number> = {};
  for (const { file, table, key } of LOADS.filter((one) => one.pack === pack)) {
    const rows = readFacts<Fact>(file).map(withNames);
    const columns = Object.keys(rows[0] ?? {});
    await client.query(
      `insert into reference.${table} (${columns.join()}) select ${columns.join()} from jsonb_populate_recordset(null::reference.${table}, $1)
        on conflict (${key}) do update set ${columns.map((column) => `${column} = excluded.${column}`).join()}`,
      [JSON.stringify(rows)],
    );
    counted[file] = rows.length;
  }
  return counted;
}

/** After an upgrade: the world's facts, and those of the packs that were loaded before. */
export async function refreshFacts(client: pg.ClientBase): Promise<void> {
  await loadPack(client, "world");
  for (const { pack, file } of LOADS.filter((one) => one.table === "province")) {
    const codes = readFacts<{ code: string }>(file).map((one) => one.code);
    const there = await client.query("select from reference.province where code = any($1) limit 1", [codes]);
    if (there.rowCount) await loadPack(client, pack);
  }
}

/** The same where the files say other than what was brought last. What was brought is written down after it: a start that is killed in between brings it again. */
export async function bringFacts(client: pg.ClientBase): Promise<boolean> {
  const { rows } = await client.query<{ brought: string | null }>(
    "select obj_description('reference'::regnamespace, 'pg_namespace') as brought",
  );
  const said = `Facts of ${digestOfFacts()}`;
  if (rows[0]?.brought === said) return false;
  await refreshFacts(client);
  await client.query(`comment on schema reference is '${said}'`);
  return true;
}

function digestOfFacts(): string {
  const digest = createHash("sha256");
  for (const { file } of LOADS) digest.update(fs.readFileSync(path.join(FACTS, `${file}.json`)));
  return digest.digest("hex");
}
