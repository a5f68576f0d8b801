import type { Insertable } from "kysely";
import type { Work } from "#platform/db.server.ts";
import type { DB } from "#platform/schema.gen.ts";
import { now } from "#platform/time.ts";
import { readClock } from "./clock.ts";
import type { UnitIndex } from "./load.ts";
import { demoPartners } from "./partners.ts";
import { Random } from "./random.ts";
import { inChunks, pickRights, rightsIn, unitFor, writeHistory } from "./records.ts";

/** The card file as it grew over decades, written directly in large pieces. */
export async function loadPartners(work: Work, units: UnitIndex, today: string): Promise<Map<string, string[]>> {
  const clock = await readClock(work, today);
  const rows = demoPartners(new Random(3), today, (country) => unitFor(units, country)).map(({ unit, ...partner }) => ({
    id: crypto.randomUUID(),
    ...partner,
    next_step_on: partner.next_step_on && clock.onOrAfter(partner.next_step_on),
    last_contact_on: partner.first_contact_on,
    ...rightsIn(units, unit, "union"),
  }));
  return writePartners(work, rows);
}

type Row = Insertable<DB["partner"]> & { id: string; name: string; country_iso2: string } & Parameters<
    typeof pickRights
  >[0];

/** Partners with their names and the line that each was registered; gives the partners of each country. */
export async function writePartners(work: Work, rows: Row[]): Promise<Map<string, string[]>> {
  await inChunks(rows, (chunk) => work.trx.insertInto("partner").values(chunk).execute());
  await inChunks(rows, (chunk) =>
    work.trx
      .insertInto("partner_name")
      .values(
        chunk.map((row) => ({
          partner_id: row.id,
          name: row.name,
          language: "en",
          kind: "official",
          ...pickRights(row),
        })),
      )
      .execute(),
  );
  await writeHistory(
    work,
    rows.map((row) => ({
      subject_kind: "partner",
      subject_id: row.id,
      action: "registered",
      after: JSON.stringify({ name: row.name }),
      at: now(),
      ...pickRights(row),
    })),
  );
  const byCountry = new Map<string, string[]>();
  for (const row of rows) byCountry.set(row.country_iso2, [...(byCountry.get(row.country_iso2) ?? []), row.id]);
  return byCountry;
}
