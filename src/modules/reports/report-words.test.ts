import { describe, expect, test } from "vitest";
import { inLocale } from "#platform/words.server.ts";
import type { Indicator } from "./indicator.model.ts";
import { wordingOf } from "./indicator.model.ts";
import { sayAnnualReport } from "./report-said.server.ts";
import { narrate, sayExact, sayFigure, sayKnown } from "./report-words.server.ts";
import type { AnnualReport } from "./report.queries.server.ts";

const said = (value: number, measure: Indicator["measure"], locale: "vi" | "en") =>
  inLocale(locale, () => sayFigure({ value, measure, wording: wordingOf(value, measure) }));

/** Each figure as it must be said; a rule that shifts by a step or a per cent moves one of them. */
const COUNTS: [value: number, vi: string, en: string][] = [
  [0, "0", "0"],
  [1, "1", "1"],
  [43, "43", "43"],
  [104, "104", "104"],
  [264, "264", "264"],
  [436, "436", "436"],
  [499, "499", "499"],
  [500, "500", "500"],
  [501, "hơn 500 (501)", "over 500 (501)"],
  [525, "hơn 500 (525)", "over 500 (525)"],
  [526, "526", "526"],
  [549, "549", "549"],
  [569, "569", "569"],
  [570, "gần 600 (570)", "nearly 600 (570)"],
  [600, "600", "600"],
  [630, "hơn 600 (630)", "over 600 (630)"],
  [631, "631", "631"],
  [664, "664", "664"],
  [665, "gần 700 (665)", "nearly 700 (665)"],
  [671, "gần 700 (671)", "nearly 700 (671)"],
  [735, "hơn 700 (735)", "over 700 (735)"],
  [855, "gần 900 (855)", "nearly 900 (855)"],
  [889, "gần 900 (889)", "nearly 900 (889)"],
  [945, "hơn 900 (945)", "over 900 (945)"],
  [949, "949", "949"],
  [950, "gần 1.000 (950)", "nearly 1,000 (950)"],
  [987, "gần 1.000 (987)", "nearly 1,000 (987)"],
  [1000, "1.000", "1,000"],
  [1046, "hơn 1.000 (1.046)", "over 1,000 (1,046)"],
  [1050, "hơn 1.000 (1.050)", "over 1,000 (1,050)"],
  [1051, "1.051", "1,051"],
  [1250, "1.250", "1,250"],
  [1424, "1.424", "1,424"],
  [1425, "gần 1.500 (1.425)", "nearly 1,500 (1,425)"],
  [1575, "hơn 1.500 (1.575)", "over 1,500 (1,575)"],
  [1576, "1.576", "1,576"],
  [4750, "gần 5.000 (4.750)", "nearly 5,000 (4,750)"],
  [5200, "hơn 5.000 (5.200)", "over 5,000 (5,200)"],
  [6500, "6.500", "6,500"],
  [9600, "gần 10.000 (9.600)", "nearly 10,000 (9,600)"],
  [10_400, "hơn 10.000 (10.400)", "over 10,000 (10,400)"],
  [12_000, "12.000", "12,000"],
  [48_000, "gần 50.000 (48.000)", "nearly 50,000 (48,000)"],
  [104_000, "hơn 100.000 (104.000)", "over 100,000 (104,000)"],
];
const SUMS: [value: number, vi: string, en: string][] = [
  [0, "0 USD", "US$ 0"],
  [40, "40 USD", "US$ 40"],
  [40_000, "40.000 USD", "US$ 40,000"],
  [400_000, "400.000 USD", "US$ 400,000"],
  [999_999, "999.999 USD", "US$ 999,999"],
  [1_000_000, "1 triệu USD", "US$ 1 million"],
  [1_040_000, "hơn 1 triệu USD (1,04 triệu USD)", "over US$ 1 million (US$ 1.04 million)"],
  [1_060_000, "1,1 triệu USD", "US$ 1.1 million"],
  [1_400_000, "1,4 triệu USD", "US$ 1.4 million"],
  [1_900_000, "gần 2 triệu USD (1,9 triệu USD)", "nearly US$ 2 million (US$ 1.9 million)"],
  [10_500_000, "gần 11 triệu USD (10,5 triệu USD)", "nearly US$ 11 million (US$ 10.5 million)"],
  [108_300_000, "hơn 108 triệu USD (108,3 triệu USD)", "over US$ 108 million (US$ 108.3 million)"],
  [227_900_000, "gần 228 triệu USD (227,9 triệu USD)", "nearly US$ 228 million (US$ 227.9 million)"],
  [228_000_000, "228 triệu USD", "US$ 228 million"],
  [228_000_400, "hơn 228 triệu USD (228.000.400 USD)", "over US$ 228 million (US$ 228,000,400)"],
  [228_040_000, "hơn 228 triệu USD (228,04 triệu USD)", "over US$ 228 million (US$ 228.04 million)"],
  [231_400_000, "hơn 231 triệu USD (231,4 triệu USD)", "over US$ 231 million (US$ 231.4 million)"],
  [1_136_500_000, "gần 1.140 triệu USD (1.136,5 triệu USD)", "nearly US$ 1,140 million (US$ 1,136.5 million)"],
];
describe("a figure in words", () => {
  test.each(COUNTS)("%d activities", (value, vi, en) => {
    expect([said(value, "activity", "vi"), said(value, "activity", "en")]).toEqual([vi, en]);
  });
  test.each(SUMS)("%d dollars", (value, vi, en) => {
    expect([said(value, "USD", "vi"), said(value, "USD", "en")]).toEqual([vi, en]);
  });

  test("no sum of money is said as nought point nought million", () => {
    for (const locale of ["vi", "en"] as const)
      for (let value = 1; value < 3_000_000_000; value = Math.ceil(value * 1.07))
        expect(inLocale(locale, () => sayExact({ value, measure: "USD" }))).not.toMatch(/\b0[.,]0/);
  });

  test("what is rounded lies within five per cent, on the side that the word says", () => {
    for (let value = 1; value < 300_000; value += 7) {
      const { qualifier, rounded } = wordingOf(value, "activity");
      expect(Math.abs(rounded - value)).toBeLessThanOrEqual(rounded * 0.05);
      expect(qualifier).toBe(rounded === value ? "exact" : rounded > value ? "nearly" : "over");
    }
  });

  test("where nothing is recorded nothing is known", () => {
    expect(sayKnown({ value: 0, measure: "activity", recorded: false })).toBe("–");
    expect(inLocale("vi", () => sayKnown({ value: 0, measure: "activity", recorded: true }))).toBe("0");
  });
});

