import { error } from "@sveltejs/kit";
import type { RequestEvent } from "@sveltejs/kit";
import type { Work } from "#platform/db.server.ts";
import { load as read } from "#platform/http.server.ts";
import { wordsFor } from "#platform/words.server.ts";
import type { Cell } from "#platform/workbook.server.ts";
import { writeCsv, writeWorkbook } from "#platform/workbook.server.ts";
import { attachment } from "./attachment.server.ts";

type Page<Row> = { items: Row[]; next_cursor: string | null };
type Say = (key: string, inputs: Record<string, string>) => string;
const MOST_ROWS = 20_000;

/** The list as its page shows it, filters and order included, as a workbook or CSV of at most 20,000 rows. */
export async function exportRows<Row>(
  event: RequestEvent<{ format: string }>,
  of: { name: string; headings: string[] },
  list: (work: Work, page: { limit: number; cursor: string | undefined }) => Promise<Page<Row>>,
  cells: (row: Row, say: Say) => Cell[],
): Promise<Response> {
  const { format } = event.params;
  if (format !== "xlsx" && format !== "csv") error(404);
  const say: Say = (key, inputs) => wordsFor(key, inputs) ?? "";
  const rows = await read(event, async (work) => {
    const all: Cell[][] = [of.headings];
    for (let cursor: string | null = ""; cursor !== null && all.length <= MOST_ROWS;) {
      const page: Page<Row> = await list(work, { limit: 200, cursor: cursor || undefined });
      all.push(...page.items.map((row) => cells(row, say)));
      cursor = page.next_cursor;
    }
    return all;
  });
  return attachment(format === "csv" ? writeCsv(rows) : writeWorkbook(rows), `amity-${of.name}.${format}`);
}
