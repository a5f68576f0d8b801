import { findImport, listEveryProblem } from "#modules/imports/import.queries.server.ts";
import type { ImportKind } from "#modules/imports/column.model.ts";
import { isArchive } from "#modules/imports/sheet.server.ts";
import { apart } from "#platform/apart.server.ts";
import { readBytes } from "#platform/files.server.ts";
import { found, load as read, problemPage } from "#platform/http.server.ts";
import { attachment } from "#platform/attachment.server.ts";
import type { RequestHandler } from "./$types";

export const GET: RequestHandler = async (event) => {
  const { row, problems } = await read(event, async (work) => {
    const found_ = found(await findImport(work, event.params.importId));
    return { row: found_, problems: await listEveryProblem(work, found_.id) };
  });
  const remarks = new Map<number, string>();
  for (const { row: line, column, message } of problems) {
    if (line === null) continue;
    const remark = column ? `${column}: ${message}` : message;
    remarks.set(line, [remarks.get(line), remark].filter(Boolean).join(" "));
  }
  const bytes = new Uint8Array(await readBytes(row.file_sha256));
  const remarked = await problemPage(() =>
    apart<typeof import("#modules/imports/remarked.apart.ts")>(
      "#modules/imports/remarked.apart.ts",
      { kind: row.kind as ImportKind, bytes, remarks },
      { lane: "reading", who: event.locals.actor.userId },
    ),
  );
  return attachment(remarked, `remarks.${isArchive(bytes) ? "xlsx" : "csv"}`);
};
