import type { Asks } from "./client.server.ts";
import { kindsWith, lineOf } from "./kinds.ts";
import { ROLES, reachOf } from "./actor.ts";
import type { Say } from "./verify.server.ts";
import { toldTables } from "./told-rows.ts";

const MOST = 1000;
const OUTSIDE = ROLES.filter((role) => reachOf(role) === "outside");
/** Somebody whom the record does not name. People from outside are let see a record and taken out again; no line is theirs to read, whoever is named. */
const NAMES_ANOTHER = `exists (select from unnest(history.named_user_ids) as one (user_id) where one.user_id <> all (record.named_user_ids)
  and not exists (select from access_appointment where access_appointment.user_id = one.user_id and access_appointment.role in (${OUTSIDE.map((role) => `'${role}'`).join()})))`;

/**
 * That a line is read by whoever reads its record, and by nobody else: who may is no part of its proof, since it changes with the record
 * (`changeSight`). A line about what has no
 * readers of its own is its unit's, or the union's where everybody reads the kind; each stands in a place of its unit.
 */
export async function verifyReaders(client: Asks, say: Say): Promise<void> {
  const records = await recordsWithReaders(client);
  for (const { table, kind } of records)
    await sayLines(
      client,
      say,
      `join "${table}" as record on record.id = history.subject_id where history.subject_kind = '${kind}'
        and (history.visibility <> record.visibility or history.shared_paths <> record.shared_paths or ${NAMES_ANOTHER})`,
    );
  for (const kind of kindsWith("logged").filter((one) => !records.some((record) => record.kind === one)))
    await sayLines(
      client,
      say,
      `where subject_kind = '${kind}' and (visibility <> '${lineOf(kind).readBy ? "union" : "unit"}' or shared_paths <> '{}' or named_user_ids <> '{}')`,
    );
  await sayLines(
    client,
    say,
    `where not exists (select from unit_place where unit_place.unit_id = history.unit_id and unit_place.path = history.unit_path)`,
  );
}

async function sayLines(client: Asks, say: Say, where: string): Promise<void> {
  const { rows } = await client.query<{ id: string; kind: string; record: string; day: string }>(
    `select history.id::text, history.subject_kind as kind, history.subject_id as record,
       to_char(history.at at time zone 'UTC', 'YYYY-MM-DD') as day from history ${where} order by history.id limit ${MOST}`,
  );
  for (const line of rows) say("line_readers", line);
}

/** The tables of records that say themselves who reads them. */
async function recordsWithReaders(client: Asks): Promise<{ table: string; kind: string }[]> {
  const { rows } = await client.query<{ table: string }>(
    `select relname as "table" from pg_class join pg_attribute on attrelid = pg_class.oid and attname = 'named_user_ids'
      where relnamespace = 'amity'::regnamespace and relkind = 'r'`,
  );
  const seen = new Set(rows.map((one) => one.table));
  return toldTables().flatMap(([table, told]) =>
    "of" in told && told.by === "id" && seen.has(table) ? [{ table, kind: told.of }] : [],
  );
}
