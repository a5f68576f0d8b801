import fs from "node:fs";
import path from "node:path";
import type { Work } from "#platform/db.server.ts";
import { listsThatAre, resourceAt } from "#platform/kinds.ts";
import { withLanguages } from "#platform/names.ts";
import { sayEvent } from "#platform/security-log.server.ts";
import type { Cell } from "#platform/workbook.server.ts";

const cellOf = (value: unknown): Cell =>
  value === null || typeof value === "string" || typeof value === "number"
    ? value
    : Array.isArray(value)
      ? value.join(", ")
      : JSON.stringify(value);

/** Writes every row of a list that `work`'s actor may see; .xlsx, .csv or .json by the name of the file. Returns how many. */
export async function exportList(work: Work, kind: string, file: string): Promise<number> {
  const lists = listsThatAre("exported");
  const wanted = lists.some((one) => one === kind) && resourceAt(kind);
  if (!wanted) throw new Error(`Say --kind ${lists.join("|")}.`);
  const { RESOURCES } = await import("#modules/resources.server.ts");
  const { list } = RESOURCES[wanted].list;
  const rows: Record<string, unknown>[] = [];
  for (let cursor: string | null = ""; cursor !== null;) {
    const page = await list(work, { limit: 200, cursor: cursor || undefined });
    rows.push(...withLanguages(page.items));
    cursor = page.next_cursor;
    if (process.stderr.isTTY) process.stderr.write(`\r${rows.length} rows`);
  }
  const { writeCsv, writeWorkbook } = await import("#platform/workbook.server.ts");
  const names = Object.keys(rows[0] ?? {});
  const table: Cell[][] = [names, ...rows.map((row) => names.map((name) => cellOf(row[name])))];
  if (file.endsWith(".json")) fs.writeFileSync(file, JSON.stringify(rows, null, 2));
  else fs.writeFileSync(file, file.endsWith(".csv") ? writeCsv(table) : writeWorkbook(table));
  const { userId, name } = work.actor;
  sayEvent("export_made", {
    who: { userId, name },
    what: { file: path.basename(file), rows: rows.length, by: "command" },
  });
  return rows.length;
}
