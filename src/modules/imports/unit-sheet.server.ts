import type { KindOf, UnitLine } from "#modules/units/unit-lines.model.ts";
import { depthIn } from "#modules/units/unit-lines.model.ts";
import { same } from "#platform/identity.ts";
import { rangesOf } from "./lines.model.ts";
import { ERRORS } from "./row.server.ts";
import type { Remark, Sheet } from "./sheet.server.ts";
import type { SheetRow } from "./sheet-rows.server.ts";
import { hasText, lettersOf } from "./sheet-rows.server.ts";
import type { Role, RoleOf } from "./unit-headings.server.ts";
import { headingWeight } from "./unit-headings.server.ts";
import { HEADING_ROWS } from "./workbook.server.ts";

/** The units that a sheet names, each with the number of its row, and what of the sheet is none. */
export type UnitSheet = { lines: UnitLine[]; left: Remark[] };

type Words = { roleOf: RoleOf; kindOf: KindOf };
type Columns = {
  /** The index of the row of headings, or -1. */
  heading: number;
  /** Where the names stand; of several the first is the highest level. */
  levels: number[];
  kindAt: number;
  counts: number[];
  others: number[];
};

/**
 * Rows below headings are taken by them; without headings columns are levels, whether each row names only its own unit or those above it too, and a
 * last cell that is the word of a kind is one.
 */
export function readUnitSheet({ rows, encoding }: Pick<Sheet, "rows" | "encoding">, words: Words): UnitSheet {
  const columns = findColumns(rows, words.roleOf);
  const { heading, counts, others } = columns;
  const said = (all: number[]) =>
    all.map((at) => `"${plain(rows[heading]?.cells[at]) || lettersOf(at)}"`.slice(0, 100)).join(", ");
  const left = new LeftOut();
  for (const row of rows.slice(0, heading + 1).filter(hasText)) left.add(row, "units_left_above");
  const width = heading === -1 || encoding === "xlsx" ? Infinity : (rows[heading]?.cells.length ?? 0);
  const lines = linesOf(rows, { columns, width, ...words }, left);
  return {
    lines,
    left: [
      ...left.remarks(),
      ...(counts.length > 0 ? [{ code: "units_left_count", details: { headings: said(counts) } }] : []),
      ...(others.length > 0 ? [{ code: "import_columns_unread", details: { headings: said(others) } }] : []),
    ],
  };
}

/** Rows that are no units, by why they are none. */
class LeftOut {
  readonly #all = new Map<string, { code: string; value: string | undefined; rows: number[] }>();

  add({ number }: SheetRow, code: string, value?: string): void {
    const key = `${code} ${value ?? ""}`;
    const there = this.#all.get(key) ?? { code, value, rows: [] };
    if (!there.rows.includes(number)) there.rows.push(number);
    this.#all.set(key, there);
  }

  remarks(): Remark[] {
    return [...this.#all.values()].map(({ code, value, rows }) => ({
      code,
      details: { lines: rangesOf(rows), count: rows.length, ...(value !== undefined && { value }) },
    }));
  }
}

const plain = (cell = "") =>
  cell
    .replaceAll(/[\s|]+/gu, " ")
    .replace(/^\s*[-*•·]\s/, "")
    .trim();

function findColumns(rows: readonly SheetRow[], roleOf: RoleOf): Columns {
  const weights = rows.slice(0, HEADING_ROWS).map(({ cells }) => headingWeight(cells, roleOf));
  const best = Math.max(0, ...weights);
  const heading = best === 0 ? -1 : weights.indexOf(best);
  const body = rows.slice(heading + 1);
  const width = rows.reduce((most, { cells }) => Math.max(most, cells.length), 0);
  const all = Array.from({ length: width }, (_, at) => at).filter((at) => rows.some(({ cells }) => plain(cells[at])));
  const heads = all.map((at) => plain(rows[heading]?.cells[at]));
  const roles = new Map<number, Role | undefined>(all.map((at, index) => [at, roleOf(heads[index] ?? "")]));
  const isOf = (role: Role | undefined) => (at: number) => (heading === -1 ? undefined : roles.get(at)) === role;
  const kindAt = all.find(isOf("kind")) ?? -1;
  const isCount = (at: number) => isOf("count")(at) || (isOf(undefined)(at) && areNumbers(body, at));
  const counts = all.filter(isCount);
  const names = all.filter(isOf("name"));
  const open = all.filter((at) => isOf(undefined)(at) && !counts.includes(at));
  const levels =
    names.length > 0 ? [...names, ...beside(names, { open, body, head: rows[heading] })].toSorted(byNumber) : open;
  return {
    ...{ heading, levels, kindAt, counts },
    others: all.filter((at) => at !== kindAt && !counts.includes(at) && !levels.includes(at)),
  };
}

