/**
 * A tree as it is typed or pasted: a unit a line, moved in below the one it belongs to. A sheet whose columns are levels is pasted with tabs before
 * each name. Behind a tab or a bar may stand what kind of unit it is; what stands behind a bar is always meant so.
 */
export type UnitLine = {
  /** As people count lines, the first is 1. */
  number: number;
  name: string;
  /** 0 stands right below the top. */
  depth: number;
  /** Its own kind, or the word behind the bar that means none. */
  kind?: string;
  unknownKind?: string;
};
type KindOf = (word: string) => string | undefined;

/** What a line is moved in by: blanks or tabs, and the dots and dashes of a list. */
const MOVED_IN = /^([\s\u00a0]*)(?:[-*•·]\s+)?/u;
/** Blanks that a tab stands for where both are used. */
const TAB = 4;

export function readUnitLines(text: string, kindOf: KindOf = () => undefined): UnitLine[] {
  const open: number[] = [];
  return text.split("\n").flatMap((line, index) => {
    const [whole = "", blanks = ""] = MOVED_IN.exec(line) ?? [];
    const { name, ...kind } = namedIn(line.slice(whole.length), kindOf);
    if (name === "") return [];
    const width = blanks.replaceAll("\t", " ".repeat(TAB)).length;
    // Deeper than the line above: below it. Else as deep as the last line that was moved in no further.
    while (open.length > 0 && width < (open.at(-1) ?? 0)) open.pop();
    if (open.length === 0 || width > (open.at(-1) ?? 0)) open.push(width);
    return [{ number: index + 1, name, depth: open.length - 1, ...kind }];
  });
}

/** The last of what stands apart in a line, where it is the word of a kind. */
const LAST = /^(.*\S)\s*(\||\t)\s*([^|\t]+)$/u;

function namedIn(said: string, kindOf: KindOf): Pick<UnitLine, "name" | "kind" | "unknownKind"> {
  const [, before = "", mark, word = ""] = LAST.exec(said.trimEnd()) ?? [];
  const kind = mark ? kindOf(word.trim()) : undefined;
  const isOfKind = kind !== undefined || mark === "|";
  const name = (isOfKind ? before : said).replaceAll(/\s+/g, " ").trim();
  if (!isOfKind) return { name };
  return kind === undefined ? { name, unknownKind: word.trim() } : { name, kind };
}

/** Headings of the column that says the kind, as lists have it in whatever language. */
const KIND_HEADINGS = ["kind", "type", "loại", "loại đơn vị", "loại hình", "type d’entité", "art"];
const LEVEL_HEADINGS = /^(name|unit|level \d|tên|tên đơn vị|đơn vị|cấp \d|nom|niveau \d)$/u;
const COUNT_HEADINGS = ["no", "no.", "stt", "tt", "n°", "#"];

/**
 * The rows of a sheet as such lines: columns are levels, whether each row names only its own unit or those above it too. A row of headings is none; a
 * column of them that counts the rows is left out, and one that says the kind stands behind the name.
 */
export function linesFromRows(rows: readonly (readonly string[])[]): string {
  const table = rows.map((row) => row.map((cell) => cell.replaceAll(/[\s|]+/gu, " ").trim()));
  const first = table.findIndex((row) => row.some(Boolean));
  const heads = (table[first] ?? []).map((cell) => cell.toLowerCase());
  const isHeaded = heads.some((cell) => KIND_HEADINGS.includes(cell) || LEVEL_HEADINGS.test(cell));
  const kindAt = isHeaded ? heads.findIndex((cell) => KIND_HEADINGS.includes(cell)) : -1;
  const body = table.slice(isHeaded ? first + 1 : Math.max(first, 0));
  const isCount = (at: number) =>
    COUNT_HEADINGS.includes(heads[at] ?? "") || body.every((row) => /^\d*\.?$/.test(row[at] ?? ""));
  const left = heads.map((_, at) => at).filter((at) => at !== kindAt && isCount(at));
  const above: string[] = [];
  return body
    .flatMap((row) => {
      const lines: string[] = [];
      for (const [at, name] of row.entries()) {
        if (name === "" || at === kindAt || left.includes(at) || above[at] === name) continue;
        above[at] = name;
        above.length = at + 1;
        lines.push("\t".repeat(at) + name);
      }
      const kind = row[kindAt];
      if (kind && lines.length > 0) lines[lines.length - 1] += ` | ${kind}`;
      return lines;
    })
    .join("\n");
}

const LONGEST = 24;
/** A code made of a name, as nobody wants to think of one for each of thirty units; `isTaken` says which ones there are. */
export function codeOf(name: string, isTaken: (code: string) => boolean): string {
  const plain = name.normalize("NFD").replaceAll("đ", "d").replaceAll("Đ", "D").toLowerCase();
  const words = plain.replaceAll(/\p{M}/gu, "").replaceAll(/[^a-z0-9]+/g, "_");
  const short = words.replaceAll(/^_+|_+$/g, "").slice(0, LONGEST);
  const begun = (/^[a-z]./.test(short) ? short : `unit_${short}`).replaceAll(/_+$/g, "");
  let code = begun;
  for (let number = 2; isTaken(code); number += 1) code = `${begun}_${number}`;
  return code;
}
