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
