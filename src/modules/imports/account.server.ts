import type { ColumnSet } from "#platform/columns.ts";
import type { Work } from "#platform/db.server.ts";
import type { ImportKind } from "./column.model.ts";
import { columnOf, headingOf } from "./column.model.ts";
import { IMPORTABLE } from "./importable.server.ts";
import type { Told } from "./told.server.ts";
import { teller } from "./told.server.ts";

/** What of an import is said: from before there were keys its `remarks` and `failure` are sentences already. */
type Kept = {
  kind: string;
  mapping: unknown;
  headings: string[];
  remarks: string[];
  told: unknown;
  failure: string | null;
  failed: unknown;
};
type ProblemKept = { column: string | null; message: string; code: string | null; details: unknown };

/** A heading of the sheet and the column it was read as; what was not read is none. */
export type ReadColumn = { heading: string | null; number: number; column: string | null; read_as: string | null };

/** An import as it is told: its sentences, and which heading was read as what, in the language of who reads. */
export async function tellImport<Row extends Kept>(work: Work, { told, failed, headings, ...row }: Row) {
  const { set } = IMPORTABLE[row.kind as ImportKind];
  const [remarks, failure] = [told as Told[], failed as Told | null];
  const say = await teller(work, set, failure ? [...remarks, failure] : remarks);
  return {
    ...row,
    remarks: [...row.remarks, ...remarks.map(say)],
    failure: failure ? say(failure) : row.failure,
    columns: columnsOf(set, headings, row.mapping as Record<string, number>),
  };
}

function columnsOf(set: ColumnSet, headings: string[], mapping: Record<string, number>): ReadColumn[] {
  const read = new Map(Object.entries(mapping).map(([name, at]) => [at, name]));
  const places = new Set([...headings.keys(), ...read.keys()]);
  return [...places]
    .toSorted((one, other) => one - other)
    .flatMap((at) => {
      const [column, heading] = [read.get(at) ?? null, headings[at]?.trim() || null];
      if (!column && !heading) return [];
      const read_as = column && headingOf(columnOf(set, column));
      return [{ heading, number: at + 1, column, read_as }];
    });
}

/** What an account names of its rows, said. */
export async function tellProblems<Row extends ProblemKept>(work: Work, kind: string, rows: Row[]) {
  const { set } = IMPORTABLE[kind as ImportKind];
  const toldOf = ({ code, details }: ProblemKept): Told | undefined =>
    code === null ? undefined : { code, details: details as Told["details"] };
  const say = await teller(
    work,
    set,
    rows.flatMap((row) => toldOf(row) ?? []),
  );
  return rows.map(({ code: _code, details: _details, ...row }) => {
    const told = toldOf({ code: _code, details: _details, ...row });
    if (!told) return row;
    return { ...row, column: row.column && headingOf(columnOf(set, row.column)), message: say(told) };
  });
}
