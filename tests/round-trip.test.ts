import { beforeAll, describe, expect, test } from "vitest";
import { recordActivity } from "#modules/activities/activity.commands.server.ts";
import { recordForm } from "#modules/activities/activity.forms.ts";
import { attempt, write } from "#modules/imports/import.fixtures.ts";
import { readSheet } from "#modules/imports/sheet.server.ts";
import { registerPartner } from "#modules/partners/partner.commands.server.ts";
import { registerForm } from "#modules/partners/partner.forms.ts";
import type { Actor, Role } from "#platform/actor.ts";
import { inWork } from "#platform/db.server.ts";
import { inLocale } from "#platform/words.server.ts";
import { GET as getActivities } from "../src/routes/(desk)/activities/export.[format]/+server.ts";
import { GET as getDelegations } from "../src/routes/(desk)/delegations/export.[format]/+server.ts";
import { GET as getPartners } from "../src/routes/(desk)/partners/export.[format]/+server.ts";
import { aPerson, asOwner, useDatabase } from "./database.ts";

const database = useDatabase("demo");
const LISTS = { activities: getActivities, delegations: getDelegations, partners: getPartners };
type Kind = keyof typeof LISTS;
const KINDS = Object.keys(LISTS) as Kind[];
type Asked = { format?: "csv" | "xlsx"; locale?: "vi" | "en"; query?: string };

beforeAll(async () => {
  process.env.AMITY_DATA = "/tmp/amity-import-tests";
});

/** A list as its export gives it. */
async function take(actor: Actor, kind: Kind, { format = "csv", locale = "vi", query = "" }: Asked = {}) {
  const url = new URL(`http://test.example/${kind}/export.${format}?${query}`);
  const event = { params: { format }, url, locals: { actor, locale } };
  const answer = await inLocale(locale, async () => LISTS[kind](event as never));
  return new Uint8Array(await answer.arrayBuffer());
}
const hasNumber = (cells: string[]) => cells.some((cell) => /^(Mã Amity|Amity number)$/.test(cell));
const rowsOf = async (bytes: Uint8Array, format = "csv") =>
  (await readSheet(bytes, `a.${format}`, hasNumber)).rows.map((row) => row.cells);
const ask = <Row = Record<string, unknown>>(text: string, values: unknown[] = []) =>
  asOwner(database.ownerUrl(), async (client) => (await client.query(text, values)).rows as Row[]);

/** What an office must not lose on the way: signs that run as formulas, line breaks, quotation marks, several countries. */
async function addHard(actor: Actor) {
  const facts = { kind: "visit", was_held: true, starts_on: "2024-05-06" };
  for (const more of [
    {
      title: '=SUM(1) "dấu nháy", phẩy; chấm',
      result: "dòng một\r\ndòng hai\r\n\r\n- gạch đầu dòng",
      countries: ["LA", "FR", "CN"],
    },
    { title: "-5 độ ở Điện Biên", result: "'=không phải công thức", place: "@Huế", participants: 1200 },
    { title: "Hội Má <b>&amp;", result: "+84 24", countries: ["KH"], participants: 0 },
    { title: "ບຸນ ປີໃໝ່ 🎉", result: "x".repeat(2000) },
  ])
    await inWork(actor, (work) => recordActivity(work, recordForm.parse({ ...facts, ...more })));
  await inWork(actor, (work) =>
    registerPartner(
      work,
      registerForm.parse({
        kind: "foundation",
        name: "Hội Ma",
        name_in: { vi: "Hội  Má" },
        country_iso2: "LA",
        city: "=A1",
      }),
    ),
  );
  await inWork(actor, (work) =>
    registerPartner(
      work,
      registerForm.parse({ kind: "foundation", name: "Hội Má", country_iso2: "LA", fields: "một\r\nhai" }),
    ),
  );
}

