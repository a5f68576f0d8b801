import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Actor, Role } from "#platform/actor.ts";
import { doorTo, mayEnter } from "#platform/doors.ts";
import * as indicatorCall from "../src/routes/api/v1/indicators/call.server.ts";
import * as recordCall from "../src/routes/api/v1/indicators/[key]/records/call.server.ts";
import * as todayPage from "../src/routes/(desk)/+page.server.ts";
import * as countryPage from "../src/routes/(desk)/countries/+page.server.ts";
import * as dossierPage from "../src/routes/(desk)/countries/[iso2]/+page.server.ts";
import * as reportPage from "../src/routes/(desk)/reports/annual/+page.server.ts";
import * as figurePage from "../src/routes/(desk)/reports/figures/[key]/+page.server.ts";
import * as unitPage from "../src/routes/(desk)/units/[unitId]/+page.server.ts";
import { aPerson, useDatabase } from "./database.ts";
import { ask, called, LISTS, shown } from "./lists.ts";

useDatabase("demo");

/** The five who open everything: for everybody inside a figure is the same, what opens is the reader's. */
const READERS: [name: string, role: Role, unit: string][] = [
  ["administrator", "administrator", "vufo"],
  ["union leader", "leader", "vufo"],
  ["officer of a unit", "association_officer", "association_fr"],
  ["provincial unit", "unit_officer", "ha_noi"],
  ["ministry", "consulted_agency", "vufo"],
];
const INSIDE = READERS.filter(([, role]) => role !== "consulted_agency");
const readers = new Map<string, Actor>();
let opened = 0;
beforeAll(async () => {
  for (const [name, role, unit] of READERS) readers.set(name, await aPerson(role, unit));
});
afterAll(() => console.log(`${opened} links of figures opened, each as what it says`));

type Link = { href: string; text: string; open?: number };
type Figure = { value: number; text: string; records: number; open: number };
type Opened = {
  figure: Figure;
  indicator: { measure: string };
  items: { id: string; amount: number | null }[];
  next_cursor: string | null;
};

const reader = (name: string) => {
  const actor = readers.get(name);
  if (!actor) throw new Error(`nobody is called ${name}`);
  return actor;
};

/** A bar's text is its figure; in a sentence the figure stands between other words, but never inside another number. */
function numbersOf(text: string, figure: string): string[] {
  const isWord = (at: number) => !/[\d.,]/.test(text[at - 1] ?? " ") && !/\d/.test(text[at + figure.length] ?? " ");
  const at = [...text.matchAll(new RegExp(RegExp.escape(figure), "g"))].filter(({ index }) => isWord(index));
  return at.length > 0 && (text === figure || text.includes(" ")) ? [figure] : [text];
}

/** Opens a figure's page and reads it to its end: it says what the link said and lists what it says may be opened. */
async function openFigure(actor: Actor, { pathname, searchParams }: URL, { text, open }: Link) {
  const key = pathname.split("/").at(-1);
  const at = async (cursor: string | null) =>
    (await ask(figurePage.load, actor, `${searchParams.toString()}&limit=200${cursor ? `&cursor=${cursor}` : ""}`, {
      key,
    })) as Opened;
  const page = await at(null);
  const items = [...page.items];
  for (let next = page.next_cursor; next;) {
    const more = await at(next);
    items.push(...more.items);
    next = more.next_cursor;
  }
  const { figure, indicator } = page;
  const rows = items.length;
  expect(numbersOf(text, figure.text)).toEqual([figure.text]);
  expect(rows).toBe(figure.open);
  expect(figure.open).toBeLessThanOrEqual(figure.records);
  if (open !== undefined) expect(figure.open).toBe(open);
  if (["delegation", "activity", "partner"].includes(indicator.measure)) {
    expect(figure.records).toBe(figure.value);
    expect(new Set(items.map((one) => one.id)).size).toBe(rows);
  } else if (indicator.measure !== "country" && figure.open === figure.records)
    expect(items.reduce((sum, one) => sum + Number(one.amount), 0)).toBeCloseTo(figure.value, 2);
}

