import { kindsByWord } from "#modules/units/unit-kind.queries.server.ts";
import { RuleError } from "#platform/errors.ts";
import type { UnitSheet } from "./unit-sheet.server.ts";
import { readUnitSheet } from "./unit-sheet.server.ts";
import { headingWeight, rolesByHeading } from "./unit-headings.server.ts";
import { readSheet } from "./sheet.server.ts";

/** A tree of units in a sheet, and what of the sheet was not read. */
export async function run({ name, bytes }: { name: string; bytes: Uint8Array }): Promise<UnitSheet> {
  const kindOf = kindsByWord();
  const roleOf = rolesByHeading((word) => kindOf(word) !== undefined);
  const sheet = await readSheet(bytes, name, (cells) => headingWeight(cells, roleOf) > 0);
  const { lines, left } = readUnitSheet(sheet, { roleOf, kindOf });
  if (lines.length === 0 && left.length === 0) throw new RuleError("rule_import_empty");
  return { lines, left: [...sheet.remarks, ...left] };
}
