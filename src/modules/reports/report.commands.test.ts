import { beforeAll, describe, expect, test } from "vitest";
import { aPerson, asOwner, useDatabase } from "../../../tests/database.ts";
import type { Actor } from "#platform/actor.ts";
import { inReading, inWork } from "#platform/db.server.ts";
import { ForbiddenError, StaleError } from "#platform/errors.ts";
import { listFigureRecords } from "./figure.queries.server.ts";
import { findIndicator } from "./indicator.model.ts";
import { listFigures, readScope } from "./indicator.queries.server.ts";
import { reportDocument, reportPdf } from "./report-papers.server.ts";
import { narrate } from "./report-words.server.ts";
import { writeText } from "./report.commands.server.ts";
import { buildAnnualReport, findText } from "./report.queries.server.ts";

const database = useDatabase("demo");
let office: Actor, auditor: Actor, france: Actor;

beforeAll(async () => {
  office = await aPerson("office", "vufo");
  auditor = await aPerson("auditor", "vufo");
  france = await aPerson("association_officer", "association_fr");
});

type Asked = Parameters<typeof readScope>[1];
const figuresFor = (actor: Actor, asked: Asked) =>
  inReading(actor, async (work) =>
    Object.fromEntries((await listFigures(work, await readScope(work, asked))).map((one) => [one.key, one.value])),
  );

describe("the demo union's figures come out of its records", () => {
  test.each([
    [
      { year: "2023" },
      { delegations_out: 30, delegations_in: 32, onsite_activities: 987, anniversaries: 16, fngo_aid: 227_900_000 },
    ],
    [
      { year: "2024", as_of: "2024-12-15" },
      { delegations_out: 37, delegations_in: 24 },
    ],
    [
      { year: "2024" },
      { delegations_out: 43, delegations_in: 28, onsite_activities: 1046, fngo_aid: 231_400_000, intl_conferences: 5 },
    ],
  ])("%o", async (asked, expected) => {
    expect(await figuresFor(office, asked)).toMatchObject(expected);
    expect(await figuresFor(office, { ...asked, tree: "then" })).toMatchObject(expected);
  });

  test("aid by 15 December 2024 was more than 200 million", async () => {
    const { fngo_aid } = await figuresFor(office, { year: "2024", as_of: "2024-12-15" });
    expect(fngo_aid).toBeGreaterThan(200_000_000);
    expect(fngo_aid).toBeLessThan(231_400_000);
  });

  test("everybody in the union reads the same figures, whatever records they may open", async () => {
    const all = await figuresFor(office, { year: "2024" });
    expect(await figuresFor(auditor, { year: "2024" })).toEqual(all);
    expect(await figuresFor(france, { year: "2024" })).toEqual(all);
  });

  test("central and local activities, and bilateral and multilateral ones, add up to all", async () => {
    const all = await figuresFor(office, { year: "2024" });
    expect((all.activities_central ?? 0) + (all.activities_local ?? 0)).toBe(all.onsite_activities);
    expect((all.activities_bilateral ?? 0) + (all.activities_multilateral ?? 0)).toBe(all.onsite_activities);
  });
});

describe("every figure opens to its records", () => {
  test.each(["delegations_out", "delegations_in", "onsite_activities", "joint_activities", "intl_conferences"])(
    "%s",
    async (key) => {
      const indicator = findIndicator(key);
      if (!indicator) throw new Error(`no indicator ${key}`);
      let count = 0;
      let cursor: string | undefined;
      do {
        const page = await inReading(office, async (work) =>
          listFigureRecords(
            work,
            { indicator, scope: await readScope(work, { year: "2024" }) },
            { limit: 200, cursor },
          ),
        );
        count += page.items.length;
        cursor = page.next_cursor ?? undefined;
      } while (cursor);
      expect(count).toBe((await figuresFor(office, { year: "2024" }))[key]);
    },
  );

  test("aid records add up to the figure", async () => {
    const indicator = findIndicator("fngo_aid");
    if (!indicator) throw new Error("no indicator");
    let sum = 0;
    let cursor: string | undefined;
    do {
      const page = await inReading(office, async (work) =>
        listFigureRecords(work, { indicator, scope: await readScope(work, { year: "2023" }) }, { limit: 200, cursor }),
      );
      sum += page.items.reduce((total, one) => total + Number(one.amount), 0);
      cursor = page.next_cursor ?? undefined;
    } while (cursor);
    expect(sum).toBe(227_900_000);
  });
});