async function openList(actor: Actor, { pathname, searchParams }: URL, { open }: Link) {
  const list = Object.entries({
    "/partners": LISTS.partner,
    "/delegations": LISTS.delegation,
    "/activities": LISTS.activity,
  }).find(([path]) => path === pathname)?.[1];
  if (!list) throw new Error(`${pathname} is no list`);
  const page = (await shown(list.page, actor, searchParams.toString())) as unknown as {
    total: number;
    bar: { refused: string[] };
  };
  expect([page.total, page.bar.refused]).toEqual([open, []]);
}

async function openAll(actor: Actor, links: Link[]) {
  for (const link of links) {
    const url = new URL(link.href, "http://amity.test");
    expect([link.href, mayEnter(doorTo(url.pathname), actor.reach)]).toEqual([link.href, true]);
    await (url.pathname.startsWith("/reports/figures/") ? openFigure : openList)(actor, url, link);
    opened += 1;
  }
}

type Report = {
  sections: { sentences: { text: string; href: string | null }[] }[];
  figures: { now: Link; before: Link }[];
  charts: { bars: Link[] }[];
};

const linksOf = ({ sections, figures, charts }: Report): Link[] => [
  ...sections.flatMap(({ sentences }) => sentences.flatMap(({ href, text }) => (href ? [{ href, text }] : []))),
  ...figures.flatMap(({ now, before }) => [now, before]).filter(({ text }) => text !== "–"),
  ...charts.flatMap(({ bars }) => bars),
];

describe.each(INSIDE)("%s", (name) => {
  test.each([
    "year=2024",
    "year=2024&as_of=2024-12-15&unit=association_fr",
    "year=2025&as_of=2025-06-30&unit=ha_noi&tree=then",
  ])("opens every figure, bar and row of the report of %s", async (query) => {
    const links = linksOf((await ask(reportPage.load, reader(name), query)) as Report);
    expect(links.length).toBeGreaterThan(20);
    const trees = new Set(links.map(({ href }) => new URL(href, "http://amity.test").searchParams.get("tree")));
    expect(trees).toEqual(new Set([new URLSearchParams(query).get("tree") ?? "now"]));
    await openAll(reader(name), links);
  });

  test("opens what the interface counts", async () => {
    const query = "year=2024&as_of=2024-09-30&unit=ha_noi";
    const { items } = (await called(indicatorCall, reader(name), query)) as unknown as {
      items: { key: string; value: number; records: string }[];
    };
    for (const { key, value, records } of items) {
      const url = new URL(records, "http://amity.test");
      const answer = await called(recordCall, reader(name), url.searchParams.toString(), { key });
      expect([key, answer]).toMatchObject([key, { value }]);
      opened += 1;
    }
    expect(items.length).toBeGreaterThan(10);
  });
});

type Counted = { total: number; open: number; href: string };
type More = { href: string; count: number } | null;
type Dossier = {
  partners: Counted;
  held: Counted;
  visits: { year: number; count: number; href: string }[];
  charts: { bars: Link[] }[];
  kinds: { kind: string; total: number; bars: (Link & { label: string; value: number })[] }[];
  life: { key: string; marks: { year: number; count: number; href?: string }[] }[];
  organizations: { more: More };
  persons: { more: More };
  delegations: { more: More };
  activitiesMore: More;
};

/** How many of a list the dossier shows before it says that there are more. */
const FIRST = 12;

describe.each(READERS)("the dossier as %s", (name, role) => {
  test.each([
    ["FR", ""],
    ["LA", "year=2024"],
    ["KR", "unit=ha_noi"],
    ["FR", "unit=ha_noi&year=2025"],
  ])("of %s, asked for %j", async (iso2, query) => {
    const actor = reader(name);
    const dossier = (await ask(dossierPage.load, actor, query, { iso2 })) as Dossier;
    const { partners, held, visits, charts, kinds } = dossier;
    const rests = [dossier.organizations.more, dossier.persons.more, dossier.delegations.more, dossier.activitiesMore];
    await openAll(actor, [
      ...[partners, held].map(({ total, open, href }) => ({ href, text: String(total), open })),
      ...visits.map(({ count, href }) => ({ href, text: String(count) })),
      ...charts.flatMap(({ bars }) => bars),
      ...kinds.flatMap(({ bars }) => bars),
      ...rests.flatMap((more) => (more ? [{ href: more.href, text: "", open: more.count + FIRST }] : [])),
    ]);
    // Who stands outside is told no figure of the union, so that none is taken for zero.
    if (role === "consulted_agency") expect([visits, charts, kinds]).toEqual([[], [], []]);
    else expect(visits.length + charts.length).toBeGreaterThan(0);
  });
});

