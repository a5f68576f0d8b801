import { sql } from "kysely";
import { isObject } from "./names.ts";
import type { Actor } from "./actor.ts";
import { hasRole, ownPaths } from "./actor.ts";
import type { Work } from "./db.server.ts";
import { asSystem, sendAsSystem } from "./db.server.ts";
import { homeZone } from "./home.ts";
import type { KindThatIs } from "./kinds.ts";
import { kindsWith } from "./kinds.ts";
import { now } from "./time.ts";
import { isOwn } from "./tree.ts";
import { requireRow } from "./errors.ts";
import type { LogFilter } from "./history.filter.ts";
import { logFilter } from "./history.filter.ts";
import { within } from "./like.ts";
import { pageOf } from "./list.ts";
import { proven } from "./history-proof.server.ts";
import { insertMany } from "./packets.server.ts";

/** The columns that say whose a row is; a part of a record carries its record's. */
export type Rights = {
  unit_id: string;
  unit_path: string;
  visibility: "unit" | "union" | "confidential" | "public";
  shared_paths: string[];
  named_user_ids: string[];
};

export type HistoryLine = {
  subject: [kind: KindThatIs<"logged">, id: string];
  action: string;
  rights: Rights;
  before?: unknown;
  after?: unknown;
  onBehalfOf?: string | undefined;
};

export function rightsOf(row: Rights): Rights {
  const { unit_id, unit_path, visibility, shared_paths, named_user_ids } = row;
  return { unit_id, unit_path, visibility, shared_paths, named_user_ids };
}

/** The rights of what concerns a unit itself: its people, its posts, its reports. */
export function unitRights(unit: { id: string; path: string }, visibility: Rights["visibility"] = "unit"): Rights {
  return { unit_id: unit.id, unit_path: unit.path, visibility, shared_paths: [], named_user_ids: [] };
}

/** The rights of a new record of the unit that the actor acts for. */
export function ownRights(work: Work, visibility: Rights["visibility"] = "unit"): Rights {
  const unit = { id: requireRow(work.actor.unitId), path: requireRow(work.actor.unitPath) };
  const named_user_ids = visibility === "confidential" && work.actor.userId ? [work.actor.userId] : [];
  return { ...unitRights(unit, visibility), named_user_ids };
}

/** Writes the one line that every write owes. */
export async function recordHistory(work: Work, line: HistoryLine): Promise<void> {
  if (isOfNothing(line)) return;
  // Written as the machine: no other statement of the transaction may write a line.
  await asSystem(work, work.trx.insertInto("history").values(valuesOf(work, line)).compile());
}

/** Saved as it was: nothing was done. What an act was done with stands in its line, so only a change can be empty. */
function isOfNothing({ before, after }: HistoryLine): boolean {
  return [before, after].every((side) => isObject(side) && Object.keys(side).length === 0);
}

/** The same for many records at once. */
export async function recordMany(work: Work, lines: HistoryLine[]): Promise<void> {
  const rows = lines.map((line) => valuesOf(work, line));
  await insertMany(work, "history", rows, (query) => sendAsSystem(work, query));
}

function valuesOf(work: Work, line: HistoryLine) {
  return proven(work, {
    user_id: work.actor.userId ?? null,
    user_name: work.actor.name,
    on_behalf_of: line.onBehalfOf ?? null,
    subject_kind: line.subject[0],
    subject_id: line.subject[1],
    action: line.action,
    at: now(),
    before: written(line.before),
    after: written(line.after),
    ...rightsOf(line.rights),
  });
}

/** What only the row itself may say: its owner may have it erased, and nothing is erased from the history. */
const NEVER_SAID = /^passport_(number|expires_on|erase_on)$|password|token_hash/;

/** A field left empty is written as empty: left out, nobody would see that it was emptied. */
function written(said: unknown): string | null {
  if (said === undefined) return null;
  return JSON.stringify(said, (name, value: unknown) => (NEVER_SAID.test(name) ? undefined : (value ?? null)));
}

/** Where lines are missing because they are closed to missions and press ("near" in docs/rights.md), not because nothing happened. */
export function isPastClosed(actor: Actor, kind: string): boolean {
  return (kind === "partner" || kind === "aid_project") && hasRole(actor, "mission_officer", "press");
}

/** The last lines of one record, newest first. */
export async function listHistory(work: Work, subjectId: string, limit = 50) {
  return (await listPast(work, subjectId, { limit })).items;
}

/** All that happened to one record, newest first, a page at a time; the cursor is the last id. */
export async function listPast(
  work: Work,
  subjectId: string,
  { limit, cursor }: { limit: number; cursor?: string | undefined },
) {
  let query = pastOf(work, subjectId);
  if (cursor) query = query.where("history.id", "<", Number(cursor));
  const rows = await query
    .orderBy("history.id", "desc")
    .limit(limit + 1)
    .execute();
  return pageOf(rows, limit, (last) => String(last.id));
}

