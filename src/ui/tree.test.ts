import { expect, test } from "vitest";
import type { Branch } from "./tree.ts";
import { grow } from "./tree.ts";

const row = (id: string, depth: number, isFound = true) => ({ id, depth, isFound });
type Row = ReturnType<typeof row>;
const said = ({ one, below, found, children, more }: Branch<Row>): string =>
  `${one.id} ${below}/${found}${more ? ` +${more}` : ""}${children.length > 0 ? ` (${children.map(said).join(", ")})` : ""}`;

test("rows that come depth first stand below those that are above them", () => {
  const rows = [row("a", 0), row("b", 1), row("c", 2), row("d", 1), row("e", 0)];
  expect(grow(rows).map(said)).toEqual(["a 3/3 (b 1/1 (c 0/0), d 0/0)", "e 0/0"]);
});

test("a place that is missing between two does not lose those below it", () => {
  expect(grow([row("a", 0), row("c", 3), row("d", 1)]).map(said)).toEqual(["a 2/2 (c 0/0, d 0/0)"]);
});

test("what is looked for is shown with all above it, and nothing else; counts stay those of the whole", () => {
  const rows = [row("a", 0, false), row("b", 1, false), row("c", 2), row("x", 2, false), row("d", 1, false)];
  expect(grow(rows).map(said)).toEqual(["a 4/1 (b 2/1 (c 0/0))"]);
  expect(grow(rows.map((one) => ({ ...one, isFound: false })))).toEqual([]);
});

test("of five thousand some are sent, every level its share, and each says how many more it has", () => {
  const rows = [row("top", 0)];
  for (let province = 0; province < 63; province += 1) {
    rows.push(row(`p${province}`, 1));
    for (let chapter = 0; chapter < 80; chapter += 1) rows.push(row(`p${province}c${chapter}`, 2));
  }
  const [top] = grow(rows);
  const sent = (one: Branch<Row>): number => 1 + one.children.reduce((sum, each) => sum + sent(each), 0);
  if (!top) throw new Error("the tree has no top");
  expect(top.children).toHaveLength(63);
  expect(sent(top)).toBeLessThanOrEqual(602);
  expect(top.below).toBe(rows.length - 1);
  expect(top.children.every((one) => one.children.length > 0 && one.children.length + one.more === 80)).toBe(true);
});
