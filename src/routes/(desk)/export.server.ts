import { error } from "@sveltejs/kit";
import type { RequestEvent } from "@sveltejs/kit";
import type { Work } from "#platform/db.server.ts";
import { listOf, load as read } from "#platform/http.server.ts";
import { wordsFor } from "#platform/words.server.ts";
import type { Cell } from "#platform/workbook.server.ts";
import { writeCsv, writeWorkbook } from "#platform/workbook.server.ts";
import { attachment } from "./attachment.server.ts";

type Page<Row> = { items: Row[]; next_cursor: string | null };
type Say = (key: string, inputs: Record<string, string>) => string;
const MOST_ROWS = 20_000;

/** The list as filtered, as a workbook or CSV of at most 20,000 rows. */
export async function exportRows<Row>(
  event: RequestEvent<{ format: string }>,
  of: { name: string; headings: string[]; filters: string[] },
  list: (work: Work, filter: never) => Promise<Page<Row>>,
  cells: (row: Row, say: Say) => Cell[],
): Promise<Response> {
  const { format } = event.params;
  if (format !== "xlsx" && format !== "csv") error(404);
  const say: Say = (key, inputs) => wordsFor(key, inputs) ?? "";
  const rows = await read(event, async (work) => {
    const all: Cell[][] = [of.headings];
    const url = new URL(event.url);
    url.searchParams.set("limit", "200");
    for (let cursor: string | null = ""; cursor !== null && all.length <= MOST_ROWS;) {
      url.searchParams.set("cursor", cursor);
      const page: Page<Row> = await listOf(url, of.filters, (filter) =>
        list(work, { ...filter, cursor: cursor || undefined } as never),
      );
      all.push(...page.items.map((row) => cells(row, say)));
      cursor = page.next_cursor;
    }
    return all;
  });
  return attachment(format === "csv" ? writeCsv(rows) : writeWorkbook(rows), `amity-${of.name}.${format}`);
}
