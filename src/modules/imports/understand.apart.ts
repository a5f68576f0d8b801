import type { BulkRow } from "#platform/bulk.server.ts";
import type { ColumnSet } from "#platform/columns.ts";
import { RuleError } from "#platform/errors.ts";
import { keyOf, wholeKeyOf } from "#platform/identity.ts";
import { COLUMN_SETS } from "./column-sets.ts";
import { rangesOf } from "./lines.model.ts";
import type { Plain } from "./lists.server.ts";
import type { SentFile } from "./open-sheet.server.ts";
import { openSheet } from "./open-sheet.server.ts";
import type { Problem } from "./row.server.ts";
import { listsOf, readRow } from "./row.server.ts";
import type { SheetRow } from "./sheet-rows.server.ts";
import { lettersOf } from "./sheet-rows.server.ts";
import type { Told } from "./told.server.ts";

const NOTHING: SheetRow = { number: 0, cells: [], formulas: [], fractions: [] };
/** So many rows, or problems, go back at once: the other side puts a packet together within a few milliseconds. */
const PACKET = 250;

type Packet = { rows: BulkRow[] } | { problems: Problem[] };
/** What is told of the whole file; its rows and problems go before in packets. */
type Ended = { total: number; columns: Record<string, number>; headings: string[]; remarks: Told[] };

/** A list that was sent, as rows to write; `known` is what its cells are compared with. */
export async function run(
  { known, ...sent }: SentFile & { known: Plain },
  give: (packet: Packet) => Promise<void>,
): Promise<Ended> {
  const set = COLUMN_SETS[sent.kind];
  const { sheet, columns, headings, remarks } = await openSheet(sent);
  const lists = listsOf(known);
  const problems: Problem[] = [];
  const read: Omit<BulkRow, "isAlone">[] = [];
  const atHome: number[] = [];
  const unnamed = new Set<number>();
  let total = 0;
  for (let at = sheet.heading + 1; at < sheet.rows.length; at += 1) {
    const row = sheet.rows[at] ?? NOTHING;
    // What was read is let go at once: a workbook of 100,000 rows stays within 512 MB.
    sheet.rows[at] = NOTHING;
    if (row.cells.every((cell) => cell.trim() === "")) continue;
    total += 1;
    for (const [at, cell] of row.cells.entries()) if (!headings[at] && cell.trim() !== "") unnamed.add(at);
    const found: Problem[] = [];
    let isHomeLeft = false;
    const one = readRow({ row, lists, problems: found, set, columns, leaveHome: () => (isHomeLeft = true) });
    problems.push(...found);
    if (!one) continue;
    read.push(one);
    if (isHomeLeft) atHome.push(row.number);
  }
  if (total === 0) throw new RuleError("rule_import_empty");
  const { rows, repeated } = withoutRepeats(set, read);
  problems.push(...repeated);
  if ("code" in columns) remarks.push({ code: "import_code_unused", details: {} });
  if (unnamed.size > 0) remarks.push({ code: "import_columns_unnamed", details: { columns: lettersIn(unnamed) } });
  if (atHome.length > 0) remarks.push({ code: "import_home_left", details: { lines: rangesOf(atHome) } });
  if (repeated.length > 0) remarks.push({ code: "import_repeated", details: { count: repeated.length } });
  for (const packet of packetsOf(problems)) await give({ problems: packet });
  for (const packet of packetsOf(rows)) await give({ rows: packet });
  return { total, columns, headings, remarks };
}

const packetsOf = <Row>(rows: Row[]): Row[][] =>
  Array.from({ length: Math.ceil(rows.length / PACKET) }, (_, at) => rows.slice(at * PACKET, (at + 1) * PACKET));

const lettersIn = (columns: Set<number>) =>
  [...columns]
    .toSorted((one, other) => one - other)
    .map(lettersOf)
    .join(", ");

/** Each record once: a row that repeats another is named with the one it repeats. */
function withoutRepeats(set: ColumnSet, read: Omit<BulkRow, "isAlone">[]) {
  const first = new Map<string, number>();
  const called = new Map<string, number>();
  const rows: BulkRow[] = [];
  const repeated: Problem[] = [];
  for (const row of read) {
    const unit = row.unit?.id ?? "";
    const key = row.own ? row.own.id : `${unit} ${wholeKeyOf(set, row.values)}`;
    const line = first.get(key);
    if (line !== undefined) {
      repeated.push({ row: row.line, column: null, code: "import_repeats", details: { line }, kind: "repeated" });
      continue;
    }
    first.set(key, row.line);
    const name = `${unit} ${keyOf(set, row.values)}`;
    called.set(name, (called.get(name) ?? 0) + 1);
    rows.push({ ...row, isAlone: true });
  }
  for (const row of rows) row.isAlone = called.get(`${row.unit?.id ?? ""} ${keyOf(set, row.values)}`) === 1;
  return { rows, repeated };
}
