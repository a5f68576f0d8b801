import { expect, test } from "vitest";
import { attachForm, registerForm } from "./register.forms.ts";
import { fileNameOf, initialsOf, numberOf, ordinalIn, spanOf } from "./register.model.ts";

test.each([
  ["05", 5],
  ["5/QĐ-LHHN", 5],
  ["125 / QĐ-LHHN", 125],
  ["0012/LHHN-VP", 12],
  ["0", undefined],
  ["05-NQ/ĐU", undefined],
  ["2026-14", undefined],
  ["12a/QĐ", undefined],
  ["QĐ 12", undefined],
  ["1234567/QĐ", undefined],
])("%s is number %s of its series", (typed, ordinal) => {
  expect(ordinalIn(typed)).toBe(ordinal);
});

test("numbers below ten take a nought; behind them stand kind and issuer, of letters issuer and office", () => {
  const symbols = { organisation: "LHHN", office: "VP" };
  expect(numberOf(5, "QĐ", symbols)).toBe("05/QĐ-LHHN");
  expect(numberOf(125, "TTr", symbols)).toBe("125/TTr-LHHN");
  expect(numberOf(12, "", symbols)).toBe("12/LHHN-VP");
  expect(numberOf(12, "", { organisation: "LHHN", office: null })).toBe("12/LHHN");
  expect([spanOf(3, 3), spanOf(3, 14)]).toEqual(["03", "03–14"]);
});

test("a unit that said no symbol has the first letters of its name", () => {
  expect(initialsOf("Hội hữu nghị Việt - Đức")).toBe("HHNVĐ");
});

test("a file is called by number and subject, in signs that every system keeps", () => {
  expect(fileNameOf("05/QĐ-LHHN", "Cử đoàn: Lào/Viêng Chăn?")).toBe("05-QD-LHHN Cử đoàn Lào Viêng Chăn");
  expect(fileNameOf("12/LHHN-BCÂ", "a\\b*c\n..")).toBe("12-LHHN-BCA a b c");
  expect([...fileNameOf("1/QĐ", "đ".repeat(400))]).toHaveLength(120);
});

test("a page sends a file that was not chosen as one without bytes: a paper is registered without it, and attached is none", () => {
  const scan = new File([], "");
  const paper = { kind: "plan", on_date: "2025-01-01", subject: "Kế hoạch", number: "", scan };
  expect(registerForm.parse(paper).scan).toBeUndefined();
  expect(attachForm.safeParse({ scan }).success).toBe(false);
});
