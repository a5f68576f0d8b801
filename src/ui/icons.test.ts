import { expect, test } from "vitest";
import { KINDS } from "#platform/kinds.ts";
import { ICONS, isIcon } from "./icons.ts";

test("every icon is drawn by shapes alone: no frame, no comment, nothing that runs", () => {
  for (const [name, shapes] of Object.entries(ICONS)) {
    expect([name, shapes]).toEqual([
      name,
      expect.stringMatching(/^(<(path|circle|rect|ellipse|line|polyline)( [\w-]+="[^"<>]*")* ?\/>\s*)+$/),
    ]);
  }
});

test("every list of the rail has its icon", () => {
  const lists = Object.values(KINDS).flatMap((kind) => ("rail" in kind ? [kind.list] : []));
  expect(lists.filter((list) => !isIcon(list))).toEqual([]);
});
