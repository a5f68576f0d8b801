import { sql } from "kysely";
import type { Role } from "#platform/actor.ts";
import type { Work } from "#platform/db.server.ts";
import { asSystem } from "#platform/db.server.ts";
import { hasEnded, isAhead, runsOn } from "#platform/running.ts";
import { shapeOf } from "#platform/shape.server.ts";
import { today } from "#platform/time.ts";

/** The post that a person of this name holds in a unit today: the register of posts knows names, not accounts. */
const postOf = ({ unitId, name, day }: { unitId: string; name: string; day: string }) => sql<
  string | null
>`(select unit_post.title from unit_post
  where unit_post.unit_id = ${sql.ref(unitId)} and unit_post.holder_name = ${sql.ref(name)} and ${runsOn("unit_post", day)}
  order by unit_post.from_on desc nulls last limit 1)`;

export type Holder = {
  user_id: string;
  name: string;
  role: Role;
  post: string | null;
  unit_name: string;
  unit_name_in: Record<string, string>;
};

/** Who holds one of these roles today in the units that stand or stood at these places, with the post and the unit's name; `at` is the place. */
export async function listHolders(
  work: Work,
  paths: string[],
  roles: readonly Role[],
): Promise<(Holder & { at: string })[]> {
  if (paths.length === 0) return [];
  const rows = await asSystem(
    work,
    holdersAt(work.trx, { paths: [...new Set(paths)], roles: [...roles], day: today() }),
  );
  const holders = rows.map((row) => ({
    ...row,
    role: row.role as Role,
    unit_name_in: row.unit_name_in as Holder["unit_name_in"],
  }));
  const isFirst = (row: (typeof holders)[number], index: number) =>
    holders.findIndex((other) => other.user_id === row.user_id && other.at === row.at) === index;
  return holders.filter(isFirst);
}

const holdersAt = shapeOf(
  ["paths", "roles", "day"],
  (trx, { paths, roles, day }: { paths: string[]; roles: Role[]; day: string }) =>
    trx
      .selectFrom("access_appointment")
      .innerJoin("auth_user", "auth_user.id", "access_appointment.user_id")
      .innerJoin("unit", "unit.id", "access_appointment.unit_id")
      .innerJoin("unit_place", "unit_place.unit_id", "access_appointment.unit_id")
      .select([
        "auth_user.id as user_id",
        "auth_user.name",
        "access_appointment.role",
        "unit_place.path as at",
        "unit.name as unit_name",
        "unit.name_in as unit_name_in",
        postOf({ unitId: "access_appointment.unit_id", name: "auth_user.name", day }).as("post"),
      ])
      .where(sql<boolean>`access_appointment.role = any(${roles})`)
      .where(runsOn("access_appointment", day))
      .where(sql<boolean>`unit_place.path = any(${paths}::ltree[])`)
      .orderBy("access_appointment.created_at"),
);

/** The post of one person in the unit at a path, as the register of posts has it; null where it has none. */
export async function findPost(work: Work, path: string, name: string): Promise<string | null> {
  const row = await work.trx
    .selectFrom("unit_post")
    .innerJoin("unit_place", "unit_place.unit_id", "unit_post.unit_id")
    .select("unit_post.title")
    .where("unit_place.path", "=", path)
    .where("unit_post.holder_name", "=", name)
    .where(runsOn("unit_post", today()))
    .orderBy("unit_post.from_on", "desc")
    .limit(1)
    .executeTakeFirst();
  return row?.title ?? null;
}

/** Who holds a post of this title in the unit at a path. */
export async function findHolderOf(work: Work, path: string, title: string): Promise<string | null> {
  const row = await work.trx
    .selectFrom("unit_post")
    .innerJoin("unit_place", "unit_place.unit_id", "unit_post.unit_id")
    .select("unit_post.holder_name")
    .where("unit_place.path", "=", path)
    .where(sql<boolean>`lower(unit_post.title) = lower(${title})`)
    .where(runsOn("unit_post", today()))
    .orderBy("unit_post.from_on", "desc")
    .limit(1)
    .executeTakeFirst();
  return row?.holder_name ?? null;
}

