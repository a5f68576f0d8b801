import { expect, test } from "vitest";
import { overwriteGetLocale } from "#words/runtime.js";
import { differencesBetween } from "./stale.ts";

overwriteGetLocale(() => "en");

const options = [
  { value: "festival", label: "Festival" },
  { value: "FR", label: "France" },
  { value: "JP", label: "Japan" },
];
const fields = new Map(
  ["title", "kind", "countries", "is_in_plan", "series_id"].map(
    (name) => [name, () => ({ label: `The ${name}`, options })] as const,
  ),
);
const between = (yours: object, theirs: object) =>
  differencesBetween({ ...yours }, { version: 3, ...theirs }, fields).map(({ name, ...both }) => [
    name,
    ...Object.values(both),
  ]);

test("what means the same is no difference, however a form sends it", () => {
  expect(between({ is_in_plan: "on" }, { is_in_plan: true })).toEqual([]);
  expect(between({}, { is_in_plan: false, countries: [], title: null })).toEqual([]);
  expect(between({ title: "" }, { title: null })).toEqual([]);
  expect(between({ countries: ["JP", "FR"] }, { countries: ["FR", "JP"] })).toEqual([]);
});

test("a tick taken away and a list left empty are sent as nothing, and would be overwritten all the same", () => {
  expect(between({}, { is_in_plan: true })).toEqual([["The is_in_plan", "no", "yes"]]);
  expect(between({ is_in_plan: "on" }, { is_in_plan: false })).toEqual([["The is_in_plan", "yes", "no"]]);
  expect(between({}, { countries: ["FR", "JP"] })).toEqual([["The countries", "", "France, Japan"]]);
});

test("values are told by their words, never by codes or keys", () => {
  expect(between({ kind: "festival", countries: ["FR"] }, { kind: "other", countries: ["JP"] })).toEqual([
    ["The kind", "Festival", "other"],
    ["The countries", "France", "Japan"],
  ]);
  expect(between({}, { series_id: "01a219cd-c324-7cdd-8abb-df510240fef2" })).toEqual([
    ["The series_id", "", "(gone, or not shown to you)"],
  ]);
});

test("what the form does not show is not compared", () => {
  expect(between({ title: "A" }, { title: "A", unit_id: "x", created_at: "y" })).toEqual([]);
});
