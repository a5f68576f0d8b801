import { beforeAll, expect, test } from "vitest";
import { aPerson, useDatabase } from "../../../tests/database.ts";
import type { Actor } from "#platform/actor.ts";
import { inReading, inWork } from "#platform/db.server.ts";
import { ForbiddenError, NotFoundError } from "#platform/errors.ts";
import { listHistory } from "#platform/history.server.ts";
import { endPost, fillPost, renameUnit } from "./unit.commands.server.ts";
import { postForm, renameForm } from "./unit.forms.ts";
import { findUnitByCode, listUnitParts } from "./unit.queries.server.ts";

useDatabase();
let office: Actor, hanoi: Actor;
let id: string;
beforeAll(async () => {
  office = await aPerson("office", "vufo");
  hanoi = await aPerson("unit_officer", "ha_noi");
  id = hanoi.unitId ?? "";
});
const partsOf = () => inReading(office, (work) => listUnitParts(work, id));
const lastLine = async () => (await inReading(office, (work) => listHistory(work, id)))[0];

test("the old name ends on the day the new one begins, and the office alone gives one", async () => {
  const form = renameForm.parse({ name: "Hội Thủ đô", name_in: { en: "Capital Union" }, from_on: "2026-01-01" });
  await expect(inWork(hanoi, (work) => renameUnit(work, id, form))).rejects.toThrow(ForbiddenError);
  await inWork(office, (work) => renameUnit(work, id, form));
  const unit = await inReading(hanoi, (work) => findUnitByCode(work, "ha_noi"));
  expect([unit?.name, unit?.name_in.en, unit?.version]).toEqual(["Hội Thủ đô", "Capital Union", 2]);
  const { names } = await partsOf();
  expect(names.filter((one) => one.until_on === null).map((one) => one.name)).toEqual(
    expect.arrayContaining(["Hội Thủ đô", "Capital Union"]),
  );
  const over = names.filter((one) => one.until_on !== null);
  expect(over.length).toBeGreaterThan(0);
  expect(new Set(over.map((one) => one.until_on))).toEqual(new Set(["2026-01-01"]));
  expect(await lastLine()).toMatchObject({ action: "renamed", after: { name: "Hội Thủ đô" } });
});

test("a post is filled and ended by the office alone, on the day that is said", async () => {
  const form = postForm.parse({ title: "Chủ tịch", holder_name: "Bà Lan", from_on: "2025-01-01" });
  await expect(inWork(hanoi, (work) => fillPost(work, id, form))).rejects.toThrow(ForbiddenError);
  await inWork(office, (work) => fillPost(work, id, form));
  const [post] = (await partsOf()).posts;
  expect(post).toMatchObject({
    holder_name: "Bà Lan",
    from_on: "2025-01-01",
    until_on: null,
    unit_path: "vufo.ha_noi",
  });
  expect(await lastLine()).toMatchObject({ action: "post_filled", after: { holder_name: "Bà Lan" } });
  const end = { id: post?.id ?? "", until_on: "2026-01-01" };
  await expect(inWork(hanoi, (work) => endPost(work, id, end))).rejects.toThrow(ForbiddenError);
  // A post of another unit is not ended by naming it here.
  await expect(inWork(office, (work) => endPost(work, office.unitId ?? "", end))).rejects.toThrow(NotFoundError);
  expect((await partsOf()).posts[0]?.until_on).toBeNull();
  await inWork(office, (work) => endPost(work, id, end));
  expect((await partsOf()).posts[0]?.until_on).toBe("2026-01-01");
  expect(await lastLine()).toMatchObject({ action: "post_ended", after: { until_on: "2026-01-01" } });
});
