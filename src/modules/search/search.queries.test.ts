import { beforeAll, describe, expect, test } from "vitest";
import { aPerson, asOwner, useDatabase } from "../../../tests/database.ts";
import { registerAidProject } from "#modules/aid-projects/aid-project.commands.server.ts";
import { aidProjectForm } from "#modules/aid-projects/aid-project.forms.ts";
import { registerPartner } from "#modules/partners/partner.commands.server.ts";
import { registerForm } from "#modules/partners/partner.forms.ts";
import { PARTNER_PARTS } from "#modules/partners/partner.parts.server.ts";
import { listPartners } from "#modules/partners/partner.queries.server.ts";
import { eachResource } from "#modules/resources.server.ts";
import type { Actor } from "#platform/actor.ts";
import { inReading, inWork } from "#platform/db.server.ts";
import { kindsWith, lineOf } from "#platform/kinds.ts";
import { inLocale, wordsFor } from "#platform/words.server.ts";
import { inReaders, listRest, searchAll } from "./search.queries.server.ts";
import { addPart } from "#platform/part.server.ts";

const database = useDatabase();
let office: Actor;
const NAMES = [
  "Hội Hữu nghị Pháp - Việt",
  "Hoi Huu nghi Phap Viet (Lyon)",
  "Ủy ban hữu nghị Đức",
  "Liên đoàn 100% xanh",
  "中国人民对外友好协会",
  "日本ベトナム友好協会",
  "조선대외문화련락위원회",
  "Liên hiệp các tổ chức hữu nghị Hòa bình Thuý Anh",
  "Union of Friendship Organizations of Nam Studies",
];

beforeAll(async () => {
  office = await aPerson("office", "vufo");
  await inWork(office, async (work) => {
    for (const name of NAMES) {
      const country_iso2 = name.startsWith("中") ? "CN" : "FR";
      const id = await registerPartner(work, registerForm.parse({ kind: "peoples_organization", name, country_iso2 }));
      if (country_iso2 === "CN")
        await addPart(
          work,
          PARTNER_PARTS,
          { recordId: id, name: "name" },
          { name: "CPAFFC", language: "en", kind: "abbreviation" },
        );
    }
  });
});

const partners = async (q: string) =>
  (await inReading(office, (work) => searchAll(work, q)))
    .filter((hit) => hit.kind === "partner")
    .map((hit) => hit.title);
const listed = async (q: string, limit = 50, cursor?: string) =>
  inReading(office, (work) => listPartners(work, { q, limit, cursor }));

test.each([
  ["huu nghi phap", NAMES.slice(0, 2)],
  ["phap huu nghi", NAMES.slice(0, 2)],
  ["viet", NAMES.slice(0, 2)],
  ["duc", [NAMES[2]]],
  ["đức", [NAMES[2]]],
  ["Đức".normalize("NFD"), [NAMES[2]]],
  ["uy", [NAMES[2]]],
  ["cpaffc", [NAMES[4]]],
  ["友好协会", [NAMES[4]]],
  ["100%", [NAMES[3]]],
  ["phap nga", []],
  ["友好", [NAMES[4], NAMES[5]]],
  ["中国", [NAMES[4]]],
  ["日本", [NAMES[5]]],
  ["友好 日本", [NAMES[5]]],
  ["协", [NAMES[4]]],
  ["ベト", [NAMES[5]]],
  ["文化", []],
  ["문화", [NAMES[6]]],
  ["문화".normalize("NFD"), [NAMES[6]]],
  ["LHHN", [NAMES[7]]],
  ["lhhnhb", [NAMES[7]]],
  ["LHCTCHN", [NAMES[7]]],
  ["UFO", [NAMES[8]]],
  ["UFONS", [NAMES[8]]],
  ["fons", []],
  ["hoà bình", [NAMES[7]]],
  ["hòa bình", [NAMES[7]]],
  ["thúy anh", [NAMES[7]]],
  ["thuý anh".normalize("NFD"), [NAMES[7]]],
  ["phap - viet", NAMES.slice(0, 2)],
])("%s finds what holds it", async (q, expected) => {
  const inList = (await listed(q)).items.map((one) => one.name);
  expect(new Set(await partners(q))).toEqual(new Set(expected));
  expect(new Set(inList)).toEqual(new Set(expected));
});

test("what a page of hits has no room for is counted, and its list opens it", async () => {
  const rest = async (q: string) => inReading(office, async (work) => listRest(work, q, await searchAll(work, q)));
  expect(await rest("huu nghi phap")).toEqual([]);
  await inWork(office, async (work) => {
    for (let number = 0; number < 17; number += 1)
      await registerPartner(
        work,
        registerForm.parse({ kind: "foundation", name: `Zebrawood ${number}`, country_iso2: "FR" }),
      );
  });
  expect(await rest("zebrawood")).toEqual([
    { href: "/partners?q=zebrawood", count: 2, list: inLocale("vi", () => wordsFor("nav_partners")) },
  ]);
});

