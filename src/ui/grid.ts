import type { Option } from "#platform/offer.ts";
import { meant } from "#platform/ranking.ts";

/** One column of a grid: its field, how it is called, and how it is typed. */
export type GridColumn = {
  name: string;
  label: string;
  /** Other headings under which lists have it. */
  also?: string[];
  /** What is kept of a text that a list has here in another shape, such as the year of a date. */
  read?: (text: string) => string;
  /** Among what one chooses; without it the cell is typed. */
  options?: Option[];
  /** What a row that says nothing has here. */
  start?: string;
  required?: boolean;
  /** Only the rows that are there have something here, to read. */
  isRead?: boolean;
  /** What is typed on a phone. */
  inputmode?: "numeric" | "decimal";
  placeholder?: string;
  /** How much room it wants beside the others. */
  width?: "short" | "narrow" | "wide";
};

/** What a sheet puts on the clipboard: cells between tabs, rows between lines; a cell with a line break or a tab stands in quotes. */
export function tableIn(text: string): string[][] {
  const rows: string[][] = [[]];
  let cell = "";
  let isQuoted = false;
  const end = () => {
    rows.at(-1)?.push(cell.trim());
    cell = "";
  };
  for (let at = 0; at < text.length; at += 1) {
    const sign = text[at] ?? "";
    if (isQuoted) {
      if (sign !== '"') cell += sign === "\n" || sign === "\r" || sign === "\t" ? " " : sign;
      else if (text[at + 1] === '"') {
        cell += '"';
        at += 1;
      } else isQuoted = false;
    } else if (sign === '"' && cell === "" && closes(text, at)) isQuoted = true;
    else if (sign === "\t") end();
    else if (sign === "\n") {
      end();
      rows.push([]);
    } else if (sign !== "\r") cell += sign;
  }
  if (cell !== "" || rows.at(-1)?.length !== 0) end();
  return rows.filter((row, index) => row.length > 0 || index < rows.length - 1);
}

/** Whether a quote at the beginning of a cell ends before the cell does: a name may begin with one. */
function closes(text: string, at: number): boolean {
  const rest = text.slice(at + 1);
  return /^(?:[^"]|"")*"(?=[\t\r\n]|$)/.test(rest);
}

/** The value of the choice that a pasted text means; undefined where it means none. */
export function choiceFor(options: readonly Option[], text: string): string | undefined {
  if (text === "") return "";
  return (options.find((one) => one.value === text) ?? meant(options, text))?.value;
}

/** Whether a first row names the columns instead of filling them: then where each of its cells belongs, else undefined. */
export function headingsIn(row: readonly string[], columns: readonly GridColumn[]): (number | undefined)[] | undefined {
  const known = row.map((cell) => {
    const at = columns.findIndex(({ label, also = [] }) =>
      [label, ...also].some((one) => folded(one) === folded(cell)),
    );
    return at === -1 ? undefined : at;
  });
  return row.length > 1 && known.filter((at) => at !== undefined).length > 1 ? known : undefined;
}

/** So many rows an empty grid has, and so many more are given at once; below rows that are there stand a few for others. */
export const MORE_ROWS = 5;
const SPARE = 3;
export const rowsAtFirst = (given: readonly object[]) => (given.length > 0 ? given.length + SPARE : MORE_ROWS);

/** Rows that are there already: what one of them has in a column is read, what has no column is sent along unseen. */
export function rowsThere(columns: readonly GridColumn[], given: readonly Record<string, string>[]) {
  const read = (at: number, column: number) =>
    given[at]?.[columns[column]?.name ?? ""] ?? (columns[column]?.isRead ? "" : undefined);
  return {
    read,
    unseen: (at: number) =>
      Object.entries(given[at] ?? {}).filter(([name]) => !columns.some((column) => column.name === name)),
    isFixed: (at: number) => columns.some(({ name, isRead }) => !isRead && given[at]?.[name] !== undefined),
    /** What was pasted into a row that is called otherwise: amounts of one line are never written beside another. */
    strangeIn(cells: readonly Filled[], told: string | undefined) {
      const one = cells.find(({ at, column, text }) => {
        const there = columns[column]?.name === told ? read(at, column) : undefined;
        return there !== undefined && there !== text;
      });
      return one && { pasted: one.text, there: read(one.at, one.column) ?? "" };
    },
  };
}

type Place = {
  /** The column into which was pasted, the rows from there on that are there, where new ones begin and end. */
  column: number;
  free: readonly number[];
  next: number;
  most: number;
};
type Filled = { at: number; column: number; text: string };

/** Which cell takes which of the pasted texts; what no cell can keep is named and rows beyond the last are counted, so that nothing goes without a word. */
export function spread(pasted: string[][], columns: readonly GridColumn[], place: Place) {
  const headings = headingsIn(pasted[0] ?? [], columns);
  // A list without headings may still begin with the numbers of its rows.
  if (!headings && place.column === 0 && !columns[0]?.inputmode && isNumbered(pasted)) {
    return spread(
      pasted.map((row) => row.slice(1)),
      columns,
      place,
    );
  }
  const cells: Filled[] = [];
  const lost: string[] = [];
  let beyond = 0;
  for (const [down, texts] of pasted.slice(headings ? 1 : 0).entries()) {
    const at = place.free[down] ?? place.next + down - place.free.length;
    if (at >= place.most) {
      beyond += 1;
      continue;
    }
    for (const [right, text] of texts.entries()) {
      const column = headings ? headings[right] : place.column + right;
      const known = column === undefined ? undefined : columns[column];
      const kept = known?.options ? choiceFor(known.options, text) : (known?.read?.(text) ?? text);
      if (known && column !== undefined && kept !== undefined) {
        // A choice that the sheet leaves out stays as it is.
        if (!known.options || kept !== "") cells.push({ at, column, text: kept });
      } else if (text !== "" && !(headings && isCount(text))) lost.push(text);
    }
  }
  return { cells, lost, beyond };
}

const isNumbered = (rows: string[][]) =>
  rows.length > 1 &&
  rows.every((row, at) => row.length > 1 && Number.parseInt(row[0] ?? "", 10) === at + 1 && isCount(row[0] ?? ""));

/** The number of a row, under a heading that no grid has. */
const isCount = (text: string) => /^\d{1,3}\.?$/.test(text);

const folded = (text: string) => text.normalize("NFC").toLowerCase().trim();

type Caret = Pick<HTMLInputElement, "selectionStart" | "selectionEnd" | "value">;
type Pressed = Pick<KeyboardEvent, "key" | "altKey" | "ctrlKey" | "metaKey" | "shiftKey">;

/** Where a key leads from a cell, as in a sheet: rows down and columns right; undefined where the key is the cell's own. */
export function stepFrom(pressed: Pressed, cell: Caret | undefined): { down: number; right: number } | undefined {
  const { key, altKey, ctrlKey, metaKey, shiftKey } = pressed;
  if (altKey || ctrlKey || metaKey) return undefined;
  if (key === "Enter") return { down: shiftKey ? -1 : 1, right: 0 };
  // A choice has the arrows for itself.
  if (shiftKey || !cell) return undefined;
  const isMarked = cell.selectionStart !== cell.selectionEnd;
  if (key === "ArrowUp") return { down: -1, right: 0 };
  if (key === "ArrowDown") return { down: 1, right: 0 };
  if (isMarked) return undefined;
  if (key === "ArrowLeft" && cell.selectionStart === 0) return { down: 0, right: -1 };
  return key === "ArrowRight" && cell.selectionStart === cell.value.length ? { down: 0, right: 1 } : undefined;
}
