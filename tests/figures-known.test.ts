import { beforeAll, expect, test, vi } from "vitest";
import { recordActivity } from "#modules/activities/activity.commands.server.ts";
import { recordForm } from "#modules/activities/activity.forms.ts";
import { freezeAs, useOffice } from "#modules/reports/frozen.fixtures.ts";
import { findFrozen } from "#modules/reports/frozen.queries.server.ts";
import { listKeptRecords } from "#modules/reports/kept-records.queries.server.ts";
import { FieldError } from "#platform/errors.ts";
import { countries, ids, optionalIds } from "#platform/forms.ts";
import { inReading, inWork } from "#platform/db.server.ts";
import { requireRow } from "#platform/errors.ts";
import { today } from "#platform/time.ts";
import * as indicatorCall from "../src/routes/api/v1/indicators/call.server.ts";
import * as recordCall from "../src/routes/api/v1/indicators/[key]/records/call.server.ts";
import * as reportPage from "../src/routes/(desk)/reports/annual/+page.server.ts";
import * as figurePage from "../src/routes/(desk)/reports/figures/[key]/+page.server.ts";
import { aPerson, asOwner, useDatabase } from "./database.ts";
import { ask, called } from "./lists.ts";

const database = useDatabase("demo");
const people = useOffice();
let france: Awaited<ReturnType<typeof aPerson>>;
beforeAll(async () => {
  france = await aPerson("association_officer", "association_fr");
});

type Told = { items: { key: string; value: number; recorded: boolean; wording: string }[] };
const toldOf = async (query: string) =>
  new Map(
    ((await called(indicatorCall, people.leader, query)) as unknown as Told).items.map(
      (one) => [one.key, one] as const,
    ),
  );
type Figures = { figures: { key: string; now: { text: string } }[]; sections: { sentences: { text: string }[] }[] };
const reportOf = async (query: string, actor = people.leader) => {
  const { figures, sections } = (await ask(reportPage.load, actor, query)) as Figures;
  return {
    texts: new Map(figures.map((one) => [one.key, one.now.text])),
    said: sections.flatMap(({ sentences }) => sentences.map((one) => one.text)).join(" "),
  };
};

test("of a year of which only aid is recorded, only aid is known: report, figure, its page and its records say so alike", async () => {
  const { texts, said } = await reportOf("year=2022");
  expect(texts.get("fngo_aid")).toMatch(/^US\$/);
  const told = await toldOf("year=2022");
  for (const key of ["delegations_out", "delegations_in", "onsite_activities", "partners_active", "anniversaries"]) {
    expect([key, texts.get(key)]).toEqual([key, "–"]);
    expect(told.get(key)).toMatchObject({ recorded: false, wording: "–" });
    const page = (await ask(figurePage.load, people.leader, "year=2022", { key })) as { figure: { text: string } };
    expect([key, page.figure.text]).toEqual([key, "–"]);
    expect(await called(recordCall, people.leader, "year=2022", { key })).toMatchObject({ recorded: false });
  }
  expect(said).not.toMatch(/\b0\b/);
  expect(said).toContain("No delegation and no activity is recorded of 2022.");
  expect(told.get("fngo_aid")).toMatchObject({ recorded: true });
});

test("an association without aid says nothing of aid, and one that wrote no occasion nothing of anniversaries", async () => {
  await asOwner(database.ownerUrl(), (client) =>
    client.query(
      "update activity set occasion = 'none', occasion_country = null, occasion_years = null from activity_host join unit on unit.id = host_unit_id where activity_host.activity_id = activity.id and unit.code = 'association_fr'",
    ),
  );
  const query = `year=2025&unit=${france.unitId}`;
  const { texts, said } = await reportOf(query, france);
  expect(texts.get("onsite_activities")).toMatch(/^[1-9]/);
  for (const key of ["fngo_aid", "fngo_aid_committed", "anniversaries"])
    expect([key, texts.get(key)]).toEqual([key, "–"]);
  expect(said).not.toContain("aid");
});

