import { findImport, listProblems } from "#modules/imports/import.queries.server.ts";
import { remarkWorkbook } from "#modules/imports/remarked.server.ts";
import { readBytes } from "#platform/files.server.ts";
import { found, load as read } from "#platform/http.server.ts";
import { attachment } from "#platform/attachment.server.ts";
import type { RequestHandler } from "./$types";

export const GET: RequestHandler = async (event) => {
  const { row, problems } = await read(event, async (work) => {
    const found_ = found(await findImport(work, event.params.importId));
    return { row: found_, problems: await listProblems(work, found_.id, 5000) };
  });
  const remarks = new Map<number, string>();
  for (const one of problems)
    remarks.set(one.row, [remarks.get(one.row), `${one.column ?? ""}: ${one.message}`].filter(Boolean).join(" "));
  const kind = /\.(csv|txt)$/i.test(row.file_name) ? "csv" : "xlsx";
  return attachment(remarkWorkbook(new Uint8Array(await readBytes(row.file_sha256)), remarks), `remarks.${kind}`);
};