describe("an export that is taken in again changes nothing", () => {
  let office: Actor;
  beforeAll(async () => {
    office = await aPerson("office", "vufo");
    await addHard(office);
  });

  // Each format and each language once; that they do not meet elsewhere is seen by the two kinds of files and words being apart.
  test.each(KINDS.flatMap((kind) => [[kind, "csv", "vi"] as const, [kind, "xlsx", "en"] as const]))(
    "%s as %s in %s, the whole union's",
    async (kind, format, locale) => {
      const bytes = await take(office, kind, { format, locale });
      const rows = (await rowsOf(bytes, format)).length - 1;
      expect(rows).toBeGreaterThan(20);
      const { account, problems, remarks } = await attempt(office, bytes, kind, `a.${format}`);
      expect(problems).toEqual([]);
      expect(account).toEqual([rows, 0, 0, rows, 0]);
      expect(remarks.join()).toContain(`2-${rows + 1}`);
    },
  );

  test.each<[Role, string]>([
    ["unit_officer", "ha_noi"],
    ["association_officer", "association_fr"],
    ["desk_officer", "europe"],
  ])("a %s's of %s, of the own unit and of all that it may read", async (role, code) => {
    const [unit] = await ask<{ path: string }>("select path::text from unit where code = $1", [code]);
    const actor = await aPerson(role, code);
    for (const query of [`unit_path=${unit?.path}`, ""])
      for (const kind of KINDS) {
        const bytes = await take(actor, kind, { query });
        const rows = (await rowsOf(bytes)).length - 1;
        // A list without rows is no list to take in.
        if (rows === 0) continue;
        const { account, problems } = await attempt(actor, bytes, kind, "a.csv");
        expect([kind, query, problems, account]).toEqual([kind, query, [], [rows, 0, 0, rows, 0]]);
      }
    const mine = await rowsOf(await take(actor, "activities", { query: `unit_path=${unit?.path}` }));
    expect(mine.length).toBeGreaterThan(1);
  });

  test("written too, no record is made, no version rises", async () => {
    for (const kind of KINDS) {
      const table = { activities: "activity", delegations: "delegation", partners: "partner" }[kind];
      const before = await ask(`select count(*)::int, sum(version)::int from ${table}`);
      const tried = await attempt(office, await take(office, kind), kind, "a.csv");
      await write(office, tried.id);
      expect(await ask(`select count(*)::int, sum(version)::int from ${table}`)).toEqual(before);
    }
  });

  test("a cell that was corrected in it changes its record, and nothing else", async () => {
    const bytes = await take(office, "activities", { query: "q=Điện Biên" });
    const text = new TextDecoder().decode(bytes).replace(",1200,", ",1300,");
    const tried = await attempt(office, new TextEncoder().encode(text), "activities", "a.csv");
    expect(tried.account.slice(1)).toEqual([0, 1, (tried.account[0] ?? 0) - 1, 0]);
  });
});

describe("an export is whole", () => {
  test("more rows than it once stopped at, each once, in both formats, without keeping them", async () => {
    const office = await aPerson("office", "vufo");
    await ask(
      `insert into activity (status, kind, title, level, host_paths, starts_on, unit_id, unit_path, visibility)
        select 'held', 'visit', 'Buổi ' || n, 'central', array[$2::ltree], date '2019-01-01' + n % 365, $1, $2, 'union' from generate_series(1, 21000) as n`,
      [office.unitId, office.unitPath],
    );
    const csv = await take(office, "activities", { query: "year=2019" });
    const titles = (await rowsOf(csv)).map((row) => row[0] ?? "").filter((title) => title.startsWith("Buổi "));
    expect([titles.length, new Set(titles).size]).toEqual([21_000, 21_000]);
    const xlsx = await take(office, "activities", { query: "year=2019", format: "xlsx" });
    expect(await rowsOf(xlsx, "xlsx")).toHaveLength((await rowsOf(csv)).length);
  }, 180_000);

  test("a name that the list does not know is refused, and so is a value", async () => {
    const office = await aPerson("office", "vufo");
    for (const query of ["yaer=2019", "year=hai", "limit=x"])
      await expect(take(office, "activities", { query })).rejects.toMatchObject({ status: 400 });
  });
});
