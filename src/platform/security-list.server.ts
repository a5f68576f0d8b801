import { sql } from "kysely";
import type { Actor } from "./actor.ts";
import { hasRole } from "./actor.ts";
import type { Work } from "./db.server.ts";
import { asSystem } from "./db.server.ts";
import { requirePermission } from "./errors.ts";
import { pageOf } from "./list.ts";
import type { SecurityFilter } from "./security.filter.ts";
import { securityFilter } from "./security.filter.ts";
import { now } from "./time.ts";

/** Auditors and administrators: of the whole union everything, of a unit what concerns those who act for it or below it. */
export function canReadSecurity(actor: Actor): boolean {
  return hasRole(actor, "auditor", "administrator");
}

const isOfWholeUnion = (actor: Actor) => actor.paths.some((path) => !path.includes("."));

/** Newest first, from one day to another, both included; the cursor is the last id. */
async function listEvents(work: Work, filter: SecurityFilter) {
  requirePermission(canReadSecurity(work.actor));
  let query = work.trx
    .selectFrom("security_event")
    .select(["id", "at", "kind", "user_name", "email", "from_address", "request_id", "what", "times"])
    .where(
      sql<boolean>`security_event.at >= (${filter.from}::date)::timestamp at time zone 'Asia/Ho_Chi_Minh' and security_event.at < (${filter.to}::date + 1)::timestamp at time zone 'Asia/Ho_Chi_Minh'`,
    );
  if (!isOfWholeUnion(work.actor))
    query = query.where(sql<boolean>`security_event.unit_path <@ ${`{${work.actor.paths.join(",")}}`}::ltree[]`);
  if (filter.kind) query = query.where("security_event.kind", "=", filter.kind);
  if (filter.address) query = query.where("security_event.from_address", "=", filter.address);
  if (filter.who !== undefined) query = query.where(isNamed(filter.who));
  if (filter.cursor) query = query.where("security_event.id", "<", Number(filter.cursor));
  const rows = await asSystem(
    work,
    query
      .orderBy("security_event.id", "desc")
      .limit(filter.limit + 1)
      .compile(),
  );
  return pageOf(rows, filter.limit, (last) => String(last.id));
}

function isNamed(who: string) {
  const part = who.replaceAll(/[\\%_]/g, "");
  if (part === "") return sql<boolean>`false`;
  return sql<boolean>`(security_event.user_name ilike ${`%${part}%`} or security_event.email ilike ${`%${part}%`})`;
}

export const securityList = { filter: securityFilter, list: listEvents };

const MONTHS_KEPT = 12;

/** What is older than twelve months goes, every night. */
export async function forgetEvents(work: Work): Promise<void> {
  const limit = new Date(now());
  limit.setUTCMonth(limit.getUTCMonth() - MONTHS_KEPT);
  await work.trx.deleteFrom("security_event").where("security_event.at", "<", limit).execute();
}
