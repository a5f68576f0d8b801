import { describe, expect, test } from "vitest";
import { balanceOf, differenceOf, isOpen, isUnexplained } from "./delegation-account.model.ts";

const line = {
  budget_line_id: "1",
  line_id: "2",
  description: "Vé",
  payer: "union",
  currency: "USD",
  budgeted: 100.1,
  advanced: null,
  spent: null,
  note: null,
} as const;
const sum = { ...line, is_whole: true };

describe("the difference", () => {
  test("is exact to the cent, and unknown until somebody says what was spent", () => {
    expect(differenceOf({ budgeted: 0.3, spent: 0.1 })).toBe(-0.2);
    expect(differenceOf({ budgeted: 0, spent: 5 })).toBe(5);
    expect(differenceOf(line)).toBeUndefined();
  });

  test("wants a sentence, whichever way it goes", () => {
    expect(isUnexplained({ ...line, spent: 100.1 })).toBe(false);
    expect(isUnexplained({ ...line, spent: 100.11 })).toBe(true);
    expect(isUnexplained({ ...line, spent: 100 })).toBe(true);
    expect(isUnexplained({ ...line, spent: 100, note: "Vé rẻ hơn" })).toBe(false);
    expect(isUnexplained(line)).toBe(false);
  });
});

describe("what is left of an advance", () => {
  test("is handed back, what was spent beyond it is paid out", () => {
    expect(balanceOf({ ...sum, advanced: 100.1, spent: 60 })).toBe(40.1);
    expect(balanceOf({ ...sum, advanced: 60, spent: 100.1 })).toBe(-40.1);
    expect(balanceOf({ ...sum, spent: 10 })).toBe(-10);
  });

  test("is known only when all of it is, and is no matter of who pays without us", () => {
    expect(balanceOf({ ...sum, advanced: 100, spent: 60, is_whole: false })).toBeUndefined();
    for (const payer of ["partner", "self", "other"] as const) {
      expect(balanceOf({ ...sum, payer, spent: 60 })).toBeUndefined();
      expect(balanceOf({ ...sum, payer, advanced: 70, spent: 60 })).toBe(10);
    }
  });
});

test("what was spent of own money has to be said, of others' only what is known", () => {
  const open = (["union", "unit", "state", "partner", "self", "other"] as const).filter((payer) =>
    isOpen({ payer, spent: null }),
  );
  expect(open).toEqual(["union", "unit", "state"]);
  expect(isOpen({ payer: "union", spent: 0 })).toBe(false);
});
