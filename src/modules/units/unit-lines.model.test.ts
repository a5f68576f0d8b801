import { expect, test } from "vitest";
import { codeOf, readUnitLines } from "./unit-lines.model.ts";

const depths = (text: string) => readUnitLines(text).map((one) => `${one.depth} ${one.name}`);

test.each([
  ["one", ["0 one"]],
  ["Munster\n  Cork\n  Kerry\nLeinster", ["0 Munster", "1 Cork", "1 Kerry", "0 Leinster"]],
  ["A\n\tB\n\t\tC\n\tD\nE", ["0 A", "1 B", "2 C", "1 D", "0 E"]],
  ["A\n    B\n\tC", ["0 A", "1 B", "1 C"]],
  // The clean text has no blanks before its first line; what is moved in unevenly belongs to the last that is moved in less.
  ["A\n      B\n   C\n D", ["0 A", "1 B", "1 C", "1 D"]],
  ["- A\n  - B\n* C", ["0 A", "1 B", "0 C"]],
  ["\n\nA\n\n   \nB\n", ["0 A", "0 B"]],
  ["A   of\tB", ["0 A of B"]],
  ["-3 degrees", ["0 -3 degrees"]],
])("%j is read as its tree", (text, tree) => {
  expect(depths(text)).toEqual(tree);
});

test("lines are counted as people count them, empty ones too", () => {
  expect(readUnitLines("A\n\nB").map((one) => one.number)).toEqual([1, 3]);
});

test.each([
  ["Cork", [], "cork"],
  ["Cumann Chorcaí", [], "cumann_chorcai"],
  ["Đà Nẵng", [], "da_nang"],
  ["Cork", ["cork", "cork_2"], "cork_3"],
  ["3rd", [], "unit_3rd"],
  ["合唱团", [], "unit"],
  ["A", [], "unit_a"],
  ["The Federation of all Choirs of the South", [], "the_federation_of_all_ch"],
])("%s becomes a code of its own", (name, taken, code) => {
  const made = codeOf(name, (one) => taken.includes(one as never));
  expect(made).toBe(code);
  expect(made).toMatch(/^[a-z][a-z0-9_]{1,30}$/);
});

test("a kind stands behind a tab or a bar; behind a bar a word that is none is named", () => {
  const kindOf = (word: string) => (word === "Choir" ? "chapter" : undefined);
  const read = readUnitLines("Munster\n\tCork\tChoir\n\tKerry | Choir\nA\tof B\nClare | Chior", kindOf);
  expect(read.map(({ name, depth, kind, unknownKind }) => [name, depth, kind, unknownKind])).toEqual([
    ["Munster", 0, undefined, undefined],
    ["Cork", 1, "chapter", undefined],
    ["Kerry", 1, "chapter", undefined],
    ["A of B", 0, undefined, undefined],
    ["Clare", 0, undefined, "Chior"],
  ]);
});