const reportOf = (kind: string, value: number, recorded = true): AnnualReport => ({
  year: 2024,
  as_of: "2024-12-31",
  status: "final",
  unit: {
    id: "1",
    kind,
    name: "Hội hữu nghị Việt Nam - Pháp",
    name_in: { en: "Viet Nam-France Friendship Association" },
  },
  figures: (["delegations_out", "delegations_in", "onsite_activities", "partners_active"] as const).map((key) => ({
    key,
    version: 1,
    value,
    recorded,
    unit: "1",
    measure: "activity",
    wording: wordingOf(value, "activity"),
    status: "final",
    as_of: "2024-12-31",
    before: null,
  })),
  tables: {} as AnnualReport["tables"],
  anniversaries: [],
  texts: [],
});
const spoken = (report: AnnualReport, locale: "vi" | "en") =>
  narrate(report, locale)
    .flatMap((section) => section.sentences.map((one) => one.text))
    .join(" ");

describe("the report's sentences", () => {
  test("one is one and two are two", () => {
    expect(spoken(reportOf("union", 1), "en")).toBe(
      "In 2024 (as of 31 December 2024) the union sent 1 delegation abroad. 1 incoming delegation was received. 1 activity was held at home. There was work with 1 partner.",
    );
    expect(spoken(reportOf("union", 2), "en")).toBe(
      "In 2024 (as of 31 December 2024) the union sent 2 delegations abroad. 2 incoming delegations were received. 2 activities were held at home. There was work with 2 partners.",
    );
  });

  test("an association's speak of the association, and not of the union", () => {
    const [vi, en] = [
      spoken(reportOf("central_association", 3), "vi"),
      spoken(reportOf("central_association", 3), "en"),
    ];
    expect(vi).toContain("Hội hữu nghị Việt Nam - Pháp đã cử 3 đoàn ra");
    expect(en).toContain("the Viet Nam-France Friendship Association sent 3 delegations abroad");
    expect(`${vi} ${en}`).not.toMatch(/Liên hiệp|the union|system/i);
    expect(spoken(reportOf("union", 3), "vi")).toContain("Liên hiệp đã cử 3 đoàn ra");
  });

  test("of a year without records they say that alone", () => {
    expect(spoken(reportOf("union", 0, false), "en")).toBe("Nothing is recorded of 2024.");
    expect(spoken(reportOf("union", 0, false), "vi")).toBe("Chưa có hồ sơ nào của năm 2024.");
    expect(spoken(reportOf("union", 0), "en")).toContain("sent 0 delegations abroad");
  });

  test("of a year of which some is recorded they say no zero of the rest", () => {
    const report = reportOf("union", 4);
    const without = (...keys: string[]) => ({
      ...report,
      figures: report.figures.map((one) => (keys.includes(one.key) ? { ...one, value: 0, recorded: false } : one)),
    });
    const noVisit = without("delegations_out", "delegations_in");
    expect(spoken(noVisit, "en")).toBe(
      "No delegation is recorded of 2024. 4 activities were held at home. There was work with 4 partners.",
    );
    expect(spoken(noVisit, "vi")).toContain("Chưa có hồ sơ đoàn nào của năm 2024.");
    const onlyPartners = without("delegations_out", "delegations_in", "onsite_activities");
    expect(spoken(onlyPartners, "en")).toBe(
      "No delegation and no activity is recorded of 2024. There was work with 4 partners.",
    );
    expect(spoken(without("onsite_activities"), "vi")).toMatch(/^Chưa có hồ sơ hoạt động nào của năm 2024\. Năm 2024/);
  });

  test("each begins with a capital, also where a figure comes first", () => {
    for (const value of [1, 570, 501, 790, 1046])
      for (const locale of ["vi", "en"] as const)
        for (const section of narrate(reportOf("union", value), locale))
          for (const { text } of section.sentences) expect(text).toMatch(/^[\p{Lu}\d]/u);
  });

  test("its countries stand in the order of the reader's language", () => {
    const anniversaries = [
      { iso2: "AU", name: "Australia", name_in: { vi: "Úc" } },
      { iso2: "IT", name: "Italy", name_in: { vi: "Ý" } },
      { iso2: "SG", name: "Singapore", name_in: { vi: "Xin-ga-po" } },
      { iso2: "GB", name: "United Kingdom", name_in: { vi: "Anh" } },
      { iso2: "IN", name: "India", name_in: { vi: "Ấn Độ" } },
    ];
    const [figure] = reportOf("union", 5).figures;
    const report: AnnualReport = {
      ...reportOf("union", 5),
      figures: figure ? [{ ...figure, key: "anniversaries" }] : [],
      anniversaries,
    };
    expect(spoken(report, "vi")).toContain("(Anh, Ấn Độ, Úc, Xin-ga-po, Ý)");
    expect(spoken(report, "en")).toContain("(Australia, India, Italy, Singapore, United Kingdom)");
  });
});

