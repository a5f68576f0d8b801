import { beforeAll, expect, test } from "vitest";
import { aPerson, useDatabase } from "../../../tests/database.ts";
import { listChaired } from "#modules/activities/activity-chaired.queries.server.ts";
import { recordActivity } from "#modules/activities/activity.commands.server.ts";
import { recordForm } from "#modules/activities/activity.forms.ts";
import { findActivity } from "#modules/activities/activity.queries.server.ts";
import { aPart, aProposedDelegation } from "#modules/delegations/delegation.fixtures.ts";
import { findDelegation } from "#modules/delegations/delegation.queries.server.ts";
import type { Actor } from "#platform/actor.ts";
import { inReading, inWork } from "#platform/db.server.ts";
import { addDays, today } from "#platform/time.ts";
import { listEngagedBeside, listEngagedTwice } from "./engaged.queries.server.ts";

useDatabase();
let office: Actor, hanoi: Actor, partner: Actor;
beforeAll(async () => {
  office = await aPerson("office", "vufo");
  hanoi = await aPerson("unit_officer", "ha_noi");
  partner = await aPerson("partner", "vufo");
});

const day = (from: number) => addDays(today(), from);
const plan = (title: string, facts: object, actor = office) =>
  inWork(actor, (work) =>
    recordActivity(
      work,
      recordForm.parse({ title, kind: "reception", starts_on: day(30), is_in_plan: "on", ...facts }),
    ),
  );
const twice = (id: string) =>
  inReading(office, async (work) => {
    const activity = await findActivity(work, id);
    return activity && (await listEngagedTwice(work, activity)).map((one) => `${one.name}: ${one.title}`);
  });

test("who chairs or interprets twice on a day, travels then, or finds the room taken is told from both sides", async () => {
  const chair = "Phạm Thị Lan";
  const morning = await plan("Tiếp đoàn Cu Ba", { chair, room: "Phòng 2", starts_at: "09:00" });
  const days = { departs_on: day(29), returns_on: day(31) };
  const visit = await inWork(office, async (work) => {
    const id = await aProposedDelegation(work, { title: "Đoàn đi Lào", ...days });
    await aPart(work, id, "member", { name: chair.toUpperCase(), role: "head" });
    return id;
  });
  const long = await plan("Trại hè", { interpreter: chair, starts_on: day(28), ends_on: day(32) });
  await plan("Họp nhanh", { room: "PHÒNG 2" });
  await plan("Phòng của Hà Nội", { room: "Phòng 2" }, hanoi);
  await plan("Hôm khác", { chair, room: "Phòng 2", starts_on: day(33) });
  expect((await twice(morning))?.toSorted()).toEqual(
    [`${chair}: Trại hè`, `${chair}: Đoàn đi Lào`, "PHÒNG 2: Họp nhanh"].toSorted(),
  );
  expect((await twice(long))?.toSorted()).toEqual([`${chair}: Tiếp đoàn Cu Ba`, `${chair}: Đoàn đi Lào`].toSorted());
  const beside = await inReading(office, async (work) => {
    const found = await findDelegation(work, visit);
    return found && (await listEngagedBeside(work, found)).map((one) => one.title);
  });
  expect(beside?.toSorted()).toEqual(["Tiếp đoàn Cu Ba", "Trại hè"].toSorted());
  const week = (actor: Actor) =>
    inReading(actor, (work) => listChaired(work, chair.toLowerCase(), { from: day(30), to: day(33) }));
  expect((await week(office)).map((one) => one.title)).toEqual(["Tiếp đoàn Cu Ba", "Hôm khác"]);
});

test("who interprets on a visit is asked for by its programme too", async () => {
  const name = "Trần Văn Dịch";
  const id = await plan("Hội đàm", { interpreter: name, starts_on: day(50) });
  await inWork(office, async (work) => {
    const days = { departs_on: day(49), returns_on: day(51) };
    const visit = await aProposedDelegation(work, { title: "Đoàn khách", direction: "incoming", ...days });
    await aPart(work, visit, "programme", { on_date: day(50), content: "Thăm bảo tàng", interpreter: name });
    await aPart(work, visit, "programme", { on_date: day(51), content: "Tiễn đoàn", person_answerable: name });
  });
  expect(await twice(id)).toEqual([`${name}: Đoàn khách`]);
});

test("outside the union nobody is told who chairs", async () => {
  const id = await plan("Mở với bạn", { chair: "Phạm Thị Lan", room: "Phòng 1" });
  const seen = await inReading(partner, (work) => findActivity(work, id));
  expect([seen?.chair ?? null, seen?.room ?? null]).toEqual([null, null]);
});