/** Every line of one record, newest first, or of these acts and those that say this field: none is left out, however much happened to it. */
export function listWholePast(work: Work, subjectId: string, about?: { actions: readonly string[]; field: string }) {
  let query = pastOf(work, subjectId);
  if (about)
    query = query.where((where) =>
      where.or([
        where("history.action", "in", about.actions),
        sql<boolean>`coalesce(jsonb_exists(history.after, ${about.field}), false)`,
      ]),
    );
  return query.orderBy("history.id", "desc").execute();
}

function pastOf(work: Work, subjectId: string) {
  return work.trx
    .selectFrom("history")
    .select([
      "history.id",
      "history.at",
      "history.user_name",
      "history.action",
      "history.subject_kind",
      "history.subject_id",
      "history.before",
      "history.after",
    ])
    .where("history.subject_id", "=", subjectId);
}

/** What a line of history says of an edit: the fields that changed, as they were and as they are; a name in each language counts by itself. */
export function changesBetween(before: Record<string, unknown>, after: Record<string, unknown>) {
  const [was, now] = [before, after].map((row) =>
    Object.fromEntries(Object.keys(after).flatMap((name) => said(name, row[name]))),
  );
  const changed = Object.keys({ ...was, ...now }).filter((name) => asSet(was?.[name]) !== asSet(now?.[name]));
  const only = (row: Record<string, unknown> = {}) =>
    Object.fromEntries(changed.map((name) => [name, row[name] ?? null]));
  return { before: only(was), after: only(now) };
}

/** The order in which several were chosen says nothing. */
const asSet = (value: unknown) => (Array.isArray(value) ? value.map(String).toSorted().join() : String(value ?? ""));

const said = (name: string, value: unknown) =>
  isObject(value) ? Object.entries(value).map(([language, one]) => [`${name}.${language}`, one]) : [[name, value]];

type Edit = { before: Record<string, unknown>; after: Record<string, unknown> };

/**
 * The same with what the record or the part is called, so that the line tells of what even where that did not change. Undefined where
 * nothing changed at all: then nothing is written, no version rises, and no line is owed.
 */
export function editBetween(
  before: Record<string, unknown>,
  after: Record<string, unknown>,
  called: string,
): Edit | undefined {
  const changes = changesBetween(before, after);
  if (Object.keys(changes.after).length === 0) return undefined;
  return {
    before: { ...changes.before, [called]: before[called] },
    after: { ...changes.after, [called]: after[called] ?? before[called] },
  };
}

type Latest = {
  id: number;
  at: Date;
  user_name: string;
  action: string;
  subject_kind: string;
  subject_id: string;
  title: string | null;
  before: unknown;
  after: unknown;
};

/** What changed lately in the units that the actor answers for; each unit's own last lines, so that a long history costs nothing. */
export async function listLatestHistory(work: Work, limit = 12): Promise<Latest[]> {
  const lines = sql`select history.id, history.at, history.user_name, history.action, history.subject_kind, history.subject_id,
      history.before, history.after, coalesce(history.after ->> 'title', history.after ->> 'name', history.before ->> 'title') as title
    from history where history.subject_kind in (${sql.join(kindsWith("told").map((kind) => sql.lit(kind)))})
      and history.action not in ('read_personal', 'imported', 'import_updated', 'import_undone')`;
  const end = sql`order by id desc limit ${sql.lit(limit)}`;
  const isWholeUnion = ownPaths(work.actor).some((path) => !path.includes("."));
  const rows = isWholeUnion
    ? await sql<Latest>`${lines} ${end}`.execute(work.trx)
    : await sql<Latest>`select latest.* from unit cross join lateral (${lines} and history.unit_id = unit.id ${end}) as latest
        where ${isOwn(work, "unit.path")} ${end}`.execute(work.trx);
  return rows.rows;
}

/** The whole log as far as the actor may see it, newest first, from one day to another, both included; the cursor is the last id. */
async function listLog(work: Work, filter: LogFilter) {
  let query = work.trx
    .selectFrom("history")
    .innerJoin("unit", "unit.id", "history.unit_id")
    .select([
      "history.id",
      "history.at",
      "history.user_name",
      "history.action",
      "history.subject_kind",
      "history.subject_id",
      "history.before",
      "history.after",
      "unit.name as unit_name",
      "unit.name_in as unit_name_in",
    ])
    .select(
      sql<
        string | null
      >`coalesce(history.after ->> 'title', history.after ->> 'name', history.before ->> 'title', history.before ->> 'name')`.as(
        "title",
      ),
    )
    .where(
      sql<boolean>`history.at >= (${filter.from}::date)::timestamp at time zone ${homeZone()}::text and history.at < (${filter.to}::date + 1)::timestamp at time zone ${homeZone()}::text`,
    );
  if (filter.kind) query = query.where("history.subject_kind", "=", filter.kind);
  if (filter.who !== undefined) query = query.where("history.user_name", "ilike", within(filter.who));
  if (filter.cursor) query = query.where("history.id", "<", Number(filter.cursor));
  const rows = await query
    .orderBy("history.id", "desc")
    .limit(filter.limit + 1)
    .execute();
  return pageOf(rows, filter.limit, (last) => String(last.id));
}

export const logList = { filter: logFilter, list: listLog };
