import { strFromU8, strToU8, unzipSync, zipSync } from "fflate";
import { beforeAll, describe, expect, test } from "vitest";
import type { Paper } from "#modules/delegations/delegation-paper.model.ts";
import { delegationPaper } from "#modules/delegations/delegation-papers.server.ts";
import { findDelegation } from "#modules/delegations/delegation.queries.server.ts";
import { readPrinted } from "#modules/delegations/delegation-printed.queries.server.ts";
import { readScope } from "#modules/reports/indicator.queries.server.ts";
import { reportDocument } from "#modules/reports/report-papers.server.ts";
import { buildAnnualReport } from "#modules/reports/report.queries.server.ts";
import type { Actor, Role } from "#platform/actor.ts";
import { inReading } from "#platform/db.server.ts";
import type { Home } from "#platform/home.ts";
import { home, setHome } from "#platform/home.ts";
import { fillTemplates } from "#platform/paper.server.ts";
import { aPerson, useDatabase } from "./database.ts";
import type { Kind } from "./paper-layout.ts";
import { brokenByDecree, brokenByPlain } from "./paper-layout.ts";
import { wordText } from "./word-text.ts";

useDatabase("demo");
let office: Actor;
beforeAll(async () => {
  office = await aPerson("office", "vufo");
});

const DIRECTIONS = ["outgoing", "incoming"] as const;
type Direction = (typeof DIRECTIONS)[number];
const KINDS: Record<Paper, Kind> = {
  proposal: "proposal",
  decision: "decision",
  programme: "guests",
  contacts: "guests",
  reception: "plan",
  "day-sheet": "guests",
  "talking-points": "guests",
  result: "report",
  settlement: "guests",
  invitation: "letter",
  visa: "letter",
  thanks: "letter",
};
const PAPERS = Object.keys(KINDS) as Paper[];

/** The paper of a visit of the demo that was reported, or of one that waits, as this union lays it out. */
async function printed(
  paper: Paper,
  direction: Direction,
  statuses: ("reported" | "settled" | "archived" | "proposed")[],
) {
  const asked = await inReading(office, async (work) => {
    const { id } = await work.trx
      .selectFrom("delegation")
      .innerJoin("delegation_member", "delegation_member.delegation_id", "delegation.id")
      .select("delegation.id")
      .where("delegation.direction", "=", direction)
      .where("delegation.status", "in", statuses)
      .orderBy("delegation.departs_on", "desc")
      .limit(1)
      .executeTakeFirstOrThrow();
    const visit = await findDelegation(work, id);
    if (!visit) throw new Error("no such visit");
    // As the program brings it: what an office made of it is its own.
    return delegationPaper(work, paper, await readPrinted(work, visit), { own: null });
  });
  const [made] = await fillTemplates([asked]);
  return made ?? new Uint8Array();
}
const DONE = ["reported", "settled", "archived"] as const;
const cases = DIRECTIONS.flatMap((direction) => PAPERS.map((paper) => [direction, paper] as const));

/** As another union, or this one with other settings, prints it. */
async function as<Said>(changed: Partial<Home>, run: () => Promise<Said>): Promise<Said> {
  const before = home();
  setHome({ ...before, ...changed });
  try {
    return await run();
  } finally {
    setHome(before);
  }
}

describe("by the decree", () => {
  test.each(cases.filter(([, paper]) => KINDS[paper] !== "letter"))(
    "%s: %s breaks no check",
    async (direction, paper) => {
      expect(brokenByDecree(await printed(paper, direction, [...DONE]), KINDS[paper])).toEqual([]);
    },
  );

  test.each(["proposal", "decision"] as const)("before anybody signed, the %s breaks none either", async (paper) => {
    const one = await printed(paper, "outgoing", ["proposed"]);
    expect(brokenByDecree(one, KINDS[paper])).toEqual([]);
    expect(wordText(one).join("\n")).toMatch(/^Số: {6}\/(?:TTr|QĐ)-/m);
  });
});

