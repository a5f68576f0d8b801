import { error } from "@sveltejs/kit";
import type { RequestEvent } from "@sveltejs/kit";
import { requireValues } from "#platform/filter.server.ts";
import type { FilterSchema } from "#platform/filter.ts";
import { MOST_ON_A_PAGE } from "#platform/filter.ts";
import { load as read } from "#platform/http.server.ts";
import type { List, Page } from "#platform/list.ts";
import { wordsFor } from "#platform/words.server.ts";
import type { Cell } from "#platform/workbook.server.ts";
import { writeCsv, writeWorkbook } from "#platform/workbook.server.ts";
import { requireNamed } from "./list.server.ts";
import { attachment } from "#platform/attachment.server.ts";

/** What stands above a column, and the cell of a row below it. */
type Column<Row> = [heading: string, cell: (row: Row) => Cell];
const MOST_ROWS = 20_000;

export const say = (key: string, inputs: Record<string, string>) => wordsFor(key, inputs) ?? "";

/** The list as its page shows it, filters and order included, as a workbook or CSV of at most 20,000 rows. */
export async function exportRows<Schema extends FilterSchema, Row>(
  event: RequestEvent<{ format: string }>,
  { filter: schema, list }: List<Schema, Row>,
  name: string,
  columns: Column<Row>[],
): Promise<Response> {
  const { format } = event.params;
  if (format !== "xlsx" && format !== "csv") error(404);
  const rows = await read(event, async (work) => {
    const asked = requireValues(schema, event.url.searchParams);
    const all: Cell[][] = [columns.map(([heading]) => heading)];
    for (let cursor: string | null = ""; cursor !== null && all.length <= MOST_ROWS;) {
      const page: Page<Row> = await list(work, { ...asked, limit: MOST_ON_A_PAGE, cursor: cursor || undefined });
      all.push(...page.items.map((row) => columns.map(([, cell]) => cell(row))));
      cursor = page.next_cursor;
    }
    if (all.length === 1) await requireNamed(work, schema, asked);
    return all;
  });
  return attachment(format === "csv" ? writeCsv(rows) : writeWorkbook(rows), `amity-${name}.${format}`);
}
