import { sql } from "kysely";
import { ownPaths } from "#platform/actor.ts";
import type { Work } from "#platform/db.server.ts";
import { asSystem } from "#platform/db.server.ts";
import { shaped } from "#platform/shape.server.ts";
import { TOTAL } from "#platform/total.ts";
import { isAmong } from "#platform/tree.ts";
import type { HostingStatus } from "./delegation-hosting.model.ts";

/** What units were asked to do for guests, with who asked and who hosts. */
function hostings(trx: Work["trx"]) {
  return trx
    .selectFrom("delegation_hosting")
    .innerJoin("unit as host", "host.id", "delegation_hosting.unit_id")
    .innerJoin("unit as asker", "asker.id", "delegation_hosting.asker_unit_id")
    .select([
      "delegation_hosting.id",
      "delegation_hosting.version",
      "delegation_hosting.delegation_id",
      "delegation_hosting.unit_id",
      "delegation_hosting.unit_path",
      "delegation_hosting.asker_unit_id",
      "delegation_hosting.title",
      "delegation_hosting.from_on",
      "delegation_hosting.until_on",
      "delegation_hosting.wish",
      "delegation_hosting.due_on",
      "delegation_hosting.shows_head",
      "delegation_hosting.shows_needs",
      "delegation_hosting.remark",
      "delegation_hosting.contact_name",
      "delegation_hosting.contact_phone",
      "delegation_hosting.interpreter",
      "delegation_hosting.car",
      "delegation_hosting.answered_on",
      "delegation_hosting.answered_by_name",
      "delegation_hosting.created_by",
    ])
    .select(sql<HostingStatus>`delegation_hosting.status`.as("status"))
    .select(["host.name as host_name", "host.name_in as host_name_in"])
    .select(["asker.path as asker_path", "asker.name as asker_name", "asker.name_in as asker_name_in"]);
}

export type Hosting = NonNullable<Awaited<ReturnType<typeof findHosting>>>;

/** Everybody who was asked to host these guests, in the order of the days. */
export async function listHostings(work: Work, delegationId: string) {
  return hostings(work.trx)
    .where("delegation_hosting.delegation_id", "=", delegationId)
    .orderBy("delegation_hosting.from_on")
    .orderBy("delegation_hosting.id")
    .execute();
}

/** One of them, for who hosts and who asked; of the others nobody finds it. */
export async function findHosting(work: Work, hostingId: string) {
  return hostings(work.trx).where("delegation_hosting.id", "=", hostingId).executeTakeFirst();
}

/**
 * All that who hosts sees of the visit, and no more: how many come, who leads and what they need where who asked said so, and the entries
 * that this unit hosts. Nothing, once the question was taken back.
 */
export async function findHosted(work: Work, hosting: Hosting) {
  if (hosting.status === "withdrawn") return undefined;
  const [visit] = await asSystem(
    work,
    work.trx
      .selectFrom("delegation")
      .select(sql<number>`coalesce(nullif(delegation.member_count, 0), delegation.expected_members, 0)`.as("guests"))
      .select(["delegation.head_name", "delegation.needs"])
      .where("delegation.id", "=", hosting.delegation_id)
      .compile(),
  );
  return {
    guests: visit?.guests ?? 0,
    head_name: hosting.shows_head ? (visit?.head_name ?? null) : null,
    needs: hosting.shows_needs ? (visit?.needs ?? null) : null,
    entries: await listHostedEntries(work, hosting),
  };
}

function listHostedEntries(work: Work, { delegation_id, unit_id }: Hosting) {
  return asSystem(
    work,
    work.trx
      .selectFrom("delegation_programme_entry as entry")
      .select(["entry.id", "entry.version", "entry.on_date", "entry.content", "entry.content_in", "entry.place"])
      .select([
        "entry.person_answerable",
        "entry.meals",
        "entry.hotel",
        "entry.car",
        "entry.interpreter",
        "entry.press",
      ])
      .select(sql<string | null>`to_char(entry.starts_at, 'HH24:MI')`.as("starts_at"))
      .where("entry.delegation_id", "=", delegation_id)
      .where("entry.host_unit_id", "=", unit_id)
      .orderBy("entry.on_date")
      .orderBy("entry.starts_at")
      .orderBy("entry.id")
      .compile(),
  );
}

/**
 * What units of the actor were asked and have not answered, due by a day; and what who asked waits for in vain, or was asked to change. The
 * earliest due first; `total` is how many there are.
 */
export const listHostingsDue = (work: Work, { day, until }: { day: string; until: string }, limit: number) =>
  hostingsDue(work, { day, until, limit, paths: ownPaths(work.actor) });

type Due = { day: string; until: string; limit: number; paths: string[] };

const hostingsDue = shaped(["day", "until", "limit", "paths"], (trx, { day, until, limit, paths }: Due) =>
  trx
    .selectFrom("delegation_hosting")
    .innerJoin("unit as asker", "asker.id", "delegation_hosting.asker_unit_id")
    .select(["delegation_hosting.id", "delegation_hosting.title", "delegation_hosting.due_on as on"])
    .select(sql<boolean>`delegation_hosting.unit_path = any(${paths}::ltree[])`.as("is_asked"))
    .select(TOTAL)
    .where((where) =>
      where.or([
        sql<boolean>`delegation_hosting.status = 'asked' and delegation_hosting.due_on <= ${until}::date
          and delegation_hosting.unit_path = any(${paths}::ltree[])`,
        sql<boolean>`(delegation_hosting.status = 'change_asked' or delegation_hosting.status = 'asked'
          and delegation_hosting.due_on < ${day}::date) and ${isAmong(paths, "asker.path")}`,
      ]),
    )
    .orderBy("delegation_hosting.due_on")
    .limit(limit),
);
