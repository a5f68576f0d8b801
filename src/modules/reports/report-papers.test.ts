import { readFile } from "node:fs/promises";
import { beforeAll, describe, expect, test } from "vitest";
import { aPerson, useDatabase } from "../../../tests/database.ts";
import { readPdf } from "../../../tests/pdf-text.ts";
import { wordText } from "../../../tests/word-text.ts";
import type { Actor } from "#platform/actor.ts";
import { inReading, inWork } from "#platform/db.server.ts";
import { formatPaperDay } from "#platform/format.ts";
import { today } from "#platform/time.ts";
import { inLocale } from "#platform/words.server.ts";
import { readScope } from "./indicator.queries.server.ts";
import { layOut } from "./report-page.server.ts";
import { reportDocument, reportPdf } from "./report-papers.server.ts";
import { writeText } from "./report.commands.server.ts";
import { buildAnnualReport } from "./report.queries.server.ts";

useDatabase("demo");
let office: Actor;
beforeAll(async () => {
  office = await aPerson("office", "vufo");
});

const reportOf = (year: string) =>
  inReading(office, async (work) => buildAnnualReport(work, await readScope(work, { year })));
const text = async (language: "vi" | "en", year = "2024") =>
  wordText(await reportDocument(await reportOf(year), language));

/** The cells after a table's title and its two heads, up to the next line that is no pair of a label and a number. */
function tableOf(lines: string[], title: string): { label: string; value: number }[] {
  const rows = [];
  for (let at = lines.indexOf(title) + 3; /^[\d.,]+( USD)?$/.test(lines[at + 1] ?? ""); at += 2)
    rows.push({ label: lines[at] ?? "", value: Number((lines[at + 1] ?? "").replaceAll(/[^\d]/g, "")) });
  return rows;
}
const sum = (rows: { value: number }[]) => rows.reduce((total, row) => total + row.value, 0);

test("the head says whose report it is, of which year, from where and when", async () => {
  const day = inLocale("vi", () => formatPaperDay(today()));
  expect(day).toMatch(/^ngày \d{2} tháng (0[12]|[3-9]|1[0-2]) năm \d{4}$/);
  expect((await text("vi")).slice(0, 8)).toEqual([
    "LIÊN HIỆP CÁC TỔ CHỨC\nHỮU NGHỊ VIỆT NAM",
    "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
    "Độc lập - Tự do - Hạnh phúc",
    "Số:      /BC-……",
    `Hà Nội, ${day}`,
    "BÁO CÁO",
    "Kết quả công tác năm 2024",
    "Số liệu cuối năm · Số liệu tính đến ngày 31/12/2024",
  ]);
  // In another language it has the form that papers have there.
  expect((await text("en")).slice(0, 4)).toEqual([
    "VIET NAM UNION OF FRIENDSHIP ORGANIZATIONS",
    `Ha Noi, ${inLocale("en", () => formatPaperDay(today()))}`,
    "Annual report 2024",
    "Final · Figures as of 31 December 2024",
  ]);
});

test("an interim report says so, and until which day the year before is counted, on page, in Word and PDF", async () => {
  const report = await inReading(office, async (work) =>
    buildAnnualReport(work, await readScope(work, { year: "2024", as_of: "2024-06-30" })),
  );
  for (const [language, status, sentence, head] of [
    ["vi", "Số liệu tạm thời", "(Cùng kỳ, đến 30/6/2023: ", "Cùng kỳ, đến 30/6/2023"],
    ["en", "Interim", "(Same period, to 30 June 2023: ", "Same period, to 30 June 2023"],
  ] as const) {
    const page = layOut(report, language);
    expect([page.status, page.heads[2]]).toEqual([status, head]);
    const papers = [
      JSON.stringify(page),
      wordText(await reportDocument(report, language)).join("\n"),
      readPdf(await reportPdf(report, language)).lines.join("\n"),
    ];
    for (const paper of papers) for (const said of [status, sentence, head]) expect(paper).toContain(said);
    for (const paper of papers) expect(paper).not.toContain("(2023: ");
    for (const paper of papers) expect(paper).not.toContain("Năm 2023: ");
  }
});

test("the sums of aid bear their currency on page, in Word and PDF", async () => {
  const report = await reportOf("2024");
  const rows = layOut(report, "vi").tables.find((one) => one.title === "Viện trợ giải ngân theo lĩnh vực")?.rows ?? [];
  expect(rows.length).toBeGreaterThan(3);
  const [word, pdf] = [wordText(await reportDocument(report, "vi")), readPdf(await reportPdf(report, "vi")).lines];
  for (const { label, value } of rows) {
    expect(value).toMatch(/^[\d.]+ USD$/);
    expect(word[word.indexOf(value) - 1]).toBe(label);
    expect(pdf).toContain(`${label}${value}`);
  }
});

