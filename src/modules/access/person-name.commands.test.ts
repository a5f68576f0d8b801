import { beforeAll, expect, test } from "vitest";
import { aPerson, asOwner, useDatabase } from "../../../tests/database.ts";
import type { Actor } from "#platform/actor.ts";
import { inWork } from "#platform/db.server.ts";
import { ForbiddenError } from "#platform/errors.ts";
import { today } from "#platform/time.ts";
import { appointPerson, endAppointment } from "./access.commands.server.ts";
import { renamePerson } from "./person-name.commands.server.ts";

const database = useDatabase();
const ask = async (text: string, values: unknown[] = []) =>
  (await asOwner(database.ownerUrl(), (client) => client.query<Record<string, unknown>>(text, values))).rows;
let above: Actor, below: Actor, officer: Actor;
beforeAll(async () => {
  above = await aPerson("administrator", "vufo");
  below = await aPerson("administrator", "ha_noi");
  officer = await aPerson("unit_officer", "ha_noi");
});
const appointmentOf = async (actor: Actor, unit = actor.unitId) =>
  String(
    (await ask("select id from access_appointment where user_id = $1 and unit_id = $2", [actor.userId, unit]))[0]?.id,
  );
const rename = (actor: Actor, appointment: string, name: string) =>
  inWork(actor, (work) => renamePerson(work, appointment, { name }));
const nameOf = async (actor: Actor) => (await ask("select name from auth_user where id = $1", [actor.userId]))[0]?.name;

test("an administrator gives a person another name, with history; what was done keeps the old one", async () => {
  const role = {
    email: officer.email,
    unit_id: below.unitId ?? "",
    role: "press" as const,
    from_on: today(),
    until_on: undefined,
  };
  const before = below.name;
  const made = await inWork(below, (work) => appointPerson(work, role));
  await rename(above, await appointmentOf(below), "Trần Thị Lan");
  expect(await nameOf(below)).toBe("Trần Thị Lan");
  const lines = await ask("select user_name, action, before, after from history order by id desc limit 2");
  expect(lines).toEqual([
    { user_name: above.name, action: "renamed", before: { name: before }, after: { name: "Trần Thị Lan" } },
    expect.objectContaining({ user_name: before, action: "appointed" }),
  ]);
  await inWork(below, (work) => endAppointment(work, made, { until_on: today() }));
});

test("nobody else does: not the person, not a leader, not the administrator of one of several units", async () => {
  const leader = await aPerson("leader", "vufo");
  const own = await appointmentOf(officer);
  for (const actor of [officer, leader])
    await expect(rename(actor, own, "President of the Union")).rejects.toThrow(ForbiddenError);
  await asOwner(database.ownerUrl(), (client) =>
    client.query(
      "insert into access_appointment (user_id, unit_id, unit_path, role, from_on) values ($1, $2, $3, 'press', '2020-01-01')",
      [leader.userId, below.unitId, below.unitPath],
    ),
  );
  await expect(rename(below, await appointmentOf(leader, below.unitId), "Nobody")).rejects.toThrow(ForbiddenError);
  expect([await nameOf(officer), await nameOf(leader)]).toEqual([officer.name, leader.name]);
});

test("saved as it was it is no act", async () => {
  const lines = async () => (await ask("select count(*)::int as count from history"))[0]?.count;
  const before = await lines();
  await rename(above, await appointmentOf(officer), officer.name);
  expect(await lines()).toBe(before);
});
