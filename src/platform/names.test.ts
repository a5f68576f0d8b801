import { describe, expect, test } from "vitest";
import { changesBetween } from "./history.server.ts";
import { changedNames, names } from "./forms.ts";
import { choices, fieldOf, gatherNames, nameOf, otherNames, withFields, withLanguages } from "./names.ts";
import { inLocale } from "./words.server.ts";

const france = { name: "France", name_in: { vi: "Pháp", fr: "la France" } };
const called = { unit_name: "ສະຫະພັນ", unit_name_in: { en: "Lao Union" } };

test("a name is the reader's, else the own one", () => {
  expect(inLocale("vi", () => [nameOf(france), nameOf(called, "unit_name")])).toEqual(["Pháp", "ສະຫະພັນ"]);
  expect(inLocale("en", () => [nameOf(france), nameOf(called, "unit_name")])).toEqual(["France", "Lao Union"]);
  expect(nameOf(called, "unit_name", "vi")).toBe("ສະຫະພັນ");
  expect(otherNames(france, "Pháp")).toBe("France · la France");
  expect(inLocale("vi", () => choices([{ ...france, iso2: "FR" }], (one) => one.iso2))).toEqual([
    { value: "FR", label: "Pháp" },
  ]);
});

test.each<[given: unknown, taken: object | undefined]>([
  [undefined, {}],
  ["", {}],
  [" fr: Amitié \n\nlo :  ມິດຕະພາບ\n", { fr: "Amitié", lo: "ມິດຕະພາບ" }],
  ["pt-BR: Amizade: sim", { "pt-BR": "Amizade: sim" }],
  ["fr: Amitié\r\n\r\nlo: A\r\n", { fr: "Amitié", lo: "A" }],
  ["fr: A\rlo: B", { fr: "A", lo: "B" }],
  ["FR: A\nPT-br: B", { fr: "A", "pt-BR": "B" }],
  [{ EN: "Union" }, { en: "Union" }],
  [
    { fr: "Ligne 1\nde: Ligne 2", lo: "a\u202Eb" },
    { fr: "Ligne 1 de: Ligne 2", lo: "a b" },
  ],
  ["fr: A\nfr: B", undefined],
  [{ fr: "A", FR: "B" }, undefined],
  [JSON.parse('{"__proto__": "A"}') as object, undefined],
  [
    Object.fromEntries(
      Array.from({ length: 41 }, (_, n) => [`q${"abcdefg"[n % 7]}${"abcdefg"[Math.floor(n / 7)]}`, "A"]),
    ),
    undefined,
  ],
  ["fr:", {}],
  [{ en: "Union", vi: " ", fr: null }, { en: "Union" }],
  [{ en: "Tổ".normalize("NFD") }, { en: "Tổ" }],
  ["Amitié", undefined],
  [": Amitié", undefined],
  ["french: Amitié", undefined],
  [{ fr: 5 }, undefined],
  [["fr"], undefined],
  [{ fr: "x".repeat(301) }, undefined],
])("names typed as %j are %j", (given, taken) => {
  expect(names().safeParse(given).data).toEqual(taken);
});

test("what is wrong with a name is said beside its own field, or where further ones are typed", () => {
  expect([fieldOf(["name_in", "vi"]), fieldOf(["name_in", "fr"]), fieldOf(["title_in"]), fieldOf([])]).toEqual([
    "name_vi",
    "name_in",
    "title_in",
    "form",
  ]);
});

test("a call that changes names may take one out", () => {
  expect(changedNames().parse({ fr: null, en: "Union" })).toEqual({ fr: null, en: "Union" });
});

describe("a field by language", () => {
  const gather = (values: Record<string, unknown>) => gatherNames(values, (field) => field === "name");

  test.each<[string, Record<string, unknown>, Record<string, unknown>]>([
    ["joins the others", { name: "A", name_en: "B", name_in: "fr: C" }, { name: "A", name_in: { en: "B", fr: "C" } }],
    ["says the same as a line", { name: "A", name_en: "B", name_in: "en: B" }, { name: "A", name_in: { en: "B" } }],
    [
      "says another than a line: no form takes that",
      { name: "A", name_en: "B", name_in: "en: C" },
      { name: "A", name_in: { en: "C", "": "B" } },
    ],
    [
      "beside what is no list of names changes nothing",
      { name: "A", name_en: "B", name_in: 5 },
      { name: "A", name_in: 5 },
    ],
    ["left empty is none", { name: "A", name_en: "" }, { name: "A", name_in: { en: null } }],
    [
      "left empty gives way to a line",
      { name: "A", name_en: "", name_in: "en: C" },
      { name: "A", name_in: { en: "C" } },
    ],
    ["may be taken out", { name_en: null, name: "A" }, { name: "A", name_in: { en: null } }],
    ["was the own name", { name_vi: "A", name_en: "B" }, { name: "A", name_in: { en: "B" } }],
    ["is not the own name beside one", { name: "", name_vi: "A" }, { name: "", name_in: { vi: "A" } }],
    ["is not the own name where none is asked", { title_vi: "A" }, { title_in: { vi: "A" } }],
    ["is told from other fields", { unit_id: "7", to_name_en: "B" }, { unit_id: "7", to_name_in: { en: "B" } }],
  ])("%s", (_what, sent, taken) => {
    expect(gather(sent)).toEqual(taken);
  });

  test("is what a form shows, with the further ones a line each, and comes back the same", () => {
    const row = { ...france, name_in: { ...france.name_in, lo: "ຝຣັ່ງ" }, countries: ["FR"] };
    const fields = {
      name: "France",
      name_vi: "Pháp",
      name_en: "",
      name_in: "fr: la France\nlo: ຝຣັ່ງ",
      countries: ["FR"],
    };
    expect(withFields(row)).toEqual(fields);
    expect(names().parse(gather(fields).name_in)).toEqual(row.name_in);
  });
});

test("an answer has every name also under its language, the own one where it is missing, and what stands there already stays", () => {
  const at = new Date(0);
  expect(
    withLanguages({ items: [{ ...called, at, name_in: [1] }], note: null, region: "Europe", region_in: {} }),
  ).toEqual({
    items: [{ ...called, at, name_in: [1], unit_name_vi: "ສະຫະພັນ", unit_name_en: "Lao Union" }],
    note: null,
    region: "Europe",
    region_in: {},
    region_vi: "Europe",
    region_en: "Europe",
  });
  expect(withLanguages({ ...france, name_vi: null })).toEqual({ ...france, name_vi: null, name_en: "France" });
});

test("the history says which language changed", () => {
  const before = { name: "A", name_in: { en: "B", fr: "C", lo: "D" }, kind: "union" };
  const after = { name: "A", name_in: { en: "B", fr: "E", zh: "F" }, kind: "union" };
  expect(changesBetween(before, after)).toEqual({
    before: { "name_in.fr": "C", "name_in.lo": "D", "name_in.zh": null },
    after: { "name_in.fr": "E", "name_in.lo": null, "name_in.zh": "F" },
  });
  expect(changesBetween(before, { ...before, name_in: { ...before.name_in } })).toEqual({ before: {}, after: {} });
});