test("a unit's own report says the unit and counts its own", async () => {
  const hanoi = await aPerson("unit_officer", "ha_noi");
  const report = await inReading(hanoi, async (work) =>
    buildAnnualReport(work, await readScope(work, { year: "2024", unit: hanoi.unitId })),
  );
  const lines = wordText(await reportDocument(report, "vi"));
  expect(lines[1]?.replaceAll("\n", " ")).toBe("LIÊN HIỆP CÁC TỔ CHỨC HỮU NGHỊ THÀNH PHỐ HÀ NỘI");
  const held = sum(tableOf(lines, "Hoạt động theo tháng"));
  expect(held).toBeGreaterThan(0);
  expect(held).toBeLessThan(1046);
});

test.each([
  ["vi", "đã cử 43 đoàn ra. (Năm 2023: 30.)", "hơn 231 triệu USD (231,4 triệu USD). (Năm 2023: 227,9 triệu USD.)"],
  [
    "en",
    "sent 43 delegations abroad. (2023: 30.)",
    "over US$ 231 million (US$ 231.4 million). (2023: US$ 227.9 million.)",
  ],
] as const)("its sentences in %s say the year's figures beside the year before", async (language, sent, aid) => {
  const said = (await text(language)).join(" ");
  expect(said).toContain(sent);
  expect(said).toContain(aid);
});

test("what people wrote stands in its section, in its language, behind what was counted", async () => {
  const scope = await inReading(office, (work) => readScope(work, { year: "2019" }));
  for (const [language, body] of [
    ["vi", "Quan hệ được củng cố & mở rộng <rộng>."],
    ["en", "Relations grew."],
  ] as const)
    await inWork(office, (work) =>
      writeText(work, scope, { year: 2019, section: "bilateral", language, body, version: 0 }),
    );
  const vi = (await text("vi", "2019")).join(" ");
  expect(vi).toMatch(
    /Hoạt động song phương.*Chưa có hồ sơ nào của năm 2019\..*Quan hệ được củng cố & mở rộng <rộng>\./s,
  );
  expect(vi).not.toContain("Relations grew.");
  expect((await text("en", "2019")).join(" ")).toMatch(
    /Bilateral work.*Nothing is recorded of 2019\..*Relations grew\./s,
  );
});

test("a year of which nothing is recorded has no figures, and no sentence says zero", async () => {
  const lines = await text("en", "2017");
  const at = lines.indexOf("Outgoing delegations");
  expect(lines.slice(at, at + 3)).toEqual(["Outgoing delegations", "–", "–"]);
  expect(lines.join(" ")).not.toMatch(/\b0\b/);
});

test.each([
  ["vi", "Đoàn ra", "43", "30"],
  ["vi", "Đoàn vào", "28", "32"],
  ["vi", "Hoạt động tại chỗ", "1.046", "987"],
  ["vi", "Nước kỷ niệm 50 năm quan hệ", "0", "16"],
  ["vi", "Hội nghị, hội thảo quốc tế", "5", "0"],
  ["vi", "Viện trợ PCPNN giải ngân", "231,4 triệu USD", "227,9 triệu USD"],
  ["en", "Outgoing delegations", "43", "30"],
  ["en", "Activities at home", "1,046", "987"],
  ["en", "Foreign-NGO aid disbursed", "US$ 231.4 million", "US$ 227.9 million"],
] as const)("its table of figures in %s: %s", async (language, label, value, before) => {
  const lines = await text(language);
  const heads = language === "vi" ? ["Số liệu", "Chỉ tiêu"] : ["Figures", "Indicator"];
  const start = lines.indexOf(heads[0] ?? "");
  // By the decree they stand in an annex, which says of which paper.
  const said = lines.slice(start, start + 5).filter((line) => !line.startsWith("(Kèm theo Báo cáo số "));
  expect(said.slice(0, 4)).toEqual([...heads, "2024", "2023"]);
  const at = lines.indexOf(label, start);
  expect(lines.slice(at, at + 3)).toEqual([label, value, before]);
});

test("its tables add up to its figures", async () => {
  const lines = await text("vi");
  expect(sum(tableOf(lines, "Hoạt động theo tháng"))).toBe(1046);
  expect(tableOf(lines, "Hoạt động theo tháng").map((row) => row.label)).toEqual(
    Array.from({ length: 12 }, (_, month) => `Tháng ${month + 1} năm 2024`),
  );
  const kinds = tableOf(lines, "Hoạt động theo loại");
  expect(sum(kinds)).toBe(1046);
  expect(kinds.map((row) => row.label)).toEqual(expect.arrayContaining(["Gặp gỡ hữu nghị", "Hội thảo, tọa đàm"]));
  expect(sum(tableOf(lines, "Đoàn ra, đoàn vào theo nước"))).toBe(43 + 28);
  const sectors = tableOf(lines, "Viện trợ giải ngân theo lĩnh vực");
  expect(sum(sectors)).toBe(231_400_000);
  expect(sectors.map((row) => row.label)).toEqual(expect.arrayContaining(["Y tế", "Giáo dục"]));
  for (const title of ["Hoạt động theo nước", "Hoạt động theo đơn vị chủ trì"]) {
    const values = tableOf(lines, title).map((row) => row.value);
    expect(values.length).toBeGreaterThan(20);
    expect(values).toEqual(values.toSorted((one, other) => other - one));
  }
  expect(sum(tableOf(lines, "Hoạt động theo đơn vị chủ trì"))).toBe(1046);
});

