import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { aPerson, asOwner, useDatabase } from "../../../tests/database.ts";
import { registerPartner } from "#modules/partners/partner.commands.server.ts";
import { registerForm } from "#modules/partners/partner.forms.ts";
import { listPartnerParts } from "#modules/partners/partner.queries.server.ts";
import type { Actor } from "#platform/actor.ts";
import { config } from "#platform/config.ts";
import { inReading, inWork } from "#platform/db.server.ts";
import { ForbiddenError, StaleError } from "#platform/errors.ts";
import { aFile } from "#platform/forms.fixtures.ts";
import { listHistory } from "#platform/history.server.ts";
import { addPhoto, cancelActivity, editActivity, holdActivity, recordActivity } from "./activity.commands.server.ts";
import { copyToNextEdition, startSeries } from "./series.commands.server.ts";
import { editForm, recordForm } from "./activity.forms.ts";
import { listToTell } from "./activity-days.queries.server.ts";
import { listHostedForFeed } from "./activity-feed.queries.server.ts";
import {
  findActivity,
  findPhoto,
  listActivitiesBetween,
  listActivityParts,
  listUnaccounted,
} from "./activity.queries.server.ts";
import { listSeriesWithEditions, offerSeries } from "./series.queries.server.ts";
import { countActivitiesByYear } from "./activity-days.queries.server.ts";

const database = useDatabase();
let france: Actor, hanoi: Actor, leader: Actor;
let friend: string, other: string;
const folder = fs.mkdtempSync(path.join(os.tmpdir(), "amity-photos-"));

beforeAll(async () => {
  config.dataFolder = folder;
  france = await aPerson("association_officer", "association_fr");
  hanoi = await aPerson("unit_officer", "ha_noi");
  leader = await aPerson("leader", "vufo");
  const register = (name: string) =>
    inWork(hanoi, (work) =>
      registerPartner(work, registerForm.parse({ kind: "foundation", name, country_iso2: "FR" })),
    );
  [friend, other] = [await register("Fondation A"), await register("Fondation B")];
});
afterAll(() => fs.rmSync(folder, { recursive: true }));

const facts = { kind: "seminar", title: "Tọa đàm", starts_on: "2024-03-05", countries: ["FR"] };
const record = (actor: Actor, values: Record<string, unknown> = {}) =>
  inWork(actor, (work) => recordActivity(work, recordForm.parse({ ...facts, ...values })));
const read = (id: string) => inReading(leader, (work) => findActivity(work, id));
const partsOf = (id: string) => inReading(leader, (work) => listActivityParts(work, id));
const edit = (actor: Actor, id: string, values: Record<string, unknown>) =>
  inWork(actor, (work) => editActivity(work, id, editForm.parse({ ...facts, version: 1, ...values })));
const lines = async (id: string) =>
  (await inReading(leader, (work) => listHistory(work, id))).map((line) => line.action);

