import fs from "node:fs";
import path from "node:path";
import type pg from "pg";

const FACTS = "src/modules/reference/facts";

/** The world's countries are always there; a country's own facts are loaded by those who work with them. */
export const PACKS = ["world", "vietnam"] as const;
export type Pack = (typeof PACKS)[number];

const LOADS: { pack: Pack; file: string; sql: string }[] = [
  {
    pack: "world",
    file: "countries",
    sql: `insert into reference.country (iso2, iso_numeric, name_en, name_vi, names_other, region_en, region_vi, capital_en, status, national_day, search_text)
      select iso2, iso_numeric, name_en, name_vi, names_other, region_en, region_vi, capital_en, status, national_day,
        reference.words(name_vi || ' ' || name_en || ' ' || array_to_string(names_other, ' '))
      from jsonb_to_recordset($1) as fact (iso2 text, iso_numeric text, name_en text, name_vi text, names_other text[], region_en text,
        region_vi text, capital_en text, status text, national_day text)
      on conflict (iso2) do update set name_en = excluded.name_en, name_vi = excluded.name_vi, names_other = excluded.names_other,
        national_day = excluded.national_day, search_text = excluded.search_text`,
  },
  {
    pack: "vietnam",
    file: "diplomatic-relations",
    sql: `insert into reference.diplomatic_relation
      select iso2, established_on, precision, confidence, note, source
      from jsonb_to_recordset($1) as fact (iso2 text, established_on date, precision text, confidence text, note text, source text)
      on conflict (iso2) do update set established_on = excluded.established_on, confidence = excluded.confidence, note = excluded.note`,
  },
  {
    pack: "vietnam",
    file: "provinces",
    sql: `insert into reference.province
      select code, edition, name_vi, name_en, successor_code, region_vi, region_en
      from jsonb_to_recordset($1) as fact (code text, edition int, name_vi text, name_en text, successor_code text, region_vi text, region_en text)
      on conflict (code, edition) do update set name_vi = excluded.name_vi, name_en = excluded.name_en`,
  },
  {
    pack: "vietnam",
    file: "missions",
    sql: `insert into reference.mission_post
      select id, host_iso2, city, kind, accredited_iso2, confidence, source
      from jsonb_to_recordset($1) as fact (id int, host_iso2 text, city text, kind text, accredited_iso2 text[], confidence text, source text)
      on conflict (id) do update set city = excluded.city, accredited_iso2 = excluded.accredited_iso2, confidence = excluded.confidence`,
  },
  {
    pack: "vietnam",
    file: "calendar-vn",
    sql: `insert into reference.calendar_day
      select calendar, on_date, kind, name_vi, name_en, legal_basis, certainty
      from jsonb_to_recordset($1) as fact (calendar text, on_date date, kind text, name_vi text, name_en text, legal_basis text, certainty text)
      on conflict (calendar, on_date) do update set kind = excluded.kind, certainty = excluded.certainty`,
  },
  {
    pack: "vietnam",
    file: "foreign-ngos",
    sql: `insert into reference.foreign_ngo
      select id, name_en, acronym, country_iso2, sectors, province_codes, confidence, source
      from jsonb_to_recordset($1) as fact (id int, name_en text, acronym text, country_iso2 text, sectors text[], province_codes text[],
        confidence text, source text)
      on conflict (id) do update set name_en = excluded.name_en, sectors = excluded.sectors, confidence = excluded.confidence`,
  },
];

export function readFacts<Row>(file: string): Row[] {
  return (JSON.parse(fs.readFileSync(path.join(FACTS, `${file}.json`), "utf8")) as { rows: Row[] }).rows;
}

/** Brings the shared reference tables to what a pack's files say; `client` owns the schema. Harmless when repeated. Returns the rows of each file. */
export async function loadPack(client: pg.ClientBase, pack: Pack): Promise<Record<string, number>> {
  const counted: Record<string, number> = {};
  for (const load of LOADS.filter((one) => one.pack === pack)) {
    const rows = readFacts(load.file);
    await client.query(load.sql, [JSON.stringify(rows)]);
    counted[load.file] = rows.length;
  }
  return counted;
}

/** After an upgrade: the world's facts, and those of the packs that were loaded before. */
export async function refreshFacts(client: pg.ClientBase): Promise<void> {
  await loadPack(client, "world");
  const there = await client.query("select from reference.province limit 1");
  if (there.rowCount) await loadPack(client, "vietnam");
}