/** The year's report of a unit, as its office takes it along. */
async function annual(role: Role, unit: string, language: "vi" | "en" | "fr") {
  const actor = await aPerson(role, unit);
  const report = await inReading(actor, async (work) =>
    buildAnnualReport(work, await readScope(work, { year: "2024", unit: actor.unitId })),
  );
  return reportDocument(report, language);
}

test("the annual report of a province, which goes to the union, breaks no check of the decree", async () => {
  expect(brokenByDecree(await annual("unit_officer", "ha_noi", "vi"), "report")).toEqual([]);
});

test("the union's own, which goes to nobody above it, breaks none but that of to whom", async () => {
  expect(brokenByDecree(await annual("office", "vufo", "vi"), "report").map((one) => one.check)).toEqual([28]);
});

test.each(["en", "fr"] as const)("in %s the annual report breaks no check of a plain paper", async (language) => {
  expect(brokenByPlain(await annual("office", "vufo", language))).toEqual([]);
});

describe("by no decree", () => {
  const plain = (language: "vi" | "en" | "fr") => ({ language, paper_layout: "plain" }) as const;
  test.each(cases)("%s: %s breaks no check in any language", async (direction, paper) => {
    for (const language of ["vi", "en", "fr"] as const)
      expect([language, brokenByPlain(await as(plain(language), () => printed(paper, direction, [...DONE])))]).toEqual([
        language,
        [],
      ]);
  });
});

/** A paper in whose text something was changed by hand. */
function changed(paper: Uint8Array, from: string | RegExp, to: string): Uint8Array {
  const files = unzipSync(paper);
  const xml = strFromU8(files["word/document.xml"] ?? new Uint8Array());
  const other = xml.replace(from, to);
  expect(other).not.toBe(xml);
  return zipSync({ ...files, "word/document.xml": strToU8(other) });
}
const numbers = (paper: Uint8Array) => brokenByDecree(paper, "decision").map((one) => one.check);

/** What somebody may do to a paper, and the number of the check that it breaks. */
const DONE_BY_HAND: [string, string | RegExp, string, number[]][] = [
  ["a margin is narrowed", /w:left="1701"/g, 'w:left="1134"', [3]],
  ["the motto is underlined by its letters", /(w:val="LineMotto"\/><w:pBdr>)<w:top[^>]*\/>/, "$1", [11]],
  [
    "the line under the motto is short",
    /(w:val="LineMotto".*?<w:ind )w:left="\d+" w:right="\d+"/,
    '$1w:left="2400" w:right="2400"',
    [11],
  ],
  ["the nation's name is set in 14 points", /(w:val="Nation".*?<w:sz w:val=")24/, "$128", [9]],
  [
    "the day is written in numbers",
    /ngày \d\d tháng \d+ năm \d{4}(?=<\/w:t><\/w:r><\/w:p><\/w:tc>)/,
    "26/11/2026",
    [17],
  ],
  ["the number is written without its letters", />[^<]*QĐ-[^<]*</, ">248<", [15]],
  ["the end is marked twice", "QUYẾT ĐỊNH:", "QUYẾT ĐỊNH./.", [27]],
  ["the leadership signs", /(w:val="Office".*?<w:t xml:space="preserve">)(?=[^<])[^<]*/, "$1LÃNH ĐẠO", [30]],
  ["a row may be split", "<w:cantSplit/>", "", [36]],
  ["an article is left out", "Điều 2.", "Điều 5.", [26]],
  ["who gets it points to no article", "Như Điều 4", "Như Điều 7", [34]],
  ["a tag was not filled", "QUYẾT ĐỊNH:", "{decides}:", [39]],
  ["a font is another", "<w:rPr><w:b/>", '<w:rPr><w:rFonts w:ascii="Arial"/><w:b/>', [5]],
];

test.each(DONE_BY_HAND)("it is seen when %s", async (_said, from, to, checks) => {
  const paper = await printed("decision", "outgoing", [...DONE]);
  // A day longer to write may wrap the summary, and then its line is measured anew.
  expect(numbers(changed(paper, from, to))).toEqual(expect.arrayContaining(checks));
});