const byNumber = (one: number, other: number) => one - other;
/** `1`, `1.2`, `(3)` and `IV` number the rows. */
const areNumbers = (rows: SheetRow[], at: number) => {
  const said = rows.map(({ cells }) => plain(cells[at])).filter(Boolean);
  return said.some((one) => /\d/.test(one)) && said.every((one) => /^\(?(?:[\d.]+|[IVXLC]+)[.)]?$/.test(one));
};

/** One heading over several columns of levels stands in the first of them: those without one beside it, of which no row fills two, are levels too. */
function beside(
  names: number[],
  { open, body, head }: { open: number[]; body: SheetRow[]; head: SheetRow | undefined },
): number[] {
  const levels = [...names];
  for (let at = (names.at(-1) ?? 0) + 1; open.includes(at) && plain(head?.cells[at]) === ""; at += 1) {
    if (body.some(({ cells }) => plain(cells[at]) !== "" && levels.some((level) => plain(cells[level]) !== ""))) break;
    levels.push(at);
  }
  return levels.slice(names.length);
}

type Reading = Words & { columns: Columns; width: number };
type Named = Omit<UnitLine, "depth" | "number">;

function linesOf(rows: readonly SheetRow[], reading: Reading, left: LeftOut): UnitLine[] {
  const { levels, heading } = reading.columns;
  const lines: UnitLine[] = [];
  const open: number[] = [];
  const above: string[] = [];
  const seen = new Set<string>();
  /** Left out is a unit of this level, and so is what stands below it. */
  let shut = Infinity;
  for (const row of rows.slice(heading + 1)) {
    const cells = cellsOf(row, reading);
    const [first] = cells;
    if (!first) {
      if (hasText(row) || row.unstored) left.add(row, "units_left_nameless");
      continue;
    }
    if (isHeadingAgain(row, rows[heading], levels)) {
      left.add(row, "units_left_above");
      continue;
    }
    if (first.level > shut) {
      left.add(row, "units_left_below");
      continue;
    }
    shut = Infinity;
    for (const { level, fault, ...named } of cells) {
      if (fault) {
        left.add(row, fault.code, fault.value);
        shut = level;
        break;
      }
      const isSaid = named.kind !== undefined || named.unknownKind !== undefined;
      if (levels.length === 1 && seen.has(same(named.name))) left.add(row, "units_left_twice");
      seen.add(same(named.name));
      if (above[level] === named.name && !isSaid) continue;
      above[level] = named.name;
      above.length = level + 1;
      lines.push({ number: row.number, depth: depthIn(open, level), ...named });
    }
  }
  return lines;
}

type Fault = { code: string; value?: string };

/** What a row says at each level, the last with its kind; a cell that cannot be taken with why. */
function cellsOf(row: SheetRow, { columns, width, kindOf }: Reading): (Named & { level: number; fault?: Fault })[] {
  const { heading, levels, kindAt } = columns;
  const filled = levels.flatMap((at, level) => {
    const [name, fault] = [plain(row.cells[at]), faultOf(row, at)];
    return name === "" && !fault ? [] : [{ level, name, ...(fault && { fault }) }];
  });
  const end = filled.length > 1 && heading === -1 ? kindOf(filled.at(-1)?.name ?? "") : undefined;
  if (end !== undefined) filled.pop();
  const last = filled.at(-1);
  const named = filled.map((one) => {
    const fault = one.fault ?? (/\p{L}/u.test(one.name) ? undefined : { code: "units_left_nameless" });
    return fault ? { ...one, fault } : one;
  });
  if (!last) return [];
  const isLong = row.cells.slice(width).some((cell) => plain(cell) !== "");
  const fault = (isLong ? { code: "units_left_cells" } : undefined) ?? faultOf(row, kindAt);
  if (fault) return [...named.slice(0, -1), { ...last, fault }];
  return [...named.slice(0, -1), { ...(named.at(-1) ?? last), ...kindIn(plain(row.cells[kindAt]), end, kindOf) }];
}

function kindIn(word: string, end: string | undefined, kindOf: KindOf): Pick<Named, "kind" | "unknownKind"> {
  if (end !== undefined) return { kind: end };
  if (!/\p{L}/u.test(word)) return {};
  const kind = kindOf(word);
  return kind === undefined ? { unknownKind: word } : { kind };
}

/** A text file has its formulas as they are typed, a workbook those whose value some program did not store. */
function faultOf({ cells, formulas, unstored }: SheetRow, at: number): Fault | undefined {
  const text = cells[at]?.trim() ?? "";
  if (ERRORS.test(text)) return { code: "units_left_error", value: text };
  const isFormula = unstored?.includes(at) || (formulas.includes(at) && /^[=+\-@]/.test(text));
  return isFormula ? { code: "units_left_formula" } : undefined;
}

/** Headings stand again on each page, and in the second of two rows that are merged. */
const isHeadingAgain = (row: SheetRow, heading: SheetRow | undefined, levels: number[]) =>
  levels.some((at) => {
    const text = same(plain(row.cells[at]));
    return text !== "" && text === same(plain(heading?.cells[at]));
  });
