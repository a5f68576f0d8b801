import type { KindName } from "#platform/kinds.ts";
import type { Work } from "#platform/db.server.ts";
import { proven } from "#platform/history-proof.server.ts";
import type { UnitIndex } from "./load.ts";

export type Country = { iso2: string; name_vi: string; capital_en: string };
export type Rights = {
  unit_id: string;
  unit_path: string;
  visibility: "unit" | "union";
  shared_paths: string[];
  named_user_ids: string[];
};
export type Line = { subject_kind: KindName; subject_id: string; action: string; after: string; at: Date } & Rights;

const EUROPE = [
  "FR",
  "DE",
  "GB",
  "SE",
  "PL",
  "CZ",
  "HU",
  "BG",
  "UA",
  "IT",
  "NL",
  "BE",
  "ES",
  "FI",
  "IS",
  "LU",
  "AT",
  "CH",
  "GR",
  "BY",
  "RU",
];
const AMERICAS = ["US", "CU", "CA", "BR", "AR", "CL", "VE"];

export function rightsIn(units: UnitIndex, code: string, visibility: "unit" | "union"): Rights {
  const unit = units.get(code);
  if (!unit) throw new Error(`The demo names the unit ${code}, which the tree does not have.`);
  return { unit_id: unit.id, unit_path: unit.path, visibility, shared_paths: [], named_user_ids: [] };
}

/** The national association where there is one, else the department that looks after the region. */
export function unitFor(units: UnitIndex, iso2: string): string {
  const association = `association_${iso2.toLowerCase()}`;
  if (units.has(association)) return association;
  if (EUROPE.includes(iso2)) return "europe";
  return AMERICAS.includes(iso2) ? "americas" : "asia_africa";
}

export async function inChunks<Row>(rows: Row[], insert: (chunk: Row[]) => Promise<unknown>) {
  for (let start = 0; start < rows.length; start += 400) await insert(rows.slice(start, start + 400));
}

const BY = { user_id: null, user_name: "Amity", on_behalf_of: null };

export async function writeHistory(work: Work, lines: Line[]) {
  await inChunks(lines, (chunk) =>
    work.trx
      .insertInto("history")
      .values(chunk.map((line) => proven(work, { ...line, ...BY, before: null })))
      .execute(),
  );
}

export function pickRights(row: Rights): Rights {
  const { unit_id, unit_path, visibility, shared_paths, named_user_ids } = row;
  return { unit_id, unit_path, visibility, shared_paths, named_user_ids };
}
