import { expect, test } from "vitest";
import { asOwner, useDatabase } from "../../../tests/database.ts";
import { system } from "#platform/actor.ts";
import { inWork } from "#platform/db.server.ts";
import { recordHistory } from "#platform/history.server.ts";
import { correctionsFor, freezeAs, one, putRight, useOffice } from "./frozen.fixtures.ts";
import type { ScopeFilter } from "./indicator.filter.ts";
import { INDICATORS } from "./indicator.model.ts";

const database = useDatabase("demo");
const people = useOffice();

const freeze = (asked: ScopeFilter) => freezeAs(people.office, asked);
const corrections = (id: string) => correctionsFor(people.office, id);
const corrected = async (id: string) => (await corrections(id)).items;

test("what goes and what comes are named though the figure stays the same", async () => {
  const id = await freeze({ year: "2023" });
  const held = "status = 'held' and starts_on between '2023-01-01' and '2023-12-31'";
  const gone = await putRight(
    "activity",
    `update activity set starts_on = '2021-01-01' where id = ${one("activity", held)} returning id`,
    { starts_on: "2021-01-01" },
  );
  const come = await putRight(
    "activity",
    "update activity set starts_on = '2023-03-03' where id = (select id from activity where status = 'held' and starts_on between '2024-01-01' and '2024-12-31' order by id desc limit 1) returning id",
    { starts_on: "2023-03-03" },
  );
  const all = (await corrected(id)).find((item) => item.key === "onsite_activities");
  expect(all?.now).toBe(all?.frozen);
  const changes = new Map(all?.records.map((record) => [record.id, record.change]));
  expect(changes).toEqual(
    new Map([
      [gone, "removed"],
      [come, "added"],
    ]),
  );
});

test("who changed what counts is named, not who put a title right after that", async () => {
  const id = await freeze({ year: "2024" });
  const where = `status = 'held' and starts_on between '2024-01-01' and '2024-12-31' and level = 'central'`;
  const record = await putRight(
    "activity",
    `update activity set level = 'local' where id = ${one("activity", where)} returning id`,
    { level: "local" },
  );
  await inWork({ ...system, name: "Người sửa tên" }, async (work) => {
    const { rows } = await work.client.query("select * from activity where id = $1", [record]);
    await recordHistory(work, {
      subject: ["activity", record],
      action: "edited",
      rights: rows[0] as never,
      after: { title: "x" },
    });
  });
  const moved = (await corrected(id)).find((item) => item.key === "activities_central");
  expect(moved?.records).toMatchObject([{ id: record, who: "Người sửa" }]);
  expect((await corrected(id)).find((item) => item.key === "onsite_activities")).toBeUndefined();
});

test("who only read a passport is not named, though that stands in the history too", async () => {
  const id = await freeze({ year: "2024" });
  const where = "status = 'archived' and direction = 'outgoing' and departs_on between '2024-01-01' and '2024-12-31'";
  const record = await putRight(
    "delegation",
    `update delegation set status = 'cancelled' where id = ${one("delegation", where)} returning id`,
    { status: "cancelled" },
  );
  await inWork({ ...system, name: "Người đọc" }, async (work) => {
    const { rows } = await work.client.query("select * from delegation where id = $1", [record]);
    await recordHistory(work, { subject: ["delegation", record], action: "read_personal", rights: rows[0] as never });
  });
  const moved = (await corrected(id)).flatMap((item) => item.records).filter((some) => some.id === record);
  expect(moved.length).toBeGreaterThan(0);
  expect(new Set(moved.map((some) => some.who))).toEqual(new Set(["Người sửa"]));
});

test("a figure whose rule was changed under the same number is said to be defined anew too", async () => {
  const id = await freeze({ year: "2024" });
  const changed = INDICATORS.find((indicator) => indicator.key === "delegations_in") as { filter: string };
  const { filter } = changed;
  changed.filter = `${filter} and true`;
  try {
    expect((await corrections(id)).definitions).toEqual([{ key: "delegations_in", frozen: 1, now: 1 }]);
  } finally {
    changed.filter = filter;
  }
  expect((await corrections(id)).definitions).toEqual([]);
});

test("a figure that is defined anew is said to be, and is no correction", async () => {
  const id = await freeze({ year: "2024" });
  await putRight(
    "delegation",
    `update delegation set status = 'cancelled' where id = ${one("delegation", "status = 'archived' and direction = 'incoming' and departs_on between '2024-01-01' and '2024-12-31'")} returning id`,
    { status: "cancelled" },
  );
  const changed = INDICATORS.find((indicator) => indicator.key === "delegations_in") as { version: number };
  changed.version = 2;
  try {
    const { items, definitions } = await corrections(id);
    expect(definitions).toEqual([{ key: "delegations_in", frozen: 1, now: 2 }]);
    expect(items.map((item) => item.key)).not.toContain("delegations_in");
    expect(items.map((item) => item.key)).toContainEqual(expect.stringMatching(/^delegations_by_country\./));
  } finally {
    changed.version = 1;
  }
  expect(await corrected(id)).toContainEqual(expect.objectContaining({ key: "delegations_in" }));
});

test.each(["now", "then"] as const)(
  "a unit that moves after the freeze corrects nothing of a tree as %s",
  async (tree) => {
    const code = tree === "now" ? "da_nang" : "hai_phong";
    const id = await freeze({ year: "2023", unit: code, tree });
    const from = tree === "now" ? "2025-01-01" : "2022-01-01";
    await asOwner(database.ownerUrl(), (client) =>
      client.query(`
      update unit_place set valid = '{[1990-01-01,${from})}' where path <@ 'vufo.${code}';
      insert into unit_place (unit_id, path, valid) select id, 'vufo.agency' || subpath(path, 1), '{[${from},)}' from unit where path <@ 'vufo.${code}';
      update unit set path = 'vufo.agency' || subpath(path, 1) where path <@ 'vufo.${code}';`),
    );
    expect(await corrections(id)).toEqual({ items: [], definitions: [] });
    const late = await putRight(
      "activity",
      `insert into activity (kind, title, level, status, starts_on, host_paths, unit_id, unit_path)
      select 'visit', 'Muộn', 'local', 'held', '2023-06-06', array[path], id, path from unit where code = '${code}' returning id`,
      { title: "Muộn", kind: "visit" },
    );
    await asOwner(database.ownerUrl(), (client) =>
      client.query(
        `insert into activity_host (activity_id, host_unit_id, is_lead, unit_id, unit_path, visibility, shared_paths, named_user_ids)
        select id, unit_id, true, unit_id, unit_path, visibility, shared_paths, named_user_ids from activity where id = $1 on conflict do nothing`,
        [late],
      ),
    );
    expect((await corrected(id)).find((item) => item.key === "onsite_activities")?.records).toMatchObject([
      { id: late, change: "added" },
    ]);
  },
);

test("a record that the reader may not open is named by its key alone", async () => {
  const id = await freeze({ year: "2024" });
  const record = await putRight(
    "delegation",
    `update delegation set status = 'cancelled', visibility = 'confidential', named_user_ids = array[new_id()] where id = ${one("delegation", "status = 'archived' and direction = 'outgoing' and departs_on between '2024-01-01' and '2024-12-31'")} returning id`,
    { status: "cancelled" },
  );
  expect((await corrected(id)).find((item) => item.key === "delegations_out")?.records).toMatchObject([
    { kind: "delegation", id: record, title: null, who: null, at: null, change: "removed" },
  ]);
});
