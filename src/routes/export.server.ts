import { error } from "@sveltejs/kit";
import type { RequestEvent } from "@sveltejs/kit";
import type { z } from "zod";
import { attachment } from "#platform/attachment.server.ts";
import { requireFilter } from "#platform/filter.server.ts";
import type { FilterSchema } from "#platform/filter.ts";
import { MOST_ON_A_PAGE } from "#platform/filter.ts";
import { home } from "#platform/home.ts";
import { load as read } from "#platform/http.server.ts";
import type { List, Page } from "#platform/list.ts";
import { fileStart } from "#platform/union-shown.ts";
import { inLocale, wordsFor } from "#platform/words.server.ts";
import type { Cell } from "#platform/workbook.server.ts";
import { csvOf, workbookOf } from "#platform/workbook.server.ts";
import { requireNamed } from "./list.server.ts";

/** What a column is called (export_column), and the cell of a row below it. */
type Column<Row> = [name: string, cell: (row: Row) => Cell];

/** By which an import knows the record again, and whether somebody wrote to it since. */
export const OWN_COLUMNS: Column<{ id: string; version: number }>[] = [
  ["id", (one) => one.id],
  ["version", (one) => one.version],
];

export const say = (key: string, inputs: Record<string, string>) => wordsFor(key, inputs) ?? "";

/** The list as its page shows it, filters and order included, whole, as a workbook or CSV; sent page by page, as it is read. */
export async function exportRows<Schema extends FilterSchema, Row>(
  event: RequestEvent<{ format: string }>,
  { filter: schema, list }: List<Schema, Row>,
  name: string,
  columns: Column<Row>[],
): Promise<Response> {
  const { format } = event.params;
  if (format !== "xlsx" && format !== "csv") error(404);
  const asked = (cursor?: string) => pageFrom(event, { filter: schema, list }, columns, cursor);
  // What the address asks wrongly is answered before anything is sent.
  const first = await asked();
  const headings = columns.map(([column]) => headingOf(column));
  const packets = pagesFrom(first, asked);
  const pieces = format === "csv" ? csvOf(packets, headings) : workbookOf(packets, headings);
  return attachment(streamOf(pieces), `${fileStart()}-${name}.${format}`, event.url.searchParams);
}

/** A sheet is handed on: its headings are in the union's language and in the one for people abroad, whoever took it out. */
function headingOf(column: string): string {
  const { language, language_international } = home();
  const said = [language, language_international].map((one) => inLocale(one, () => say("export_column", { column })));
  return [...new Set(said)].join(" / ");
}

type Packet = { cells: Cell[][]; next: string | null };

async function* pagesFrom(first: Packet, read_: (cursor: string) => Promise<Packet>): AsyncGenerator<Cell[][]> {
  for (let page = first; ; page = await read_(page.next)) {
    yield page.cells;
    if (page.next === null) return;
  }
}

/** Each page is a reading of its own: a download that is slow holds no connection and no snapshot. */
function pageFrom<Schema extends FilterSchema, Row>(
  event: RequestEvent,
  { filter: schema, list }: List<Schema, Row>,
  columns: Column<Row>[],
  cursor: string | undefined,
): Promise<Packet> {
  // What is sent after the handler has answered is still in the language of who asked.
  return inLocale(event.locals.locale, () =>
    read(event, async (work) => {
      const asked: z.output<Schema> = requireFilter(schema, event.url.searchParams);
      const page: Page<Row> = await list(work, { ...asked, limit: MOST_ON_A_PAGE, cursor });
      if (cursor === undefined && page.items.length === 0) await requireNamed(work, schema, asked);
      return { cells: page.items.map((row) => columns.map(([, cell]) => cell(row))), next: page.next_cursor };
    }),
  );
}

/** Read as fast as it is taken, so that no more than a page waits in memory. */
function streamOf(pieces: AsyncGenerator<Uint8Array>): ReadableStream<Uint8Array> {
  return new ReadableStream({
    pull: async (to) => {
      const { done, value } = await pieces.next();
      if (done) to.close();
      else to.enqueue(value);
    },
    cancel: async () => void (await pieces.return(undefined)),
  });
}