test("a report that is said already is said again as it is now: its language, its paragraphs, its names, its figures", () => {
  const report = reportOf("union", 3);
  const read = (one: AnnualReport, locale: "vi" | "en" = "vi") =>
    JSON.parse(sayAnnualReport(one, locale)) as Record<string, unknown> & { unit: { name: string } };
  const first = sayAnnualReport(report, "vi");
  expect(sayAnnualReport({ ...report }, "vi")).toBe(first);
  expect([read(report).language, read(report, "en").language]).toEqual(["vi", "en"]);
  const texts = [{ section: "context", language: "vi", body: "Một năm nhiều việc." }];
  expect(read({ ...report, texts }).texts).toEqual(texts);
  expect(read({ ...report, unit: { ...report.unit, name: "Liên hiệp mới" } }).unit.name).toBe("Liên hiệp mới");
  expect(read({ ...report, as_of: "2024-06-30", status: "interim" }).as_of).toBe("2024-06-30");
  // Counted anew, the tables are others.
  const counted = { ...reportOf("union", 4), tables: { ...report.tables } };
  expect(read(counted).figures).toMatchObject([{ value: 4 }, { value: 4 }, { value: 4 }, { value: 4 }]);
  expect(sayAnnualReport(report, "vi")).toBe(first);
});
