/**
 * A tree as it is typed or pasted: a unit a line, moved in below the one it belongs to. A sheet whose columns are levels is pasted with tabs before
 * each name. Behind a tab or a bar may stand what kind of unit it is; what stands behind a bar is always meant so.
 */
export type UnitLine = {
  /** As people count lines, the first is 1; of a sheet, the number of its row. */
  number: number;
  name: string;
  /** 0 stands right below the top. */
  depth: number;
  /** Its own kind, or the word behind the bar that means none. */
  kind?: string;
  unknownKind?: string;
};
export type KindOf = (word: string) => string | undefined;

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
    return [{ number: index + 1, name, depth: depthIn(open, width), ...kind }];
  });
}

/** How deep stands what is moved in so far, below those that stand open: deeper than the last is below it, else beside the last that was moved in no further. */
export function depthIn(open: number[], width: number): number {
  while (open.length > 0 && width < (open.at(-1) ?? 0)) open.pop();
  if (open.length === 0 || width > (open.at(-1) ?? 0)) open.push(width);
  return open.length - 1;
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
