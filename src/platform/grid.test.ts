import { describe, expect, test } from "vitest";
import { z } from "zod";
import { choice, optionalDay, text } from "./forms.ts";
import { MOST_ROWS, gridOf, rowOfCell, rowsIn, rowsSent } from "./grid.ts";
import { understand } from "./typed-form.server.ts";
import { inLocale } from "./words.server.ts";

const person = z.object({ name: text(20), role: choice(["head", "member"]), born_on: optionalDay() });
const row = (at: number, cells: object) =>
  Object.fromEntries(Object.entries(cells).map(([field, value]) => [`row.${at}.${field}`, value]));
const read = (values: object) =>
  inLocale("en", () => understand({ _key: "k", ...values }, gridOf(person, ["role"]))) as {
    input?: { rows: unknown[] };
    errors?: Record<string, string>;
  };

test("the rows in which something stands, each with its place; what every row begins with is nothing", () => {
  const values = { ...row(0, { name: "", role: "member" }), ...row(2, { name: "B", role: "head" }), "row.x.name": "C" };
  expect(rowsIn(values, { begun: ["role"] })).toEqual([{ at: 2, values: { name: "B", role: "head" } }]);
  expect(rowsSent(values)).toBe(3);
  expect([rowOfCell("row.2.role"), rowOfCell("role"), rowOfCell("row.1000.name")]).toEqual([3, undefined, undefined]);
});

describe("a grid", () => {
  test("is read row by row, as its reader writes days", () => {
    const { input } = read({
      ...row(0, { name: " A ", role: "member", born_on: "5/9/1990" }),
      ...row(1, { name: " ", role: "member", born_on: "" }),
    });
    expect(input?.rows).toEqual([{ at: 0, values: { name: "A", role: "member", born_on: "1990-09-05" } }]);
  });
  test("says beside each cell what is wrong with it", () => {
    const { errors } = read({
      ...row(1, { name: "x".repeat(21), role: "member" }),
      ...row(3, { name: "", role: "chief", born_on: "31/2/1990" }),
    });
    expect(Object.keys(errors ?? {}).toSorted()).toEqual(["row.1.name", "row.3.born_on", "row.3.name", "row.3.role"]);
    expect(errors?.["row.3.born_on"]).toContain("31/2/1990");
  });
  test("has at least one row and no more than can be looked over", () => {
    expect(read({ ...row(0, { name: "", role: "member" }) }).errors).toEqual({ rows: expect.any(String) });
    const many = Object.assign(
      {},
      ...Array.from({ length: MOST_ROWS + 1 }, (_, at) => row(at, { name: "A", role: "head" })),
    );
    expect(Object.keys(read(many as object).errors ?? {})).toEqual(["rows"]);
  });
});
