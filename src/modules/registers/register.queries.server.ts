import { sql } from "kysely";
import { isInTree, withPlaces } from "#modules/units/unit-place.queries.server.ts";
import type { Placed } from "#modules/units/unit-place.queries.server.ts";
import type { Work } from "#platform/db.server.ts";
import { readBytes } from "#platform/files.server.ts";
import { countRows } from "#platform/list.ts";
import { listOf } from "#platform/page-text.server.ts";
import type { FilePlace, KeptFile } from "#platform/resource.ts";
import { holds } from "#platform/search.ts";
import type { RegisterFilter } from "./register.filter.ts";
import { registerFilter } from "./register.filter.ts";

const TITLE = sql<string>`coalesce(register_entry.subject, register_entry.reason)`;
const SAID = [
  "register_entry.id",
  "register_entry.kind",
  "register_entry.year",
  "register_entry.number",
  "register_entry.ordinal",
  "register_entry.last_ordinal",
  "register_entry.status",
  "register_entry.on_date",
  "register_entry.subject",
  "register_entry.signer",
  "register_entry.addressee",
  "register_entry.reason",
  "register_entry.record_kind",
  "register_entry.record_id",
  "register_entry.paper",
  "register_entry.file_id",
  "file.name as file_name",
  "file.sha256",
  "unit.name as unit_name",
  "unit.name_in as unit_name_in",
  "register_entry.version",
] as const;

function matching(work: Work, filter: Placed<RegisterFilter>) {
  let query = work.trx.selectFrom("register_entry").where("register_entry.status", "<>", "taken_back");
  if (filter.q) query = query.where(holds("register_entry.search_text", filter.q));
  if (filter.kind) query = query.where("register_entry.kind", "=", filter.kind);
  if (filter.year) query = query.where("register_entry.year", "=", Number(filter.year));
  if (filter.status) query = query.where("register_entry.status", "=", filter.status);
  if (filter.record) query = query.where("register_entry.record_id", "=", filter.record);
  if (filter.places)
    query = query.where(isInTree("register_entry.unit_path", { places: filter.places, left: filter.left }));
  return query;
}

/** Book by book; the last number first, or as a book is printed the first. */
async function entryPage(work: Work, asked: RegisterFilter & { limit: number }) {
  const isBook = asked.order === "book";
  let query = matching(work, await withPlaces(work, asked))
    .innerJoin("unit", "unit.id", "register_entry.unit_id")
    .leftJoin("file", "file.id", "register_entry.file_id")
    .select([...SAID, "register_entry.book_place"])
    .select(TITLE.as("title"));
  if (asked.cursor) {
    const [place, id] = asked.cursor.split(",");
    query = query.where(
      sql<boolean>`(register_entry.book_place, register_entry.id) ${isBook ? sql`>` : sql`<`} (${place} collate "C", ${id}::uuid)`,
    );
  }
  const rows = query
    .orderBy("register_entry.book_place", isBook ? "asc" : "desc")
    .orderBy("register_entry.id", isBook ? "asc" : "desc")
    .limit(sql.lit(asked.limit + 1));
  return {
    rows,
    limit: asked.limit,
    cursorOf: (last: { book_place: string; id: string }) => `${last.book_place},${last.id}`,
  };
}

export const registerList = listOf({
  filter: registerFilter,
  page: entryPage,
  count: async (work: Work, filter: RegisterFilter, most?: number) =>
    countRows(work, matching(work, await withPlaces(work, filter)).select("register_entry.id"), most),
});

export async function findEntry(work: Work, entryId: string) {
  return work.trx
    .selectFrom("register_entry")
    .innerJoin("unit", "unit.id", "register_entry.unit_id")
    .leftJoin("file", "file.id", "register_entry.file_id")
    .selectAll("register_entry")
    .select(["file.name as file_name", "file.sha256", "unit.name as unit_name", "unit.name_in as unit_name_in"])
    .select(TITLE.as("title"))
    .where("register_entry.id", "=", entryId)
    .executeTakeFirst();
}

/** The numbers that papers of one record bear, newest first; `paper` is which of its papers. */
export async function listNumbersOf(work: Work, recordId: string) {
  return work.trx
    .selectFrom("register_entry")
    .select(["register_entry.id", "register_entry.paper", "register_entry.kind", "register_entry.number"])
    .select(["register_entry.on_date", "register_entry.status", "register_entry.file_id"])
    .where("register_entry.record_id", "=", recordId)
    .orderBy("register_entry.created_at", "desc")
    .orderBy("register_entry.id", "desc")
    .execute();
}

/** The file under the number that stands of one paper of a record, if it took one. */
export async function findIssued(work: Work, recordId: string, paper: string): Promise<string | undefined> {
  const row = await work.trx
    .selectFrom("register_entry")
    .select("register_entry.file_id")
    .where("register_entry.record_id", "=", recordId)
    .where("register_entry.paper", "=", paper)
    .where("register_entry.status", "=", "registered")
    .where("register_entry.file_id", "is not", null)
    .orderBy("register_entry.created_at", "desc")
    .orderBy("register_entry.id", "desc")
    .limit(1)
    .executeTakeFirst();
  return row?.file_id ?? undefined;
}

/** The file of a line, as it was issued or scanned. */
export async function readFileOfEntry(work: Work, { id, fileId }: FilePlace): Promise<KeptFile | undefined> {
  const file = await work.trx
    .selectFrom("register_entry")
    .innerJoin("file", "file.id", "register_entry.file_id")
    .select(["file.name", "file.media_type", "file.sha256"])
    .where("register_entry.id", "=", id)
    .where("file.id", "=", fileId)
    .executeTakeFirst();
  return file && { ...file, bytes: await readBytes(file.sha256) };
}