test("a part of what is recorded that has nothing is zero, and not unknown", async () => {
  const page = (await ask(figurePage.load, people.leader, "year=2024&country=VA", { key: "delegations_out" })) as {
    figure: { text: string };
  };
  expect(page.figure.text).toBe("0");
});

test("behind a sum stands each record once, as many on the page as in the frozen report", async () => {
  const query = "year=2024&limit=200";
  const live = (await called(recordCall, people.leader, query, { key: "fngo_aid" })) as unknown as {
    records: number;
    value: number;
    items: { id: string; amount: number }[];
  };
  expect(new Set(live.items.map((one) => one.id)).size).toBe(live.items.length);
  expect(live.records).toBe(live.items.length);
  expect(live.items.reduce((sum, one) => sum + Number(one.amount), 0)).toBeCloseTo(live.value, 2);
  const id = await freezeAs(people.leader, { year: "2024", unit: "vufo" });
  const kept = await inReading(people.leader, async (work) =>
    listKeptRecords(work, requireRow(await findFrozen(work, id)), { key: "fngo_aid", limit: 5 }),
  );
  expect(kept.count).toBe(live.records);
});

test("what is chosen of a list is a set", () => {
  expect(countries().parse(["FR", "FR", " LA"])).toEqual(["FR", "LA"]);
  expect(countries().parse("FR, LA; FR")).toEqual(["FR", "LA"]);
  const id = "01a2166f-5b35-7716-8869-64d733defd59";
  expect(ids().parse([id, id.toUpperCase(), ` ${id}`])).toEqual([id]);
  expect(optionalIds().parse([id, id])).toEqual([id]);
});

test("a country that a record names twice counts once, in its bar as in what opens", async () => {
  const id = await inWork(france, (work) =>
    recordActivity(
      work,
      recordForm.parse({
        kind: "visit",
        title: "Hai lần",
        starts_on: today(),
        countries: ["FR", "FR"],
        is_in_plan: true,
        was_held: true,
      }),
    ),
  );
  const twice = await asOwner(database.ownerUrl(), async (client) => {
    const { rows } = await client.query<{ countries: string[] }>("select countries from activity where id = $1", [id]);
    await client.query("update activity set countries = '{FR,FR}' where id = $1", [id]);
    await client.query(
      "update delegation set countries = '{FR,FR}' where id = (select id from delegation where status = 'archived' and departs_on between '2024-01-01' and '2024-12-31' and 'FR' = any(countries) limit 1)",
    );
    return rows[0]?.countries;
  });
  expect(twice).toEqual(["FR"]);
  for (const [year, table, figure] of [
    [today().slice(0, 4), "report_by_country", "onsite_activities"],
    ["2024", "report_delegations_by_country", "delegations"],
  ]) {
    const { charts } = (await ask(reportPage.load, people.leader, `year=${year}`)) as {
      charts: { title: string; bars: { label: string; value: number; href: string }[] }[];
    };
    const bars = charts
      .flatMap((chart) => chart.bars)
      .filter((bar) => bar.label === "France" && bar.href.includes(`/${figure}?`));
    expect([table, bars.length]).toEqual([table, 1]);
    for (const { value, href } of bars)
      expect(await called(recordCall, people.leader, href.split("?")[1] ?? "", { key: figure })).toMatchObject({
        value,
        records: value,
      });
  }
});

test("the report of a year that has not begun is not frozen, and one that has begun today is", async () => {
  vi.stubEnv("AMITY_NOW", "2026-12-31T05:00:00Z");
  const ahead = freezeAs(people.leader, { year: "2027" });
  await expect(ahead).rejects.toThrow("rule_year_not_begun");
  await expect(ahead).rejects.toThrow(FieldError);
  vi.stubEnv("AMITY_NOW", "2027-01-01T05:00:00Z");
  await expect(freezeAs(people.leader, { year: "2027" })).resolves.toEqual(expect.any(String));
});
