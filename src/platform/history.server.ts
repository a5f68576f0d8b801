import { sql } from "kysely";
import type { Work } from "./db.server.ts";
import { requireRow } from "./errors.ts";

/** The columns that say whose a row is; a part of a record carries its record's. */
export type Rights = {
  unit_id: string;
  unit_path: string;
  visibility: "unit" | "union" | "confidential" | "public";
  shared_paths: string;
  named_user_ids: string[];
};

export type HistoryLine = {
  subject: [kind: string, id: string];
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

/** The rights of a new record of the unit that the actor acts for. */
export function ownRights(work: Work, visibility: Rights["visibility"] = "unit"): Rights {
  return {
    unit_id: requireRow(work.actor.unitId),
    unit_path: requireRow(work.actor.unitPath),
    visibility,
    shared_paths: "{}",
    named_user_ids: visibility === "confidential" && work.actor.userId ? [work.actor.userId] : [],
  };
}

/** Writes the one line that every write owes. */
export async function recordHistory(work: Work, line: HistoryLine): Promise<void> {
  await work.trx
    .insertInto("history")
    .values({
      user_id: work.actor.userId ?? null,
      user_name: work.actor.name,
      on_behalf_of: line.onBehalfOf ?? null,
      subject_kind: line.subject[0],
      subject_id: line.subject[1],
      action: line.action,
      before: line.before === undefined ? null : JSON.stringify(line.before),
      after: line.after === undefined ? null : JSON.stringify(line.after),
      ...rightsOf(line.rights),
    })
    .execute();
}

/** The lines of one record, newest first. */
export async function listHistory(work: Work, subjectId: string, limit = 50) {
  return work.trx
    .selectFrom("history")
    .select([
      "history.id",
      "history.at",
      "history.user_name",
      "history.action",
      "history.subject_kind",
      "history.before",
      "history.after",
    ])
    .where("history.subject_id", "=", subjectId)
    .orderBy("history.id", "desc")
    .limit(limit)
    .execute();
}

/** What changed lately among all that the actor may see. */
export async function listLatestHistory(work: Work, limit = 12) {
  return work.trx
    .selectFrom("history")
    .select([
      "history.id",
      "history.at",
      "history.user_name",
      "history.action",
      "history.subject_kind",
      "history.subject_id",
    ])
    .select(
      sql<string | null>`coalesce(history.after ->> 'title', history.after ->> 'name', history.before ->> 'title')`.as(
        "title",
      ),
    )
    .where("history.subject_kind", "in", ["delegation", "activity", "partner"])
    .where("history.action", "not in", ["read_personal", "imported", "import_updated", "import_undone"])
    .orderBy("history.id", "desc")
    .limit(limit)
    .execute();
}

export type LogFilter = {
  from: string;
  to: string;
  kind?: string | undefined;
  who?: string | undefined;
  limit: number;
  cursor?: string | undefined;
};

/** The whole log as far as the actor may see it, newest first, from one day to another, both included; the cursor is the last id. */
export async function listLog(work: Work, filter: LogFilter) {
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
      "unit.name_vi",
      "unit.name_en",
    ])
    .select(
      sql<
        string | null
      >`coalesce(history.after ->> 'title', history.after ->> 'name', history.before ->> 'title', history.before ->> 'name')`.as(
        "title",
      ),
    )
    .where(
      sql<boolean>`history.at >= (${filter.from}::date)::timestamp at time zone 'Asia/Ho_Chi_Minh' and history.at < (${filter.to}::date + 1)::timestamp at time zone 'Asia/Ho_Chi_Minh'`,
    );
  if (filter.kind) query = query.where("history.subject_kind", "=", filter.kind);
  if (filter.who) query = query.where("history.user_name", "ilike", `%${filter.who.replaceAll(/[\\%_]/g, "")}%`);
  if (filter.cursor && /^\d{1,18}$/.test(filter.cursor)) query = query.where("history.id", "<", Number(filter.cursor));
  const rows = await query
    .orderBy("history.id", "desc")
    .limit(filter.limit + 1)
    .execute();
  const last = rows[filter.limit - 1];
  return {
    items: rows.slice(0, filter.limit),
    next_cursor: rows.length > filter.limit && last ? String(last.id) : null,
  };
}
