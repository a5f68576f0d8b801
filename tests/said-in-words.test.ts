import fs from "node:fs";
import { expect, test } from "vitest";
import { sourceInWords } from "#platform/fact-source.ts";
import { formatMonthDay } from "#platform/format.ts";
import { changesBetween } from "#platform/history.server.ts";
import { readDay } from "#platform/typed-day.ts";
import { inLocale, ruleInWords } from "#platform/words.server.ts";
import { noneHere } from "../src/ui/none-here.ts";
import { aloud, doubtIn } from "../src/ui/typed-aloud.ts";

const inBoth = (say: () => string) => [inLocale("vi", say), inLocale("en", say)];

test("days and numbers in the sentence of a rule are written as the reader writes them, years and typed text as they are", () => {
  expect(inBoth(() => ruleInWords("rule_decided_before", { day: "2026-11-26" }))).toEqual([
    expect.stringContaining("(26/11/2026)"),
    expect.stringContaining("(26 November 2026)"),
  ]);
  expect(ruleInWords("rule_calendar_ends", { year: 2028 })).toContain("2028");
  expect(ruleInWords("rule_import_quote", { line: 1500 })).toContain("1.500");
  expect(ruleInWords("typed_day_order", { value: "2024-09-05" })).toContain("2024-09-05");
});

/** One place says the sentence of a refusal; whoever says it elsewhere prints days as they are kept. */
test("no refusal is told with its raw details", () => {
  const told = fs
    .readdirSync("src", { recursive: true, encoding: "utf8" })
    .filter(
      (name) =>
        name.endsWith(".ts") &&
        !name.endsWith(".test.ts") &&
        !name.startsWith("words") &&
        name !== "platform/words.server.ts",
    )
    .filter((name) => /wordsFor\([a-z.]*code, [a-z.]*details\)/.test(fs.readFileSync(`src/${name}`, "utf8")));
  expect(told).toEqual([]);
});

test("a month after the day is told from two ways of reading", () => {
  const codes = ["11/20/2026", "24-09-05"]
    .map((text) => readDay(text))
    .map((read) => read.verdict !== "understood" && read.code);
  expect(codes).toEqual(["typed_day_month_first", "typed_day_order"]);
});

test("a number that is not understood is said beside its field, and one that is in the reader's own marks", () => {
  const of = (language: "vi" | "en", kind: "count" | "amount", typed: string) =>
    inLocale(language, () => [aloud(kind, typed) !== "", doubtIn(kind, typed) !== ""]);
  expect(of("en", "amount", "1.500")).toEqual([false, true]);
  expect(of("vi", "amount", "1,500")).toEqual([false, true]);
  expect(of("en", "count", "1.500")).toEqual([true, false]);
  expect(inLocale("en", () => aloud("count", "1.500"))).toMatch(/^1,500 /);
  expect(of("vi", "count", "chừng mười")).toEqual([false, true]);
  expect(of("vi", "count", "")).toEqual([false, false]);
});

const reader = { reach: "staff", seesAll: false };
const at = (query: string) => ({ pathname: "/delegations", searchParams: new URLSearchParams(query) });

test("an empty list says that none fits, that none is shown, or that there is none", () => {
  const say = (me: typeof reader, query: string, add?: string) =>
    inLocale("en", () => noneHere({ url: at(query), me, empty: "No delegations yet.", add }));
  const all = { ...reader, seesAll: true };
  expect(say(all, "")).toEqual({ empty: "No delegations yet.", clear: undefined });
  expect(say(all, "did=saved&cursor=3", "New")).toEqual({
    empty: "No delegations yet. Select “New” to add one.",
    clear: undefined,
  });
  expect(say(reader, "").empty).toBe("None is shown to you in this role.");
  expect(say({ ...reader, reach: "outside" }, "").empty).toBe("Nothing was shared with you here yet.");
  expect(say(reader, "q=zzz", "New")).toEqual({ empty: "Nothing matches the choices above.", clear: "/delegations" });
});

test("the day of a year, and where a fact is from, are words of the language", () => {
  expect(inBoth(() => formatMonthDay("07-14"))).toEqual(["14/7", "14 July"]);
  expect(inBoth(() => sourceInWords("recall")).join(" ")).not.toContain("recall");
  const [vi] = inBoth(() =>
    sourceInWords(
      "compiled from general knowledge (check against the foreign ministry list) ; accreditation to LU: x.example",
    ),
  );
  expect(vi).toMatch(/^tổng hợp .+; kiêm nhiệm Luxembourg: x\.example$/);
  expect(sourceInWords("Công văn 12/LHHN")).toBe("Công văn 12/LHHN");
});

test("the order in which several were chosen is no change", () => {
  expect(changesBetween({ countries: ["FR", "BE"] }, { countries: ["BE", "FR"] })).toEqual({ before: {}, after: {} });
  expect(changesBetween({ countries: ["FR"] }, { countries: ["BE", "FR"] }).after).toEqual({ countries: ["BE", "FR"] });
});