describe("as PDF", () => {
  const pdf = async (language: "vi" | "en", year = "2024") =>
    readPdf(await reportPdf(await reportOf(year), language)).lines;
  /** A row of a table is one line. */
  const row = (...cells: string[]) => cells.join("");

  test("its head says whose report it is, of which year and from where, in its language", async () => {
    expect((await pdf("vi")).slice(0, 8)).toEqual([
      ...["LIÊN HIỆP CÁC TỔ CHỨC", "HỮU NGHỊ VIỆT NAM"],
      ...["CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc"],
      `Hà Nội, ${inLocale("vi", () => formatPaperDay(today()))}`,
      ...["BÁO CÁO", "Kết quả công tác năm 2024"],
      "Số liệu cuối năm · Số liệu tính đến ngày 31/12/2024",
    ]);
    expect((await pdf("en")).slice(0, 4)).toEqual([
      "VIET NAM UNION OF FRIENDSHIP ORGANIZATIONS",
      `Ha Noi, ${inLocale("en", () => formatPaperDay(today()))}`,
      "Annual report 2024",
      "Final · Figures as of 31 December 2024",
    ]);
  });

  test("its figures stand beside the year before", async () => {
    const vi = await pdf("vi");
    const start = vi.indexOf("Số liệu");
    expect(vi[start + 1]).toBe(row("2024", "2023"));
    expect(vi).toEqual(expect.arrayContaining([row("Đoàn ra", "43", "30"), row("Hoạt động tại chỗ", "1.046", "987")]));
    const en = await pdf("en");
    expect(en).toContain(row("Foreign-NGO aid disbursed", "US$ 231.4 million", "US$ 227.9 million"));
    expect(vi.some((line) => /^Pháp\d+$/.test(line))).toBe(true);
    expect(en.some((line) => /^France\d+$/.test(line))).toBe(true);
    expect(vi[vi.indexOf("Hoạt động theo tháng") + 1]).toMatch(/^Tháng 1 năm 2024\d+$/);
  });

  test("numbers stand to the right", async () => {
    const template = await readFile("templates/annual-report.typ", "utf8");
    expect(template.match(/align\(right, said\((one|row)\.(value|before)\)\)/g)).toHaveLength(3);
  });

  test("sections with nothing to say are left out, what people wrote is no markup and keeps its lines", async () => {
    const scope = await inReading(office, (work) => readScope(work, { year: "2018" }));
    const body = "/ *Rất* #tốt_[1]_ $x$ <a> @b `c` ~ \\ kết // hết\n= hai\n+ ba -- ...";
    await inWork(office, (work) =>
      writeText(work, scope, { year: 2018, section: "limits", language: "vi", body, version: 0 }),
    );
    const vi = await pdf("vi", "2018");
    const limits = "II. TỒN TẠI, HẠN CHẾ VÀ NGUYÊN NHÂN";
    const at = vi.indexOf(limits);
    expect(vi.slice(at + 1, at + 4)).toEqual(body.split("\n"));
    const titles = ["1. Hoạt động song phương", "Hoạt động đa phương", "Viện trợ phi chính phủ nước ngoài", "Số liệu"];
    expect(titles.filter((title) => vi.includes(title))).toEqual([titles[0], titles[3]]);
    const word = wordText(await reportDocument(await reportOf("2018"), "vi"));
    expect(word[word.indexOf(limits) + 1]).toBe(body);
  });
});

test.each(["docx", "pdf"])(
  "a province reports to the union above it, and whoever heads it signs (%s)",
  async (format) => {
    const hanoi = await aPerson("unit_officer", "ha_noi");
    const report = await inReading(hanoi, async (work) =>
      buildAnnualReport(work, await readScope(work, { year: "2024", unit: hanoi.unitId })),
    );
    const signed = {
      ...report,
      unit: { ...report.unit, head: { name: "Trần Văn An", title: "Chủ tịch", title_in: {} } },
    };
    const lines =
      format === "pdf" ? readPdf(await reportPdf(signed, "vi")).lines : wordText(await reportDocument(signed, "vi"));
    for (const said of ["Kính gửi: Liên hiệp các tổ chức hữu nghị Việt Nam", "CHỦ TỊCH", "Trần Văn An"])
      expect(lines).toContain(said);
    expect((await text("vi")).join("\n")).not.toContain("Kính gửi");
  },
);
