import type { Cell } from "./workbook-rows.ts";
import { csvLine } from "./workbook-rows.ts";

/** Rows as lines of a text file. */
export function run(rows: Cell[][]): Uint8Array {
  return new TextEncoder().encode(rows.map(csvLine).join(""));
}
