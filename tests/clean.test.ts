import { describe, expect, test } from "vitest";
import { z } from "zod";
import { eachResource } from "#modules/resources.server.ts";
import type { FilterSchema } from "#platform/filter.ts";
import { readFilter } from "#platform/filter.ts";

/** What no field keeps, each alone and between letters; and what a field may keep instead of it. */
const UNKEPT =
  /(?![\t\n])\p{Cc}|\p{Noncharacter_Code_Point}|\uFEFF|[\u2028\u2029]|\p{Surrogate}|^\s|\s$|[\u0300\u0323]/u;
const SIGNS = ["\0", "\u0001", "\v", "\f", "\r", "\u001F", "\u007F", "\u0085", "\u2028", "\uFFFE", "\uFFFF", "\uD83D"];
const DIRTY = [...SIGNS, "\uFDD0", "\u{1FFFE}", "\uFEFF", "a\u0323\u0302"].flatMap((sign) => [
  `A${sign}`,
  `${sign}A`,
  `A${sign}B`,
]);
/** A password is never kept as it was typed. */
const HASHED = new Set(["password", "current_password"]);

type Form = z.ZodObject;
const isForm = (value: unknown): value is Form => value instanceof z.ZodObject;
const formsIn = (modules: Record<string, unknown>): [string, Form][] =>
  Object.entries(modules).flatMap(([file, exported]) =>
    Object.entries(exported as object)
      .filter((entry): entry is [string, Form] => isForm(entry[1]))
      .map(([name, form]): [string, Form] => [`${file.split("/").at(-1)} ${name}`, form]),
  );
const FORMS = formsIn(import.meta.glob("../src/modules/**/*.forms.ts", { eager: true }));
const FILTERS = formsIn(import.meta.glob("../src/modules/**/*.filter.ts", { eager: true }));
/** What the interface writes, operation by operation, as its description reads it from the register. */
const CALLS = eachResource().flatMap(([kind, { add, edit, steps = {}, below = {} }]) =>
  Object.entries({ add, edit, ...steps, ...below }).flatMap(([name, act]): [string, Form][] =>
    act && isForm(act.form) ? [[`${kind} ${name}`, wholeOf(act) ?? act.form]] : [],
  ),
);

/** A patch is read by the form of the page once it was laid over the record. */
function wholeOf(act: object): Form | undefined {
  return "whole" in act && isForm(act.whole) ? act.whole : undefined;
}

const stringsIn = (value: unknown): string[] =>
  typeof value === "string"
    ? [value]
    : value !== null && typeof value === "object"
      ? Object.entries(value).flatMap(([key, one]) => [key, ...stringsIn(one)])
      : [];

/** What a field keeps of one value, however deep in what is sent it may stand. */
function keptOf(field: z.ZodType, value: string): string[] {
  const sent = [value, [value], { en: value }, `en: ${value}`, [[value]], [{ name: value }]];
  return sent.flatMap((one) => {
    const read = field.safeParse(one);
    return read.success ? stringsIn(read.data) : [];
  });
}

const fieldsOf = (forms: [string, Form][]): [string, string, z.ZodType][] =>
  forms.flatMap(([where, form]) =>
    Object.entries(form.shape).map(([name, field]): [string, string, z.ZodType] => [where, name, field as z.ZodType]),
  );

describe.each([
  ["pages and imports", fieldsOf(FORMS)],
  ["calls", fieldsOf(CALLS)],
] as const)("what is sent by %s", (_by, fields) => {
  test("is kept clean in every field that takes a text", () => {
    const open = fields.filter(([, name]) => !HASHED.has(name));
    const soiled = open.flatMap(([where, name, field]) =>
      DIRTY.flatMap((value) => keptOf(field, value))
        .filter((kept) => UNKEPT.test(kept))
        .map((kept) => `${where} ${name} keeps ${JSON.stringify(kept)}`),
    );
    expect(soiled).toEqual([]);
  });

  test("has such fields", () => {
    expect(fields.filter(([, , field]) => keptOf(field, "A").length > 0).length).toBeGreaterThan(40);
  });
});

test("what lists are asked is as clean as what they hold", () => {
  const asked = (schema: FilterSchema, name: string, value: string) =>
    stringsIn(readFilter(schema, new URLSearchParams({ [name]: value })));
  const soiled = fieldsOf(FILTERS).flatMap(([where, name]) => {
    const schema = FILTERS.find(([one]) => one === where)?.[1];
    return DIRTY.flatMap((value) => (schema ? asked(schema, name, value) : []))
      .filter((kept) => UNKEPT.test(kept))
      .map((kept) => `${where} ${name} keeps ${JSON.stringify(kept)}`);
  });
  expect(FILTERS.length).toBeGreaterThan(5);
  expect(soiled).toEqual([]);
});

/** Fields that pages show as a box of several lines. */
const BOXES = [
  ...new Set(
    Object.values(
      import.meta.glob<string>("../src/**/*.svelte", { query: "?raw", import: "default", eager: true }),
    ).flatMap((page) => [...page.matchAll(/<Field\s+name="(\w+)"\s+type="textarea"/g)].map(([, name = ""]) => name)),
  ),
];

/** Lines that are called as a box of another page is. */
const LINES = [
  "delegation-account.forms.ts accountRowForm note",
  "delegation-account.forms.ts accountLineForm note",
  "paper-template.forms.ts addTemplateForm note",
  "delegation.forms.ts programmeForm content",
  "delegation.forms.ts journeyForm remark",
];

test("a box of several lines keeps them, any other field is one line", () => {
  const read = fieldsOf(FORMS).flatMap(([where, name, field]) => {
    const kept: unknown = field.safeParse("A\r\nB").data;
    return typeof kept === "string" && !HASHED.has(name) ? [{ where, name, kept }] : [];
  });
  const isBox = ({ where, name }: { where: string; name: string }) =>
    BOXES.includes(name) && !LINES.includes(`${where} ${name}`);
  expect(BOXES.length).toBeGreaterThan(8);
  expect(read.filter((one) => one.kept !== (isBox(one) ? "A\nB" : "A B"))).toEqual([]);
});
