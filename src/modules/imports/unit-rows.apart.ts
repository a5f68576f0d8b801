import { linesFromRows } from "#modules/units/unit-lines.model.ts";
import { RuleError } from "#platform/errors.ts";
import { readSheet } from "./sheet.server.ts";

/** A tree of units in a sheet whose columns are levels, as the lines that one would type. */
export async function run({ name, bytes }: { name: string; bytes: Uint8Array }): Promise<string> {
  const { rows } = await readSheet(bytes, name, () => false);
  const lines = linesFromRows(rows.map((row) => row.cells));
  if (lines === "") throw new RuleError("rule_import_empty");
  return lines;
}
