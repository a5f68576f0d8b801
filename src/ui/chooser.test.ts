import { expect, test } from "vitest";
import { fittingOf, reached } from "./chooser.ts";

const key = (name: string, held: object = {}) => ({
  ...{ key: name, altKey: false, ctrlKey: false, metaKey: false, shiftKey: false },
  ...held,
});
const list = (at: number, isOpen = true, isMoved = true, rows = 3) => ({ at, rows, isOpen, isMoved });

test.each([
  ["a closed list opens at its first row", key("ArrowDown"), list(-1, false), 0],
  ["or at its last", key("ArrowUp"), list(-1, false), 2],
  ["one further", key("ArrowDown"), list(0), 1],
  ["round its end", key("ArrowDown"), list(2), 0],
  ["round its beginning", key("ArrowUp"), list(0), 2],
  ["to its ends", key("End"), list(0), 2],
  ["to its ends", key("Home"), list(2), 0],
  ["in the text before an arrow went into the list", key("Home"), list(-1, true, false), undefined],
  ["nowhere where nothing was found", key("ArrowDown"), list(-1, true, false, 0), -1],
  ["what is marked with Shift is text", key("End", { shiftKey: true }), list(0), undefined],
])("%s", (_says, pressed, where, row) => expect(reached(pressed, where)).toBe(row));

test("what only the server found comes behind what fits by name", () => {
  const all = ["Nhật Bản", "Pháp", "Nhật thực"].map((label) => ({ value: label, label }));
  expect(fittingOf(all, "nhật", ["Pháp"]).map((one) => one.label)).toEqual(["Nhật Bản", "Nhật thực", "Pháp"]);
  expect(fittingOf(all, " ", [])).toBe(all);
});
