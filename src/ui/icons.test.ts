import { expect, test } from "vitest";
import { KINDS } from "#platform/kinds.ts";
import { ICONS, isIcon } from "./icons.ts";

test("every icon is drawn whole: as many shapes as its file has, each with what it is drawn by", () => {
  for (const [name, shapes] of Object.entries(ICONS)) {
    expect([name, shapes.length > 0, shapes.every(({ given }) => Object.keys(given).length > 0)]).toEqual([
      name,
      true,
      true,
    ]);
  }
  expect(ICONS.today.length).toBe(9);
  expect(ICONS.good).toEqual([{ tag: "path", given: { d: "M20 6 9 17l-5-5" } }]);
});

test("every list of the rail has its icon", () => {
  const lists = Object.values(KINDS).flatMap((kind) => ("rail" in kind ? [kind.list] : []));
  expect(lists.filter((list) => !isIcon(list))).toEqual([]);
});
