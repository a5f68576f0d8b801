import { sql } from "kysely";
import type { z } from "zod";
import type { Work } from "#platform/db.server.ts";
import { requirePermission, requireVersion } from "#platform/errors.ts";
import { recordHistory, unitRights } from "#platform/history.server.ts";
import type { Scope } from "./fact.queries.server.ts";
import type { textForm } from "./report.forms.ts";
import { canWriteReport } from "./report.policy.ts";
import { findText } from "./report.queries.server.ts";

/** Writes or rewrites one paragraph of one language, at the version that was read; answers with its id. */
export async function writeText(
  work: Work,
  scope: Scope,
  { version, ...paragraph }: z.output<typeof textForm>,
): Promise<string> {
  requirePermission(canWriteReport(work.actor, scope.unitPath));
  const rights = unitRights({ id: scope.unitId, path: scope.unitPath });
  // Two who write the first paragraph at once find no row to lock.
  await sql`select pg_advisory_xact_lock(hashtext(${`${scope.unitId} ${paragraph.year} ${paragraph.section} ${paragraph.language}`}))`.execute(
    work.trx,
  );
  const before = await findText(work, scope, paragraph);
  requireVersion({ body: before?.body ?? "", version: before?.version ?? 0 }, version);
  if (before?.body === paragraph.body) return before.id;
  const row = await work.trx
    .insertInto("report_text")
    .values({
      year: paragraph.year,
      section: paragraph.section,
      language: paragraph.language,
      body: paragraph.body,
      ...rights,
    })
    .onConflict((conflict) =>
      conflict
        .columns(["unit_id", "year", "section", "language"])
        .doUpdateSet({ body: paragraph.body, version: version + 1 }),
    )
    .returning("report_text.id")
    .executeTakeFirstOrThrow();
  await recordHistory(work, {
    subject: ["report_text", row.id],
    action: "written",
    rights,
    before: before && { body: before.body },
    after: paragraph,
  });
  return row.id;
}
