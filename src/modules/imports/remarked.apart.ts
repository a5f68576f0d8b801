import type { ImportKind } from "./column.model.ts";
import { COLUMN_SETS } from "./column-sets.ts";
import { headingsOf } from "./open-sheet.server.ts";
import { remarkFile } from "./remarked.server.ts";

/** The file that was sent, with a remark in each row that has one. */
export function run({
  kind,
  bytes,
  remarks,
}: {
  kind: ImportKind;
  bytes: Uint8Array;
  remarks: Map<number, string>;
}): Promise<Uint8Array> {
  return remarkFile(bytes, remarks, headingsOf(COLUMN_SETS[kind]));
}