describe("editing", () => {
  test("writes every fact anew: what is left empty becomes empty, hosts and partners are those named now", async () => {
    const id = await record(france, {
      was_held: true,
      place: "Hà Nội",
      participants: 80,
      co_host_ids: [hanoi.unitId],
      partner_ids: [friend],
    });
    await edit(france, id, {
      title: "Hội thảo",
      place: "",
      participants: 90,
      co_host_ids: [leader.unitId],
      partner_ids: [other],
    });
    const row = await read(id);
    expect([row?.title, row?.place, row?.participants, row?.version, row?.status]).toEqual([
      "Hội thảo",
      null,
      90,
      2,
      "held",
    ]);
    expect(row?.host_paths).toEqual([france.unitPath, leader.unitPath]);
    const { hosts, partners } = await partsOf(id);
    expect(hosts.map((host) => [host.id, host.is_lead])).toEqual([
      [france.unitId, true],
      [leader.unitId, false],
    ]);
    expect(partners.map((partner) => partner.id)).toEqual([other]);
    const told = async (partner: string) =>
      (await inReading(leader, (work) => listPartnerParts(work, partner))).events.map((one) => [
        one.title,
        one.on_date,
      ]);
    expect(await told(other)).toEqual([["Hội thảo", "2024-03-05"]]);
    expect(await lines(id)).toEqual(["edited", "recorded"]);
  });

  test("who leads it is no co-host, and a host who has moved since keeps its place in what was written before", async () => {
    const alone = await record(hanoi, { co_host_ids: [hanoi.unitId] });
    expect([(await read(alone))?.host_paths, (await read(alone))?.is_joint]).toEqual([[hanoi.unitPath], false]);
    const both = await record(france, { co_host_ids: [hanoi.unitId] });
    await asOwner(database.ownerUrl(), (client) =>
      client.query(`with gone as (update unit set path = 'vufo.association_fr.ha_noi' where id = '${hanoi.unitId}')
        insert into unit_place (unit_id, path, valid) values ('${hanoi.unitId}', 'vufo.association_fr.ha_noi', '{}')`),
    );
    await edit(france, both, { place: "Huế", co_host_ids: [hanoi.unitId, leader.unitId] });
    await asOwner(database.ownerUrl(), (client) =>
      client.query(`update unit set path = '${hanoi.unitPath}' where id = '${hanoi.unitId}'`),
    );
    expect(new Set((await read(both))?.host_paths)).toEqual(
      new Set([leader.unitPath, france.unitPath, hanoi.unitPath]),
    );
  });

  test("a plan stands on no partner's timeline until it was held, and then on the day it was", async () => {
    const partner = await inWork(hanoi, (work) =>
      registerPartner(work, registerForm.parse({ kind: "foundation", name: "Fondation C", country_iso2: "FR" })),
    );
    const events = async () => (await inReading(leader, (work) => listPartnerParts(work, partner))).events;
    const id = await record(france, { partner_ids: [partner, partner] });
    expect(await events()).toEqual([]);
    await inWork(france, (work) => holdActivity(work, id, { starts_on: "2024-03-07" }));
    expect((await events()).map((one) => [one.subject_id, one.on_date])).toEqual([[id, "2024-03-07"]]);
  });

  test("of two who edit at once the second is told, and another unit may not", async () => {
    const id = await record(france);
    await edit(france, id, { title: "Một" });
    await expect(edit(france, id, { title: "Hai" })).rejects.toThrow(StaleError);
    await expect(edit(hanoi, id, { title: "Ba", version: 2 })).rejects.toThrow(ForbiddenError);
    expect((await read(id))?.title).toBe("Một");
  });

  test("what was cancelled is not edited, and nothing was held tomorrow", async () => {
    const id = await record(france);
    const held = { starts_on: "2999-01-01" };
    await expect(inWork(france, (work) => holdActivity(work, id, held))).rejects.toThrow("rule_held_in_future");
    await inWork(france, (work) => cancelActivity(work, id, { reason: "x" }));
    await expect(edit(france, id, { version: 2 })).rejects.toThrow(ForbiddenError);
  });
});

describe("series", () => {
  test("whoever records activities starts one, and sees its editions, the last first", async () => {
    await expect(inWork(await aPerson("auditor", "vufo"), (work) => startSeries(work, { name: "x" }))).rejects.toThrow(
      ForbiddenError,
    );
    const id = await inWork(france, (work) => startSeries(work, { name: "Gặp gỡ thường niên" }));
    const first = await record(france, { series_id: id, starts_on: "2023-02-01", edition: 1, was_held: true });
    const last = await record(france, {
      series_id: id,
      starts_on: "2024-02-29",
      edition: 2,
      was_held: true,
      co_host_ids: [hanoi.unitId],
      partner_ids: [friend],
    });
    const [series] = await inReading(leader, listSeriesWithEditions);
    expect([series?.id, series?.name, series?.editions, series?.last_id, series?.last_on]).toEqual([
      id,
      "Gặp gỡ thường niên",
      2,
      last,
      "2024-02-29",
    ]);
    const offered = (q: string, chosen: string[] = []) =>
      inReading(leader, async (work) => (await offerSeries(work, { q, chosen })).options);
    const option = { value: id, label: "Gặp gỡ thường niên", also: ["GGTN"] };
    expect([await offered(""), await offered("gap go"), await offered("khac"), await offered("khac", [id])]).toEqual([
      [option],
      [option],
      [],
      [option],
    ]);
    const made = await asOwner(database.ownerUrl(), (client) =>
      client.query("select created_by, unit_path, visibility from activity_series where id = $1", [id]),
    );
    expect(made.rows).toEqual([{ created_by: france.userId, unit_path: france.unitPath, visibility: "union" }]);
    expect((await read(first))?.series_name).toBe("Gặp gỡ thường niên");

    const next = await inWork(france, (work) => copyToNextEdition(work, last));
    const row = await read(next);
    expect([row?.starts_on, row?.edition, row?.occasion, row?.is_in_plan]).toEqual(["2025-02-28", 3, "series", true]);
    const { hosts, partners } = await partsOf(next);
    expect(hosts.map((host) => host.id)).toEqual([france.unitId, hanoi.unitId]);
    expect(partners.map((partner) => partner.id)).toEqual([friend]);
    const copy = inWork(await aPerson("auditor", "vufo"), (work) => copyToNextEdition(work, last));
    await expect(copy).rejects.toThrow(ForbiddenError);
  });

  test("what belongs to none has no next edition", async () => {
    const id = await record(france);
    await expect(inWork(france, (work) => copyToNextEdition(work, id))).rejects.toThrow("rule_no_series");
  });
});