const LISTS = eachResource().filter(([, { list }]) => "q" in list.filter.shape);

test.each(["-", "!!!", "\u0301\u0302", "🎉", "\u3000", "。", "%", "_", "\\", "'", " \u200B "])(
  "%j has nothing to look for and finds nothing, in search and in every list",
  async (q) => {
    expect(await inReading(office, (work) => searchAll(work, q))).toEqual([]);
    for (const [kind, { list }] of LISTS) {
      const page = await inReading(office, (work) => list.list(work, { q, limit: 9 }));
      expect([kind, page.items]).toEqual([kind, []]);
    }
  },
);

test("whatever is searched knows words of two signs; shared facts are few and are read whole", async () => {
  const tables = kindsWith("search").map((kind) => lineOf(kind).search?.table ?? kind);
  const rows = await asOwner(database.ownerUrl(), (client) =>
    client.query<{ table_name: string; generation_expression: string }>(
      "select table_name, generation_expression from information_schema.columns where table_schema = 'amity' and column_name = 'search_text'",
    ),
  );
  const known = rows.rows.filter((row) => /signs|short_of/.test(row.generation_expression));
  const own = tables.filter((table) => !table.startsWith("reference."));
  expect(known.map((row) => row.table_name).toSorted()).toEqual(own.toSorted());
  const china = await inReading(office, (work) => searchAll(work, "中国"));
  expect(china.map((hit) => [hit.kind, hit.id])).toContainEqual(["country", "CN"]);
});

test("the union is found by what it is called for short", async () => {
  for (const q of ["VUFO", "vufo", "LHHN", "lhhnvn"]) {
    const hits = await inReading(office, (work) => searchAll(work, q, 40));
    expect([q, hits.map((hit) => hit.title)]).toEqual([
      q,
      expect.arrayContaining([expect.stringMatching(/hữu nghị Việt Nam|Viet Nam Union/)]),
    ]);
  }
});

test("names with the very marks that were typed come first", async () => {
  expect((await partners("hữu nghị pháp"))[0]).toBe(NAMES[0]);
});

test("pages of what was looked for follow one another without gap or double", async () => {
  const whole = (await listed("huu nghi")).items.map((one) => one.name);
  const pages: string[] = [];
  let cursor: string | undefined;
  do {
    const page = await listed("huu nghi", 1, cursor);
    pages.push(...page.items.map((one) => one.name));
    cursor = page.next_cursor ?? undefined;
  } while (cursor);
  expect(pages).toEqual(whole);
  expect(new Set(pages).size).toBe(4);
});

describe("an aid project", () => {
  const found = async (q: string) =>
    (await inReading(office, (work) => searchAll(work, q))).filter((hit) => hit.kind === "aid_project");

  beforeAll(async () => {
    const project = {
      title: "Nước sạch bản Tà Xùa",
      ngo_name: "Œuvre d'Eau Éternelle",
      ngo_country: "FR",
      sector: "health",
      starts_on: "2026-01-01",
    };
    await inWork(office, (work) => registerAidProject(work, aidProjectForm.parse(project)));
  });

  test.each(["Nước sạch", "nuoc sach ta xua", "xùa bản", "d'eau éternelle", "eau eternelle"])(
    "%s finds it",
    async (q) => {
      expect((await found(q)).map((hit) => hit.title)).toEqual(["Nước sạch bản Tà Xùa"]);
    },
  );

  test("it is shown with its organization, its kind and where it stands", async () => {
    const [hit] = await found("nuoc sach");
    const shown = { name: "Nước sạch bản Tà Xùa", href: `/aid-projects/${hit?.id}` };
    expect(hit && inLocale("en", () => inReaders(hit))).toEqual({
      ...shown,
      note: "Aid project · Œuvre d'Eau Éternelle",
    });
    expect(hit && inLocale("vi", () => inReaders(hit)).note).toBe("Dự án viện trợ · Œuvre d'Eau Éternelle");
  });
});

test("units and countries are named in the reader's language, days are written out", async () => {
  const read = (locale: "vi" | "en", q: string) =>
    inLocale(locale, async () => (await inReading(office, (work) => searchAll(work, q, 60))).map(inReaders));
  for (const q of ["phap", "Pháp", "france"]) {
    const href = "/countries/FR";
    expect(await read("en", q)).toContainEqual({ name: "France", href, note: "Country · Pháp" });
    expect(await read("vi", q)).toContainEqual({ name: "Pháp", href, note: "Nước · France" });
  }
  const unit = (await read("en", "hội hữu nghị Việt Nam - Campuchia"))[0];
  expect(unit?.name).toBe("Viet Nam - Cambodia Friendship Association");
  expect(unit?.note).toBe("Unit · Hội hữu nghị Việt Nam - Campuchia");
  const visit = { kind: "delegation", id: "7", title: "Đoàn thăm Lyon", detail: "2026-03-05" } as const;
  expect(inLocale("en", () => inReaders(visit).note)).toBe("Delegation · 5 March 2026");
});
