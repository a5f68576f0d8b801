import { expect, test } from "vitest";
import { AN_ID, readBy, saidOf } from "#platform/forms.fixtures.ts";
import { endPostForm, postForm, renameForm, unionForm, unitForm } from "./unit.forms.ts";

const founding = { parent_id: AN_ID, kind: "chapter", code: "hue_fr" };

test.each([
  ["hue_fr", undefined],
  [" HUE_FR ", undefined],
  ["h2", undefined],
  [`h${"u".repeat(30)}`, undefined],
  [`h${"u".repeat(31)}`, "error_code"],
  ["h", "error_code"],
  ["2h", "error_code"],
  ["hue.fr", "error_code"],
  ["huế", "error_code"],
  ["hue-fr", "error_code"],
  ["", "error_code"],
  [undefined, "error_code"],
])("the code %j: %s", (code, said) => expect(saidOf(unitForm, founding, "code", code)).toBe(said));

test("a unit is founded below another, of a kind; the one at the top below none", () => {
  const said = { kind: "error_choose", code: "error_code" };
  expect(readBy(unitForm, {})).toMatchObject({ ...said, parent_id: "error_choose" });
  // Left open, its code follows from its name.
  expect(readBy(unionForm, {})).toMatchObject({ kind: "error_choose", union: "error_required" });
  expect(readBy(unionForm, { code: "a b" })).toMatchObject(said);
  expect(readBy(unionForm, {})).not.toHaveProperty("parent_id");
  for (const [name, value, wrong] of [
    ["kind", "planet", "error_choose"],
    ["country_iso2", "FRA", "error_country_code"],
    ["province_code", "0001", "error_too_long"],
    ["founded_on", "once", "error_day"],
  ] as const)
    expect(saidOf(unitForm, founding, name, value)).toBe(wrong);
});

test("a new name runs from a day on, a post ends on one", () => {
  expect(readBy(renameForm, {})).toMatchObject({ from_on: "error_day" });
  expect(readBy(endPostForm, {})).toEqual({ until_on: "error_day" });
  expect(readBy(endPostForm, { until_on: "2026-01-01" })).toEqual({ until_on: "2026-01-01" });
});

test("a post is held by somebody, from a day, until a planned one, by day or beside", () => {
  expect(readBy(postForm, {})).toMatchObject({ holder_name: "error_required" });
  expect(saidOf(postForm, {}, "from_on", "once")).toBe("error_day");
  expect(saidOf(postForm, {}, "planned_until_on", "once")).toBe("error_day");
  expect(postForm.shape.is_full_time.parse("on")).toBe(true);
});
