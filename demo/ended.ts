import { sql } from "kysely";
import { readFacts } from "#modules/reference/reference.commands.server.ts";
import type { Work } from "#platform/db.server.ts";
import type { Planted } from "#modules/units/unit-tree.commands.server.ts";

/** Since this day there are 34 provinces; those that went into another ended with their unions. */
export const MERGED_ON = "2025-07-01";

type Province = { code: string; edition: number; name_en: string; successor_code: string | null };

/** The codes of the unions of provinces that ended, and of the associations below them. */
export function endedUnits(): Set<string> {
  const provinces = readFacts<Province>("provinces");
  const names = new Map(provinces.filter((one) => one.edition === 2025).map((one) => [one.code, one.name_en]));
  const ended = provinces
    .filter((one) => one.edition === 2024 && names.get(one.successor_code ?? "") !== one.name_en)
    .map((one) => one.code);
  const planted = readFacts<Planted>("units-vn");
  const unions = planted.filter((one) => one.kind === "provincial_union" && ended.includes(one.province_code ?? ""));
  const codes = new Set(unions.map((one) => one.code));
  return new Set(planted.filter((one) => codes.has(one.code) || codes.has(one.parent ?? "")).map((one) => one.code));
}

/** Closes them on that day. Who carries on is not known of all of them, and so is said of none. */
export async function closeEnded(work: Work): Promise<void> {
  const codes = [...endedUnits()];
  await work.trx.updateTable("unit").set({ closed_on: MERGED_ON }).where("unit.code", "in", codes).execute();
  await work.trx
    .updateTable("unit_place")
    .set({ valid: sql`unit_place.valid * datemultirange(daterange(null, ${MERGED_ON}::date))` })
    .where("unit_place.unit_id", "in", work.trx.selectFrom("unit").select("unit.id").where("unit.code", "in", codes))
    .execute();
}