/** Whether a signature that was lent still counts: asked anew when somebody signs, for rights are remembered a few seconds. */
export async function isStillLent(work: Work, lentId: string): Promise<boolean> {
  const rows = await asSystem(
    work,
    work.trx
      .selectFrom("access_signature_delegation")
      .select("access_signature_delegation.id")
      .where("access_signature_delegation.id", "=", lentId)
      .where(runsOn("access_signature_delegation", today()))
      .compile(),
  );
  return rows.length > 0;
}

const LENT = [
  "access_signature_delegation.id",
  "access_signature_delegation.from_user_id",
  "access_signature_delegation.to_user_id",
  "access_signature_delegation.unit_id",
  "access_signature_delegation.unit_path",
  "access_signature_delegation.signed_as",
  "access_signature_delegation.from_post",
  "access_signature_delegation.to_post",
  "access_signature_delegation.from_on",
  "access_signature_delegation.ended_at",
  "access_signature_delegation.ended_by_name",
] as const;

/** Signatures the actor lent and was lent, the running first; `last_on` is the last day. Both sides see the same rows. */
export async function listSignatures(work: Work) {
  const me = work.actor.userId ?? null;
  const found = await asSystem(
    work,
    lent(work)
      .where((where) =>
        where.or([
          where("access_signature_delegation.from_user_id", "=", me),
          where("access_signature_delegation.to_user_id", "=", me),
        ]),
      )
      .orderBy("has_ended")
      .orderBy("access_signature_delegation.from_on", "desc")
      .orderBy("access_signature_delegation.id")
      .compile(),
  );
  return found.map((one) => ({ ...one, is_given: one.from_user_id === me }));
}

/** What runs or is yet to begin in the units that the actor sees, between others: who signs for whom is known there. */
export async function listSignaturesBelow(work: Work) {
  const me = work.actor.userId ?? null;
  const seen = await work.trx
    .selectFrom("access_signature_delegation")
    .select("access_signature_delegation.id")
    .where("access_signature_delegation.from_user_id", "is distinct from", me)
    .where("access_signature_delegation.to_user_id", "is distinct from", me)
    .where("access_signature_delegation.ended_at", "is", null)
    .where(sql<boolean>`not ${hasEnded("access_signature_delegation", today())}`)
    .execute();
  if (seen.length === 0) return [];
  const ids = seen.map((one) => one.id);
  return asSystem(
    work,
    lent(work)
      .where("access_signature_delegation.id", "in", ids)
      .orderBy("access_signature_delegation.from_on", "desc")
      .compile(),
  );
}

/** One that the actor is a side of, or that a unit below the actor's lent. */
export async function findSignature(work: Work, lentId: string) {
  const seen = await work.trx
    .selectFrom("access_signature_delegation")
    .select("access_signature_delegation.id")
    .where("access_signature_delegation.id", "=", lentId)
    .executeTakeFirst();
  if (!seen) return undefined;
  const [row] = await asSystem(work, lent(work).where("access_signature_delegation.id", "=", lentId).compile());
  return row;
}

/** With the names of both: those of the sign-in tables are everybody's. */
function lent(work: Work) {
  return work.trx
    .selectFrom("access_signature_delegation")
    .innerJoin("auth_user as giver", "giver.id", "access_signature_delegation.from_user_id")
    .innerJoin("auth_user as taker", "taker.id", "access_signature_delegation.to_user_id")
    .innerJoin("unit", "unit.id", "access_signature_delegation.unit_id")
    .select([
      ...LENT,
      "giver.name as from_name",
      "taker.name as to_name",
      "unit.name as unit_name",
      "unit.name_in as unit_name_in",
      sql<string>`access_signature_delegation.until_on - 1`.as("last_on"),
    ])
    .select(
      sql<boolean>`(access_signature_delegation.ended_at is not null or ${hasEnded("access_signature_delegation", today())})`.as(
        "has_ended",
      ),
    )
    .select(isAhead("access_signature_delegation", today()).as("is_ahead"));
}
