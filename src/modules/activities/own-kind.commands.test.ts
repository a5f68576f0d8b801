import { beforeAll, expect, test } from "vitest";
import { aPerson, useDatabase } from "../../../tests/database.ts";
import type { Actor } from "#platform/actor.ts";
import { inReading, inWork } from "#platform/db.server.ts";
import { ForbiddenError } from "#platform/errors.ts";
import { addDays, today } from "#platform/time.ts";
import { editActivity, recordActivity } from "./activity.commands.server.ts";
import { changeKindForm, editForm, ownKindForm, recordForm } from "./activity.forms.ts";
import { activityList, findActivity } from "./activity.queries.server.ts";
import { addOwnKind, changeOwnKind } from "./own-kind.commands.server.ts";
import { asTyped, ofName, typedKind } from "./own-kind.model.ts";
import { findOwnKind, listKeptKinds, listOwnKinds, offerOwnKinds } from "./own-kind.queries.server.ts";

useDatabase();
let administrator: Actor, officer: Actor;
let bazaar: string;

const kind = (values: object = {}) =>
  ownKindForm.parse({ name: "Hội chợ từ thiện", name_in: { en: "Bazaar" }, kind: "charity", rank: 5, ...values });
const OPEN = { from_on: undefined, until_on: undefined };
const meeting = { title: "Phiên chợ xuân", starts_on: "2024-03-01", countries: ["FR"], was_held: true };
const record = (values: object) =>
  inWork(officer, (work) => recordActivity(work, recordForm.parse({ ...meeting, ...values })));
const found = async (id: string) => {
  const one = await inReading(officer, (work) => findActivity(work, id));
  return [one?.kind, one?.own_kind_id, one?.own_kind_name_in.en];
};
const change = async (id: string, values: object) => {
  const row = await inReading(administrator, (work) => findOwnKind(work, id));
  await inWork(administrator, (work) => changeOwnKind(work, id, changeKindForm.parse({ ...row, ...OPEN, ...values })));
};
const plain = async (of: string) =>
  (await inReading(officer, listOwnKinds)).find((one) => one.is_plain && one.kind === of)?.id ?? "";

beforeAll(async () => {
  administrator = await aPerson("administrator", "vufo");
  officer = await aPerson("association_officer", "association_fr");
  bazaar = await inWork(administrator, (work) => addOwnKind(work, kind()));
});

test("the administrator of the whole union keeps them, and nobody else", async () => {
  for (const other of [officer, await aPerson("leader", "vufo"), await aPerson("administrator", "ha_noi")]) {
    await expect(inWork(other, (work) => addOwnKind(work, kind({ name: "Khác nữa" })))).rejects.toThrow(ForbiddenError);
    const row = await inReading(other, (work) => findOwnKind(work, bazaar));
    const same = changeKindForm.parse({ ...row, ...OPEN, rank: 7 });
    await expect(inWork(other, (work) => changeOwnKind(work, bazaar, same))).rejects.toThrow(ForbiddenError);
  }
});

test("an activity of an own kind counts as what that kind is, in the words of the office", async () => {
  expect(await found(await record({ kind: bazaar }))).toEqual(["charity", bazaar, "Bazaar"]);
  expect(await found(await record({ kind: "forum" }))).toEqual(["forum", null, "Forum"]);
  expect(await found(await record({ kind: await plain("forum") }))).toEqual(["forum", null, "Forum"]);
  expect(recordForm.safeParse(meeting).error?.issues.map((one) => [one.path.join(), one.message])).toEqual([
    ["kind", "error_choose"],
  ]);
});

test("counted otherwise from now on: what was recorded stays counted as it was, however it is edited", async () => {
  const before = await record({ kind: bazaar });
  await change(bazaar, { kind: "festival" });
  const edit = { ...meeting, title: "Phiên chợ xuân 2024", kind: bazaar };
  await inWork(officer, (work) => editActivity(work, before, editForm.parse({ ...edit, version: 1 })));
  expect(await found(before)).toEqual(["charity", bazaar, "Bazaar"]);
  expect(await found(await record({ kind: bazaar }))).toEqual(["festival", bazaar, "Bazaar"]);
  await change(bazaar, { kind: "charity" });
});

test("a call that changes what it counts as leaves the own kind, which no longer fits", async () => {
  const id = await record({ kind: bazaar });
  const edit = editForm.parse({ ...meeting, kind: "sports", version: 1 });
  await inWork(officer, (work) => editActivity(work, id, edit));
  expect(await found(id)).toEqual(["sports", null, "Sports"]);
});

test("a list is narrowed to an own kind, and to one of the reports without those that have their own", async () => {
  const own = await record({ kind: bazaar });
  const other = await record({ kind: "charity" });
  const listed = async (own_kind: string) => {
    const page = await inReading(officer, (work) => activityList.list(work, { own_kind, limit: 200 }));
    return page.items.map((one) => one.id);
  };
  expect(await listed(bazaar)).toContain(own);
  expect(await listed(bazaar)).not.toContain(other);
  expect(await listed(await plain("charity"))).toContain(other);
  expect(await listed(await plain("charity"))).not.toContain(own);
});

test("an ended kind is offered no more, refused, and stays with what bears it", async () => {
  const id = await record({ kind: bazaar });
  await change(bazaar, { until_on: today() });
  const offered = async (begun?: Parameters<typeof offerOwnKinds>[1]) =>
    (await inReading(officer, (work) => offerOwnKinds(work, begun))).map((one) => one.value);
  expect(await offered()).not.toContain(bazaar);
  expect(await offered({ kind: "charity", own_kind_id: bazaar })).toContain(bazaar);
  await expect(record({ kind: bazaar })).rejects.toThrow("rule_kind_ended");
  const edit = editForm.parse({ ...meeting, place: "Huế", kind: bazaar, version: 1 });
  await inWork(officer, (work) => editActivity(work, id, edit));
  expect(await found(id)).toEqual(["charity", bazaar, "Bazaar"]);
  expect((await inReading(officer, listKeptKinds)).find((one) => one.id === bazaar)?.is_offered).toBe(false);
  await change(bazaar, { until_on: addDays(today(), 30) });
  expect(await offered()).toContain(bazaar);
  await change(bazaar, { until_on: undefined });
});

test("a kind of the reports counts as itself, and two kinds have two names", async () => {
  await expect(change(await plain("forum"), { kind: "sports" })).rejects.toThrow("rule_kind_of_reports");
  await expect(inWork(administrator, (work) => addOwnKind(work, kind()))).rejects.toThrow("activity_own_kind_name_idx");
});

test("what offices type is read by the longest words in it, of two as long by the office's own", async () => {
  const own = asTyped(await inReading(officer, listOwnKinds), today());
  const read = (text: string) => ofName(text, own) ?? typedKind(text, own);
  const called = (name: string) => own.find((one) => one.names.includes(name));
  expect(read("Chiêu đãi")).toBe(called("Banquet"));
  expect(read("chieu dai")).toBe(called("Banquet"));
  expect(read("Tiệc chiêu đãi")).toMatchObject({ kind: "reception", id: called("Banquet")?.id });
  expect(read("Họp mặt kỷ niệm 75 năm")).toMatchObject({ kind: "friendship_meeting", id: called("Họp mặt")?.id });
  expect(read("Trao tặng kỷ niệm chương")).toMatchObject({ kind: "celebration", id: undefined });
  expect(read("Lễ mít tinh")).toMatchObject({ kind: "celebration", id: undefined });
  expect(read("Thăm, tặng quà")).toMatchObject({ kind: "visit", id: undefined });
  expect(read("Tham gia")).toBeUndefined();
});
