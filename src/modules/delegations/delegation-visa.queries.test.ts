import { beforeAll, expect, test } from "vitest";
import { aPerson, asOwner, useDatabase } from "../../../tests/database.ts";
import { findToday } from "#modules/today/today.queries.server.ts";
import type { Actor } from "#platform/actor.ts";
import { inReading, inWork } from "#platform/db.server.ts";
import { addDays, today } from "#platform/time.ts";
import { approveDelegation } from "./delegation.commands.server.ts";
import { aPart, aProposedDelegation } from "./delegation.fixtures.ts";
import { approveForm } from "./delegation.forms.ts";
import { VISA_DAYS, VISA_STATES, lackingOf } from "./delegation.model.ts";
import { listParts } from "./delegation-parts.queries.server.ts";

const database = useDatabase();
const day = today();
let leader: Actor, france: Actor, germany: Actor;
beforeAll(async () => {
  leader = await aPerson("leader", "vufo");
  france = await aPerson("association_officer", "association_fr");
  germany = await aPerson("association_officer", "association_de");
});

async function aVisit(ahead: number, values: object = {}, people: object[] = [{ visa_state: "to_apply" }]) {
  const dates = { departs_on: addDays(day, ahead), returns_on: addDays(day, ahead + 5) };
  const id = await inWork(france, async (work) => {
    const made = await aProposedDelegation(work, { title: `Đi sau ${ahead}`, ...dates, ...values });
    for (const [index, one] of people.entries())
      await aPart(work, made, "member", { name: `Người ${index}`, role: index === 0 ? "head" : "member", ...one });
    return made;
  });
  await inWork(leader, (work) => approveDelegation(work, id, approveForm.parse({})));
  return id;
}
const visasOf = async (who: Actor) =>
  (await inReading(who, (work) => findToday(work, "due"))).due.items.filter((one) => one.kind === "visa");
const countOf = async (id: string, who = france) => (await visasOf(who)).find((one) => one.id === id)?.count;

test("from three weeks before the departure to the day itself, for the unit that prepares it", async () => {
  const [now, last, later] = [await aVisit(0), await aVisit(VISA_DAYS), await aVisit(VISA_DAYS + 1)];
  expect((await visasOf(france)).map((one) => [one.id, one.on])).toEqual([
    [now, day],
    [last, addDays(day, VISA_DAYS)],
  ]);
  expect(await countOf(later)).toBeUndefined();
  expect(await visasOf(germany)).toEqual([]);
  expect(await countOf(last, leader)).toBe(1);
});

test("guests who come here need none of us, nor who has one or needs none", async () => {
  const dates = { returns_on: addDays(day, 15) };
  expect(await countOf(await aVisit(10, { direction: "incoming" }))).toBeUndefined();
  const there = [{ visa_state: "not_needed" }, { visa_state: "granted", visa_expires_on: dates.returns_on }];
  const id = await aVisit(10, {}, there);
  expect(await countOf(id)).toBeUndefined();
});

test("the count is of those whom the record names, whatever is said of their visas", async () => {
  const returns = addDays(day, 13);
  const people = [null, ...VISA_STATES].flatMap((visa_state) =>
    [undefined, addDays(returns, -1), returns].map((visa_expires_on) => ({
      ...(visa_state && { visa_state }),
      visa_expires_on,
    })),
  );
  const id = await aVisit(8, {}, people);
  const { members } = await inReading(france, (work) => listParts(work, id));
  const named = members.filter((one) => lackingOf(one, { returns_on: returns }).includes("visa"));
  expect(named.length).toBeGreaterThan(8);
  expect(await countOf(id)).toBe(named.length);
});

test("it is gone once the visa is there", async () => {
  const id = await aVisit(5);
  expect(await countOf(id)).toBe(1);
  await asOwner(database.ownerUrl(), (client) =>
    client.query("update delegation_member set visa_state = 'granted' where delegation_id = $1", [id]),
  );
  expect(await countOf(id)).toBeUndefined();
});