test("an activity with several hosts is in each host's figure and once in the union's", async () => {
  const sums = await asOwner(database.ownerUrl(), async (client) => {
    const rows = await client.query<{ code: string; id: string }>(
      "select unit.code, unit.id from unit where unit.code in ('ha_noi', 'association_fr')",
    );
    return rows.rows;
  });
  const joint = await asOwner(
    database.ownerUrl(),
    async (client) =>
      (
        await client.query<{ count: number }>(
          "select count(*)::int as count from activity where status = 'held' and starts_on between '2023-01-01' and '2023-12-31' and host_paths <@ 'vufo.ha_noi' and host_paths <@ 'vufo.association_fr'",
        )
      ).rows[0]?.count ?? 0,
  );
  expect(joint).toBeGreaterThan(0);
  const [one, other] = await Promise.all(sums.map((unit) => figuresFor(office, { year: "2023", unit: unit.id })));
  const either = await asOwner(
    database.ownerUrl(),
    async (client) =>
      (
        await client.query<{ count: number }>(
          "select count(*)::int as count from activity where status = 'held' and starts_on between '2023-01-01' and '2023-12-31' and (host_paths <@ 'vufo.ha_noi' or host_paths <@ 'vufo.association_fr')",
        )
      ).rows[0]?.count ?? 0,
  );
  expect((one?.onsite_activities ?? 0) + (other?.onsite_activities ?? 0)).toBe(either + joint);
});

test.each(["now", "then"] as const)("its partners count for each host, %s", async (tree) => {
  const { rows } = await asOwner(database.ownerUrl(), (client) =>
    client.query<{ code: string; led: number; hosted: number }>(
      `select unit.code, count(distinct partner_id) filter (where activity.unit_id = unit.id)::int as led, count(distinct partner_id)::int as hosted
        from activity_partner join activity on activity.id = activity_partner.activity_id and activity.status = 'held'
        join activity_host on activity_host.activity_id = activity.id join unit on unit.id = activity_host.host_unit_id
        where starts_on between '2023-01-01' and '2023-12-31' and unit.code in ('ha_noi', 'association_fr') group by 1`,
    ),
  );
  expect(rows).toHaveLength(2);
  for (const { code, led, hosted } of rows) {
    expect(hosted).toBeGreaterThan(led);
    expect((await figuresFor(office, { year: "2023", unit: code, tree })).partners_active).toBeGreaterThanOrEqual(
      hosted,
    );
  }
});

test("only who writes for the unit writes its paragraphs", async () => {
  const scope = await inReading(office, (work) => readScope(work, { year: "2023" }));
  await expect(
    inWork(auditor, (work) =>
      writeText(work, scope, { year: 2023, section: "context", language: "vi", body: "x", version: 0 }),
    ),
  ).rejects.toThrow(ForbiddenError);
});

test("a paragraph is not overwritten by somebody who read it before", async () => {
  const scope = await inReading(office, (work) => readScope(work, { year: "2019" }));
  const write = (body: string, version: number) =>
    inWork(office, (work) => writeText(work, scope, { year: 2019, section: "limits", language: "vi", body, version }));
  await write("Lần đầu", 0);
  await expect(write("Cũng lần đầu", 0)).rejects.toThrow(StaleError);
  await write("Lần hai", 1);
  const text = await inReading(office, (work) =>
    findText(work, scope, { year: 2019, section: "limits", language: "vi" }),
  );
  expect([text?.body, text?.version]).toEqual(["Lần hai", 2]);
});

test("the report speaks both languages and prints as Word and PDF", async () => {
  const report = await inReading(office, async (work) =>
    buildAnnualReport(work, await readScope(work, { year: "2023" })),
  );
  const text = (language: "vi" | "en") =>
    narrate(report, language)
      .flatMap((section) => section.sentences.map((one) => one.text))
      .join(" ");
  expect(text("en")).toContain("the union sent 30 delegations abroad");
  expect(text("en")).toContain("Nearly 1,000 (987) activities");
  expect(text("vi")).toContain("Liên hiệp đã cử 30 đoàn ra");
  expect(text("vi")).toContain("gần 228 triệu USD (227,9 triệu USD)");
  const word = await reportDocument(report, "vi");
  expect(Buffer.from(word).subarray(0, 2).toString()).toBe("PK");
  expect(
    Buffer.from(await reportPdf(report, "vi"))
      .subarray(0, 5)
      .toString(),
  ).toBe("%PDF-");
});
