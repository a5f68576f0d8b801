import { beforeAll, expect, test } from "vitest";
import { aPerson, useDatabase } from "../../../tests/database.ts";
import type { Actor } from "#platform/actor.ts";
import { inReading } from "#platform/db.server.ts";
import { judged } from "#platform/typed-texts.fixtures.ts";
import { READ_KINDS, readForm } from "./import.forms.ts";
import { listReadings } from "./typed.queries.server.ts";

useDatabase();
let officer: Actor;
beforeAll(async () => {
  officer = await aPerson("unit_officer", "ha_noi");
});
const read = (kind: (typeof READ_KINDS)[number], texts: string[], language: "vi" | "en" = "vi") =>
  inReading(officer, (work) => listReadings(work, { kind, texts, language }));

test("each text has its verdict, in the order given, and a sentence in the language asked", async () => {
  expect(await read("day", ["03-06/4/2024", "khoảng 5/9/2024", "12/10", "2024"])).toEqual([
    { value: "2024-04-03", end: "2024-04-06", verdict: "understood", message: "Hiểu là 3/4–6/4/2024." },
    { value: "2024-09-05", qualifier: "approximate", verdict: "understood", message: "Hiểu là khoảng 5/9/2024." },
    { value: null, verdict: "asked", message: '"12/10" thiếu năm; hãy ghi đủ như 5/9/2024.' },
    { value: null, verdict: "refused", message: 'Không đọc được ngày "2024"; hãy ghi như 5/9/2024.' },
  ]);
  expect(await read("day", ["12/10", "5/9/2024 (dự kiến)"], "en")).toEqual([
    { value: null, verdict: "asked", message: '"12/10" has no year; enter it whole, like 5/9/2024.' },
    {
      value: "2024-09-05",
      qualifier: "expected",
      verdict: "understood",
      message: "Read as expected on 5 September 2024.",
    },
  ]);
});

test("numbers are read and said in the language asked", async () => {
  const one = { value: 1500, verdict: "understood" };
  expect(await read("amount", ["1.500", "gần 228 triệu USD"])).toEqual([
    { ...one, message: "Hiểu là 1.500." },
    {
      value: 228_000_000,
      currency: "USD",
      qualifier: "nearly",
      verdict: "understood",
      message: "Hiểu là gần 228.000.000 USD.",
    },
  ]);
  expect(await read("amount", ["1,500", "1.500", "over $1.5m"], "en")).toEqual([
    { ...one, message: "Read as 1,500." },
    { value: null, verdict: "asked", message: expect.stringContaining("two ways") },
    {
      value: 1_500_000,
      currency: "USD",
      qualifier: "over",
      verdict: "understood",
      message: "Read as over 1,500,000 USD.",
    },
  ]);
  expect(await read("count", ["1 200", "50-60"])).toMatchObject([{ value: 1200 }, { value: null, verdict: "refused" }]);
});

test("a country is its code, several are a list of them; who they are is said in the language asked", async () => {
  expect(await read("country", ["Mỹ", "Lào và Pháp", "Korea", "Atlantis"], "en")).toEqual([
    { value: "US", verdict: "understood", message: "Read as United States." },
    { value: ["LA", "FR"], verdict: "understood", message: "Read as Laos, France." },
    { value: null, verdict: "asked", message: expect.stringContaining("South Korea, DPR Korea") },
    { value: null, verdict: "refused", message: expect.stringContaining('"Atlantis"') },
  ]);
});

test("all that the tables hold fits in one call each, and each verdict comes with a sentence", async () => {
  for (const [kind, table] of [
    ["day", "days"],
    ["count", "counts"],
    ["amount", "amounts"],
    ["country", "countries"],
  ] as const)
    for (const language of ["vi", "en"] as const) {
      const texts = judged(table).map((one) => one.text);
      expect(readForm.safeParse({ kind, texts, language }).success).toBe(true);
      const items = await read(kind, texts, language);
      expect(items).toHaveLength(texts.length);
      expect(items.filter((one) => !/^\S.+\.$/.test(one.message) || one.message.startsWith("typed_"))).toEqual([]);
      expect(items.filter((one) => (one.value === null) === (one.verdict === "understood"))).toEqual([]);
    }
});

test.each([
  {},
  { kind: "word", texts: [] },
  { kind: "day" },
  { kind: "day", texts: "5/9/2024" },
  { kind: "day", texts: [5] },
  { kind: "day", texts: ["x".repeat(1001)] },
  { kind: "day", texts: Array<string>(2001).fill("x") },
  { kind: "day", texts: [], language: "xx" },
])("%j is no such call", (body) => {
  expect(readForm.safeParse(body).success).toBe(false);
});
