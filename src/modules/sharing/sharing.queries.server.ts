import { sql } from "kysely";
import type { Colleague } from "#modules/access/everybody.queries.server.ts";
import { colleagueOf, listEverybody } from "#modules/access/everybody.queries.server.ts";
import { RESOURCES } from "#modules/resources.server.ts";
import { INSIDE } from "#platform/actor.ts";
import type { Work } from "#platform/db.server.ts";
import { asEach } from "#platform/db.server.ts";
import { requirePermission } from "#platform/errors.ts";
import type { Rights } from "#platform/history.server.ts";
import { listWholePast } from "#platform/history.server.ts";
import type { ResourceKind } from "#platform/kinds.ts";
import { lineOf } from "#platform/kinds.ts";
import type { Named } from "#platform/names.ts";
import { nameOf } from "#platform/names.ts";
import type { Ground } from "./sharing.model.ts";
import { GROUNDS, groundsOf } from "./sharing.model.ts";

/** In the role in which the record is seen, with the unit that gave it. */
export type Reader = Colleague & { why: Ground[] };

/** One record of any kind and what it is called; undefined where the actor may not see it. What is said here is no matter for guests. */
export async function findCalled(work: Work, kind: ResourceKind, id: string) {
  requirePermission(INSIDE.some((reach) => reach === work.actor.reach));
  const record = await RESOURCES[kind].find(work, id);
  return record && { record, title: titleOf(kind, record) };
}

function titleOf(kind: ResourceKind, record: Record<string, unknown>): string {
  const title = record[lineOf(kind).search?.title ?? "file_name"];
  if (typeof title === "string") return title;
  return "name" in record ? nameOf(record as unknown as Named) : "";
}

/** Who can see one record, and why; undefined where the actor may not see it. */
export async function findSharing(work: Work, kind: ResourceKind, id: string) {
  const { sharing } = RESOURCES[kind];
  const found = await findCalled(work, kind, id);
  if (!found) return undefined;
  const { record, title } = found;
  const rights = rightsIn(record);
  return {
    kind,
    id,
    title,
    version: typeof record.version === "number" ? record.version : undefined,
    visibility: rights?.visibility ?? "public",
    named_ids: rights?.named_user_ids ?? [],
    shared: await listShared(work, rights?.shared_paths ?? []),
    lacks: rights && (await sharing?.lacks?.(work, record, rights))?.code,
    isFixed: sharing === undefined,
    mayChange: sharing?.mayChange(work.actor, record) ?? false,
    readers: await listReaders(work, kind, { id, rights }),
  };
}

/** Whoever sees the record in one of the roles held: the database is asked for each of them, by the policies of the table itself. */
export async function listReaders(
  work: Work,
  kind: ResourceKind,
  { id, rights }: { id: string; rights: Rights | undefined },
): Promise<Reader[]> {
  const everybody = await listEverybody(work);
  const seen = sql<{ id: string }>`select id from ${sql.table(kind)} where id = ${id}`.compile(work.trx);
  const answers = await asEach(work, everybody, seen);
  const readers = everybody.filter((_, index) => answers[index]?.length === 1);
  const rank = ({ why: [first] }: Reader) => (first ? GROUNDS.indexOf(first) : GROUNDS.length);
  return readers
    .map((actor) => ({ ...colleagueOf(actor), why: groundsOf(actor, rights) }))
    .toSorted((one, other) => rank(one) - rank(other) || one.name.localeCompare(other.name));
}

/** How it came to that: what changed in who can see the record. */
export function listSharingHistory(work: Work, id: string) {
  return listWholePast(work, id, { actions: SHARING_ACTS, field: "named" });
}
const SHARING_ACTS = ["sharing_changed", "granted", "grant_ended"];

async function listShared(work: Work, paths: string[]) {
  if (paths.length === 0) return [];
  return work.trx
    .selectFrom("unit_place")
    .innerJoin("unit", "unit.id", "unit_place.unit_id")
    .select(["unit.id", "unit.name", "unit.name_in"])
    .where("unit_place.path", "in", paths)
    .orderBy("unit.path")
    .execute();
}

/** The columns that the policies read; none where a kind is open to all who work in the union. */
export function rightsIn(record: Record<string, unknown>): Rights | undefined {
  return "named_user_ids" in record ? (record as unknown as Rights) : undefined;
}