test("a photograph is kept for the unit whose activity it is, and another unit adds none", async () => {
  const id = await record(france, { was_held: true });
  const photo = aFile("image/png", 3);
  await expect(inWork(hanoi, (work) => addPhoto(work, id, { photo, has_consent: true }))).rejects.toThrow(
    ForbiddenError,
  );
  await inWork(france, (work) => addPhoto(work, id, { photo, has_consent: true }));
  const { photos } = await partsOf(id);
  expect(photos.map((one) => one.name)).toEqual(["a file"]);
  const found = await inReading(leader, (work) => findPhoto(work, photos[0]?.id ?? ""));
  expect([found?.media_type, found?.name]).toEqual(["image/png", "a file"]);
  const kept = await asOwner(database.ownerUrl(), (client) =>
    client.query<{ has_consent: boolean; unit_path: string }>(
      "select has_consent, unit_path from file where subject_id = $1",
      [id],
    ),
  );
  expect(kept.rows).toEqual([{ has_consent: true, unit_path: france.unitPath }]);
  expect(await lines(id)).toEqual(["photo_added", "recorded"]);
});

describe("what others ask of activities", () => {
  const made: Record<string, string> = {};
  let own: Actor;
  beforeAll(async () => {
    own = await aPerson("association_officer", "association_de");
    const on = async (name: string, starts_on: string, values: Record<string, unknown> = {}) => {
      made[name] = await record(own, { title: name, starts_on, countries: ["DE"], ...values });
    };
    await on("before", "2022-05-31", { was_held: true, result: "Tốt" });
    await on("first", "2022-06-01", { was_held: true });
    await on("last", "2022-06-30");
    await on("after", "2022-07-01", { was_held: true, result: "Tốt" });
    await on("cancelled", "2022-06-15");
    await inWork(own, (work) => cancelActivity(work, made.cancelled ?? "", { reason: "x" }));
    made["of others"] = await record(hanoi, {
      title: "of others",
      starts_on: "2022-06-20",
      co_host_ids: [france.unitId],
    });
  });
  const titles = (rows: { title: string }[]) => rows.map((row) => row.title);

  test("those of some days, both included, without what was cancelled; the own ones, led or hosted; a feed is told of the cancelled too", async () => {
    const span = { from: "2022-06-01", to: "2022-06-30" };
    const between = async (actor: Actor, asked: { own?: boolean }, limit?: number) =>
      titles(await inReading(actor, (work) => listActivitiesBetween(work, { ...span, ...asked }, limit)));
    expect(await between(own, {})).toEqual(["first", "of others", "last"]);
    expect(await between(own, {}, 2)).toEqual(["first", "of others"]);
    expect(await between(own, { own: true })).toEqual(["first", "last"]);
    expect(await between(france, { own: true })).toEqual(["of others"]);
    const hosted = async (actor: Actor) => titles(await inReading(actor, (work) => listHostedForFeed(work, span)));
    expect(await hosted(own)).toEqual(["first", "cancelled", "last"]);
    expect(await hosted(france)).toEqual(["of others"]);
  });

  test("those held since a day that have something to tell, with photographs first", async () => {
    const toTell = async (since: string) => {
      const rows = await inReading(own, (work) => listToTell(work, since, 2000));
      return titles(rows).filter((title) => made[title]);
    };
    expect(await toTell("2022-05-31")).toEqual(["after", "before"]);
    expect(await toTell("2022-06-01")).toEqual(["after"]);
    await inWork(own, (work) => addPhoto(work, made.before ?? "", { photo: aFile("image/png"), has_consent: true }));
    expect(await toTell("2022-05-31")).toEqual(["before", "after"]);
  });

  test("those planned for a day that has passed, of the own unit", async () => {
    const left = (before: string) => inReading(own, (work) => listUnaccounted(work, before, 1));
    expect(titles(await left("2022-06-30"))).toEqual([]);
    expect((await left("2022-07-01")).map((one) => [one.title, one.on, one.total])).toEqual([
      ["last", "2022-06-30", 1],
    ]);
    expect(titles(await inReading(hanoi, (work) => listUnaccounted(work, "2022-07-01", 9)))).toEqual(["of others"]);
  });

  test("those held with a country, by year", async () => {
    await record(own, { was_held: true, starts_on: "2021-01-01", countries: ["DE", "FR"] });
    expect(await inReading(own, (work) => countActivitiesByYear(work, "DE"))).toEqual([
      { year: 2021, count: 1 },
      { year: 2022, count: 3 },
    ]);
  });
});
