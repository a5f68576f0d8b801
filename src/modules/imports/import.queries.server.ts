import { sql } from "kysely";
import type { Changed } from "#platform/bulk.server.ts";
import type { Work } from "#platform/db.server.ts";
import { countRows, pageOf } from "#platform/list.ts";
import { tellImport, tellProblems } from "./account.server.ts";
import type { ImportFilter } from "./import.filter.ts";
import { importFilter } from "./import.filter.ts";
import { packetsOf } from "#platform/packets.server.ts";

/** Newest first; ids carry their time, so the last one is the cursor. */
async function listImports(work: Work, filter: ImportFilter & { limit: number }) {
  let query = matching(work, filter).selectAll("import");
  if (filter.cursor) query = query.where("import.id", "<", filter.cursor);
  const rows = await query
    .orderBy("import.id", "desc")
    .limit(filter.limit + 1)
    .execute();
  const page = pageOf(rows, filter.limit, (last) => last.id);
  return { ...page, items: await Promise.all(page.items.map((row) => tellImport(work, row))) };
}

function matching(work: Work, filter: ImportFilter) {
  let query = work.trx.selectFrom("import");
  if (filter.kind) query = query.where("import.kind", "=", filter.kind);
  if (filter.status) query = query.where("import.status", "=", filter.status);
  return query;
}

export const importList = {
  filter: importFilter,
  list: listImports,
  count: (work: Work, filter: ImportFilter) => countRows(work, matching(work, filter).select("import.id")),
};

export async function findImport(work: Work, importId: string) {
  return work.trx.selectFrom("import").selectAll("import").where("import.id", "=", importId).executeTakeFirst();
}

/** An import with its account, in the language of who reads it. */
export async function findTold(work: Work, importId: string) {
  const row = await findImport(work, importId);
  return row && tellImport(work, row);
}

/** How an import stands, as the interface tells it. */
export async function findAccount(work: Work, importId: string) {
  const row = await findTold(work, importId);
  if (!row) return undefined;
  const { id, status, rows, processed, created, updated, skipped, refused, remarks, failure, columns } = row;
  return { id, status, rows, processed, created, updated, skipped, refused, remarks, failure, columns };
}

/** What its account names, in the order of the sheet, beginning after so many; the last page has fewer than `limit`. */
export async function listProblems(work: Work, importId: string, { limit = 200, after = 0 } = {}) {
  const row = await findImport(work, importId);
  if (!row) return [];
  const problems = await work.trx
    .selectFrom("import_problem")
    .select(["import_problem.row_number as row", "import_problem.column_name as column", "import_problem.message"])
    .select(["import_problem.code", "import_problem.details", "import_problem.kind", "import_problem.record_id"])
    .where("import_problem.import_id", "=", importId)
    .orderBy("import_problem.row_number")
    .orderBy("import_problem.id")
    .limit(limit)
    .offset(after)
    .execute();
  return tellProblems(work, row.kind, problems);
}

export function countProblems(work: Work, importId: string): Promise<number> {
  return countRows(
    work,
    work.trx.selectFrom("import_problem").select("import_problem.id").where("import_problem.import_id", "=", importId),
  );
}

/** The same whole, for calls and for a workbook that carries its remarks. */
export async function listEveryProblem(work: Work, importId: string) {
  const all: Awaited<ReturnType<typeof listProblems>> = [];
  for (let more = true; more;) {
    const page = await listProblems(work, importId, { limit: 5000, after: all.length });
    all.push(...page);
    more = page.length === 5000;
  }
  return all;
}

/** Imports that were being written when the process ended. */
export async function listInterrupted(work: Work) {
  return work.trx
    .selectFrom("import")
    .select(["import.id", "import.created_by"])
    .where("import.status", "=", "committing")
    .limit(100)
    .execute();
}

/** What an import changed, as it was before; a packet at a time, for all at once would not fit in memory. */
export async function* listChanged(work: Work, importId: string): AsyncGenerator<Changed[]> {
  const kept = await work.trx
    .selectFrom("import_before")
    .select("import_before.id")
    .where("import_before.import_id", "=", importId)
    .execute();
  for (const packet of packetsOf(kept.map((one) => one.id))) {
    const rows = await work.trx
      .selectFrom("import_before")
      .select(["import_before.record_id as id", "import_before.before"])
      .where("import_before.id", "=", sql<string>`any(${packet}::uuid[])`)
      .execute();
    yield rows as Changed[];
  }
}
