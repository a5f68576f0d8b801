import { expect, test } from "vitest";
import { fold, readYes } from "./typed.ts";

test("names compare without marks, case or punctuation, composed or not", () => {
  expect(fold("Đại học  Hữu nghị".normalize("NFD"))).toBe("dai hoc huu nghi");
  expect([fold(" ... Hội (HN), 2024! "), fold("")]).toEqual(["hoi hn 2024", ""]);
  expect(fold("VIỆT NAM - PHÁP")).toBe("viet nam phap");
});

test.each([
  [true, [" ĐÚNG ", "Có".normalize("NFD"), "co", "yes", "Y", "1", "true", "TRUE", "x", "X", "✓"]],
  [false, ["không", "Khong", "no", "N", "0", "FALSE", "sai", "-"]],
  [undefined, ["", "có lẽ", "chưa rõ", "2", "xx", "nope", "yes and no", "?"]],
])("yes or no is %s for these, and nothing is taken for no because it is not yes", (is, texts) => {
  expect(texts.map(readYes)).toEqual(texts.map(() => is));
});
