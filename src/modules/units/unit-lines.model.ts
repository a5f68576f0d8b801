/** A tree as it is typed or pasted: a unit a line, moved in below the one it belongs to. A sheet whose columns are levels is pasted with tabs before each name. */
export type UnitLine = {
  /** As people count lines, the first is 1. */
  number: number;
  name: string;
  /** 0 stands right below the top. */
  depth: number;
};

/** What a line is moved in by: blanks or tabs, and the dots and dashes of a list. */
const MOVED_IN = /^([\s\u00a0]*)(?:[-*•·]\s+)?/u;
/** Blanks that a tab stands for where both are used. */
const TAB = 4;

export function readUnitLines(text: string): UnitLine[] {
  const open: number[] = [];
  return text.split("\n").flatMap((line, index) => {
    const [whole = "", blanks = ""] = MOVED_IN.exec(line) ?? [];
    const name = line.slice(whole.length).replaceAll(/\s+/g, " ").trim();
    if (name === "") return [];
    const width = blanks.replaceAll("\t", " ".repeat(TAB)).length;
    // Deeper than the line above: below it. Else as deep as the last line that was moved in no further.
    while (open.length > 0 && width < (open.at(-1) ?? 0)) open.pop();
    if (open.length === 0 || width > (open.at(-1) ?? 0)) open.push(width);
    return [{ number: index + 1, name, depth: open.length - 1 }];
  });
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
