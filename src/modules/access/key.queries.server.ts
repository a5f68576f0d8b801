import { sql } from "kysely";
import type { z } from "zod";
import type { Actor } from "#platform/actor.ts";
import { hasRole, system } from "#platform/actor.ts";
import type { Work } from "#platform/db.server.ts";
import { asSystem, inReading, inWork } from "#platform/db.server.ts";
import { pageOf } from "#platform/list.ts";
import { today } from "#platform/time.ts";
import { actorOf, findPerson } from "./access.queries.server.ts";
import { keyFilter } from "./key.filter.ts";
import type { Key, Purpose, Scope } from "./key.model.ts";

/** The key of this hash while it is good for this purpose; the hash is the sha256 of the key. */
export async function findKey(
  work: Work,
  hash: string,
  purpose: Purpose,
): Promise<(Key & { isNew: boolean }) | undefined> {
  const row = await work.trx
    .selectFrom("access_token")
    .innerJoin("auth_user", "auth_user.id", "access_token.user_id")
    .select(["access_token.id", "access_token.name", "access_token.user_id", "auth_user.name as user_name"])
    .select(["access_token.scope", "access_token.kinds"])
    .select(["access_token.appointment_ids", "access_token.last_used_on"])
    .where("access_token.token_hash", "=", hash)
    .where("access_token.purpose", "=", purpose)
    .where("access_token.revoked_at", "is", null)
    .where("access_token.ends_on", ">=", today())
    .executeTakeFirst();
  return (
    row && {
      id: row.id,
      name: row.name,
      userId: row.user_id,
      userName: row.user_name,
      scope: row.scope as Scope,
      kinds: row.kinds,
      appointmentIds: row.appointment_ids,
      isNew: row.last_used_on !== today(),
    }
  );
}

/** Who acts with a key: its owner, in the roles it was made in that run today; without any of them nobody. */
export async function findActorOfKey(key: Key, chosen: string | undefined): Promise<Actor | undefined> {
  const found = await findPerson(key.userId);
  const appointments = (found?.appointments ?? []).filter(({ id }) => key.appointmentIds.includes(id));
  if (!found || appointments.length === 0) return undefined;
  return actorOf({ ...found, appointments }, appointments.find(({ id }) => id === chosen) ?? appointments[0]);
}

/** The same of a key as it was sent; that it was used is written down once a day. */
export async function openKey(hash: string, purpose: Purpose, note: (work: Work, id: string) => Promise<void>) {
  const key = await inReading(system, (work) => findKey(work, hash, purpose));
  if (key?.isNew) await inWork(system, (work) => note(work, key.id));
  return key;
}

const columns = (work: Work) =>
  work.trx
    .selectFrom("access_token")
    .innerJoin("auth_user", "auth_user.id", "access_token.user_id")
    .leftJoin("access_appointment", (join) =>
      join.on(sql<boolean>`access_appointment.id = access_token.appointment_ids[1]`),
    )
    .leftJoin("unit", "unit.id", "access_appointment.unit_id")
    .select(["access_token.id", "access_token.user_id", "access_token.name", "access_token.purpose"])
    .select(["access_token.scope", "access_token.kinds", "access_token.created_at", "access_token.ends_on"])
    .select(["access_token.last_used_on", "auth_user.name as owner_name", "access_appointment.role"])
    .select(["access_appointment.unit_path", "unit.name as unit_name", "unit.name_in as unit_name_in"])
    .select(sql<number>`cardinality(access_token.appointment_ids)`.as("roles"))
    .select(sql<boolean>`access_token.ends_on < ${today()}`.as("has_ended"))
    .where("access_token.revoked_at", "is", null);

/** The keys that the actor may end: the own ones, and for an administrator those of who acts in the units below. The newest first. */
async function listKeys(work: Work, filter: z.output<typeof keyFilter> & { limit: number }) {
  const own = sql<boolean>`access_token.user_id = ${work.actor.userId ?? null}::uuid`;
  const below = sql<boolean>`(${own} or access_appointment.unit_path <@ any (${work.actor.paths}::ltree[]))`;
  let query = columns(work);
  if (work.actor.reach !== "system") query = query.where(hasRole(work.actor, "administrator") ? below : own);
  if (filter.cursor) query = query.where("access_token.id", "<", filter.cursor);
  const rows = await asSystem(
    work,
    query
      .orderBy("access_token.id", "desc")
      .limit(filter.limit + 1)
      .compile(),
  );
  return pageOf(rows, filter.limit, (last) => last.id);
}

export const keyList = { filter: keyFilter, list: listKeys };

/** A person's own keys that were not ended, also those whose last day has passed. */
export function listTokens(work: Work) {
  return columns(work)
    .where("access_token.user_id", "=", work.actor.userId ?? null)
    .orderBy("access_token.created_at", "desc")
    .execute();
}

/** One key with the place of the role it acts in, whoever's it is: whether the actor may end it is the policy's answer. */
export async function findKeyToRevoke(work: Work, id: string) {
  const [row] = await asSystem(
    work,
    work.trx
      .selectFrom("access_token")
      .innerJoin("auth_user", "auth_user.id", "access_token.user_id")
      .leftJoin("access_appointment", (join) =>
        join.on(sql<boolean>`access_appointment.id = access_token.appointment_ids[1]`),
      )
      .select(["access_token.id", "access_token.user_id", "access_token.name", "access_appointment.unit_path"])
      .select("auth_user.name as owner_name")
      .where("access_token.id", "=", id)
      .compile(),
  );
  return row;
}
