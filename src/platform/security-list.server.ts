import { sql } from "kysely";
import type { Actor } from "./actor.ts";
import { hasRole } from "./actor.ts";
import type { Work } from "./db.server.ts";
import { asSystem } from "./db.server.ts";
import { requirePermission } from "./errors.ts";
import { homeZone } from "./home.ts";
import { within } from "./like.ts";
import { pageOf } from "./list.ts";
import type { SecurityFilter } from "./security.filter.ts";
import { securityFilter } from "./security.filter.ts";
import { now } from "./time.ts";

/** Auditors and administrators: of the whole union everything, of a unit what concerns those who act for it or below it. */
export function canReadSecurity(actor: Actor): boolean {
  return hasRole(actor, "auditor", "administrator");
}

export const isOfWholeUnion = (actor: Actor) => actor.paths.some((path) => !path.includes("."));

type Days = { from: string; to: string };

/** From one day to another, both included, by the clocks at home. */
export function isWithinDays(column: "security_event.at" | "history.at", { from, to }: Days) {
  const at = sql.ref(column);
  return sql<boolean>`(${at} >= (${from}::date)::timestamp at time zone ${homeZone()}::text and ${at} < (${to}::date + 1)::timestamp at time zone ${homeZone()}::text)`;
}

/** The events of these days, of this person and this address. */
export function isConcerned({
  from,
  to,
  who,
  address,
}: Days & { who?: string | undefined; address?: string | undefined }) {
  const asked = [isWithinDays("security_event.at", { from, to })];
  if (address) asked.push(sql<boolean>`security_event.from_address = ${address}`);
  if (who !== undefined) asked.push(isNamed(who));
  return sql<boolean>`(${sql.join(asked, sql` and `)})`;
}

/** Newest first, from one day to another, both included; the cursor is the last id. */
async function listEvents(work: Work, filter: SecurityFilter) {
  requirePermission(canReadSecurity(work.actor));
  let query = work.trx
    .selectFrom("security_event")
    .select(["id", "at", "kind", "user_name", "email", "from_address", "request_id", "what", "times"])
    .where(isConcerned(filter));
  if (!isOfWholeUnion(work.actor))
    query = query.where(sql<boolean>`security_event.unit_path <@ ${`{${work.actor.paths.join(",")}}`}::ltree[]`);
  if (filter.kind) query = query.where("security_event.kind", "=", filter.kind);
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

/** By a part of the name, marks or none, or of the address of mail: as it was typed at the door, or of the account that did it. */
function isNamed(who: string) {
  const part = within(who);
  const isOfAccount = sql`security_event.user_id in (select auth_user.id from auth_user where auth_user.email ilike ${part})`;
  const words = sql`ltrim(reference.words(${who}))`;
  return who.includes("@")
    ? sql<boolean>`(security_event.email ilike ${part} or ${isOfAccount})`
    : sql<boolean>`(security_event.email ilike ${part} or ${isOfAccount} or security_event.user_name ilike ${part}
        or ${words} <> '' and strpos(reference.words(security_event.user_name), ${words}) > 0)`;
}

export const securityList = { filter: securityFilter, list: listEvents };

const MONTHS_KEPT = 12;

/** What is older than twelve months goes, every night. */
export async function forgetEvents(work: Work): Promise<void> {
  const limit = new Date(now());
  limit.setUTCMonth(limit.getUTCMonth() - MONTHS_KEPT);
  await work.trx.deleteFrom("security_event").where("security_event.at", "<", limit).execute();
}