test("the columns of a country's kinds come to the column of its activities, and its life counts its visits", async () => {
  const leader = reader("union leader");
  const { charts, kinds, life, visits } = (await ask(dossierPage.load, leader, "", { iso2: "FR" })) as Dossier;
  const byYear = new Map<string, number>();
  for (const { label, value } of kinds.flatMap(({ bars }) => bars)) byYear.set(label, (byYear.get(label) ?? 0) + value);
  const [held] = charts as unknown as { bars: { label: string; value: number }[] }[];
  expect(Object.fromEntries(byYear)).toEqual(Object.fromEntries(held?.bars.map((bar) => [bar.label, bar.value]) ?? []));
  for (const { total, bars } of kinds) expect(bars.reduce((sum, { value }) => sum + value, 0)).toBe(total);
  for (const { label, value } of held?.bars ?? []) {
    const asked = `year=${label}&country=FR`;
    const counted = await called(recordCall, leader, asked, { key: "onsite_activities" });
    expect([label, counted.records]).toEqual([label, value]);
  }
  const ways = life.filter(({ key }) => key === "outgoing" || key === "incoming").flatMap(({ marks }) => marks);
  expect(ways.map(({ year, count, href }) => ({ year, count, href }))).toEqual(
    visits.map(({ year, count, href }) => ({ year, count, href })),
  );
});

test("a unit's columns open the records that they count, and are the unit's indicators of that year", async () => {
  for (const [name, , code] of INSIDE) {
    const { unitId = "" } = reader(name);
    const { charts } = (await ask(unitPage.load, reader(name), "", { unitId: unitId ?? "" })) as {
      charts: { key: string; bars: (Link & { label: string; value: number })[] }[];
    };
    expect([code, charts.length > 0]).toEqual([code, true]);
    await openAll(
      reader(name),
      charts.flatMap(({ bars }) => bars),
    );
    const [chart] = charts;
    for (const { label, value } of chart?.bars.slice(-2) ?? []) {
      const asked = await called(recordCall, reader(name), `year=${label}&unit=${code}`, { key: chart?.key ?? "" });
      expect([code, label, asked.records]).toEqual([code, label, value]);
    }
  }
});

test("a dossier says the same to everybody inside, and to each what he may open of it", async () => {
  const said = async (name: string) => {
    const { partners, held, visits } = (await ask(dossierPage.load, reader(name), "", { iso2: "FR" })) as Dossier;
    return [partners.total, held.total, visits];
  };
  for (const [name] of INSIDE) expect(await said(name)).toEqual(await said("union leader"));
});

test("the list of countries opens the partners that it counts", async () => {
  for (const [name] of READERS) {
    const { countries } = (await ask(countryPage.load, reader(name), "")) as {
      countries: { iso2: string; partners: number; open: number }[];
    };
    const known = countries.filter((one) => one.open > 0);
    expect(countries.filter((one) => one.open > one.partners)).toEqual([]);
    await openAll(
      reader(name),
      known.map(({ iso2, partners, open }) => ({ href: `/partners?country=${iso2}`, text: String(partners), open })),
    );
  }
});

type Part = { items: unknown[]; more: number };
test("what Today has no room for opens whole", async () => {
  for (const [name] of READERS)
    for (const part of ["asked", "granted", "waiting", "due", "anniversaries"] as const) {
      const at = async (query: string) =>
        ((await ask(todayPage.load, reader(name), query)) as Record<typeof part, Part>)[part];
      const some = await at("");
      const whole = await at(`all=${part === "anniversaries" ? "ahead" : part}`);
      expect([whole.items.length, whole.more]).toEqual([some.items.length + some.more, 0]);
      opened += 1;
    }
});
