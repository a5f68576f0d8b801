import { sql } from "kysely";
import type { Work } from "#platform/db.server.ts";
import { asSystem } from "#platform/db.server.ts";
import { runsOn } from "#platform/running.ts";
import type { Symbols } from "./register.model.ts";

/** The letters of a unit's papers on a day. They stand on papers, so whoever is at work may have them. */
export async function findSymbols(work: Work, unitId: string, day: string): Promise<Symbols | undefined> {
  const [found] = await asSystem(
    work,
    sql<Symbols>`select organisation, office from register_symbol where unit_id = ${unitId} and ${runsOn("register_symbol", day)}`.compile(
      work.trx,
    ),
  );
  return found;
}

export async function listSymbols(work: Work) {
  return work.trx
    .selectFrom("register_symbol")
    .innerJoin("unit", "unit.id", "register_symbol.unit_id")
    .select(["register_symbol.id", "register_symbol.organisation", "register_symbol.office"])
    .select(["register_symbol.from_on", "register_symbol.until_on", "register_symbol.version"])
    .select([
      "register_symbol.unit_id",
      "register_symbol.unit_path",
      "unit.name as unit_name",
      "unit.name_in as unit_name_in",
    ])
    .orderBy("unit.path")
    .orderBy("register_symbol.from_on", "desc")
    .execute();
}

export async function findSymbol(work: Work, symbolId: string) {
  return work.trx
    .selectFrom("register_symbol")
    .selectAll("register_symbol")
    .where("register_symbol.id", "=", symbolId)
    .executeTakeFirst();
}
