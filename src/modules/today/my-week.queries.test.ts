import { beforeAll, describe, expect, test } from "vitest";
import { aPerson, asOwner, useDatabase } from "../../../tests/database.ts";
import { addCommitment } from "#modules/delegations/delegation-commitment.commands.server.ts";
import { aDraftDelegation, aPart, aProposedDelegation } from "#modules/delegations/delegation.fixtures.ts";
import { writeNote } from "#modules/notes/note.commands.server.ts";
import { noteForm } from "#modules/notes/note.forms.ts";
import type { Actor } from "#platform/actor.ts";
import { inReading, inWork } from "#platform/db.server.ts";
import { addDays, today } from "#platform/time.ts";
import { findMyWeek } from "./my-week.queries.server.ts";
import { findToday } from "./today.queries.server.ts";

const database = useDatabase("demo");
const day = today();
const inDays = (days: number) => addDays(day, days);
const query = <Row extends object>(sql: string, values: unknown[] = []) =>
  asOwner(database.ownerUrl(), async (client) => (await client.query(sql, values)).rows as Row[]);
let leader: Actor, desk: Actor, hanoi: Actor;
beforeAll(async () => {
  leader = await aPerson("leader", "vufo");
  desk = await aPerson("office", "vufo");
  hanoi = await aPerson("unit_officer", "ha_noi");
});

const weekOf = (actor: Actor) => inReading(actor, findMyWeek);
const guestsOf = async (actor: Actor) => (await weekOf(actor)).guests.items;
const comes = (title: string, from: number, until: number, more: object = {}) =>
  inWork(desk, (work) =>
    aProposedDelegation(work, {
      ...{ title, direction: "incoming", countries: ["LK"], departs_on: inDays(from), returns_on: inDays(until) },
      ...more,
    }),
  );

describe("guests", () => {
  test("who comes within seven days stands there in the order of the days; a draft, and one that goes, does not", async () => {
    await comes("Đoàn ngày bảy", 7, 9);
    await comes("Đoàn ngày tám", 8, 9);
    await comes("Đoàn đang ở đây", -2, 0);
    await comes("Đoàn đi", 3, 4, { direction: "outgoing" });
    const days = { departs_on: inDays(2), returns_on: inDays(3) };
    await inWork(desk, (work) => aDraftDelegation(work, { title: "Bản nháp", direction: "incoming", ...days }));
    const guests = await guestsOf(leader);
    const titles = guests.map((one) => one.title);
    expect(titles).toEqual(expect.arrayContaining(["Đoàn đang ở đây", "Đoàn ngày bảy"]));
    for (const other of ["Đoàn ngày tám", "Đoàn đi", "Bản nháp"]) expect(titles).not.toContain(other);
    expect(guests.map((one) => one.from_on)).toEqual(guests.map((one) => one.from_on).toSorted());
    expect((await guestsOf(hanoi)).map((one) => one.title)).not.toContain("Đoàn ngày bảy");
  });

  test("one's own journey stands among them", async () => {
    const id = await comes("Chủ tịch đi", 4, 5, { direction: "outgoing" });
    await inWork(desk, (work) => aPart(work, id, "member", { name: leader.name, role: "head" }));
    expect((await guestsOf(leader)).map((one) => one.title)).toContain("Chủ tịch đi");
  });

  test("a brief names who comes, the last three contacts with the country and what is still promised to it", async () => {
    const countries = ["FR"];
    const id = await comes("Đoàn Pháp", 1, 2, { countries });
    await inWork(desk, (work) =>
      aPart(work, id, "member", { name: "Anne Martin", role: "head", position: "Présidente" }),
    );
    await inWork(desk, (work) =>
      addCommitment(work, id, {
        content: "Gửi sách",
        lead_unit_id: desk.unitId ?? "",
        due_on: inDays(-400),
        is_awaiting_text: false,
      }),
    );
    const guest = (await guestsOf(leader)).find((one) => one.id === id);
    expect(guest?.people).toMatchObject([{ name: "Anne Martin", position: "Présidente" }]);
    expect(guest?.promises.items[0]?.title).toContain("Gửi sách");
    const last = await query<{ on_date: string }>(
      `select on_date from (select departs_on as on_date from delegation where countries && $1 and visibility <> 'confidential'
          and status in ('travelling', 'report_due', 'reported', 'settled', 'archived')
        union all select starts_on from activity where countries && $1 and status = 'held') as done
        where on_date <= $2 order by on_date desc limit 3`,
      [countries, day],
    );
    expect(guest?.contacts.map((one) => one.on_date)).toEqual(last.map((one) => one.on_date));
  });
});

test("the plan of the month is each record that stands in it, with what became of it", async () => {
  const { planned } = await weekOf(leader);
  const rows = await query<{ id: string; on_date: string; is_done: boolean; is_dropped: boolean }>(
    `select id, coalesce(planned_on, starts_on) as on_date, status = 'held' as is_done, status = 'cancelled' as is_dropped from activity
      where is_in_plan and status <> 'draft' and visibility <> 'confidential' and (planned_on is not null or import_id is null)
     union all select id, coalesce(planned_on, departs_on), status in ('travelling', 'report_due', 'reported', 'settled', 'archived'),
        status in ('cancelled', 'refused') from delegation
      where is_in_plan and status <> 'draft' and visibility <> 'confidential'
        and (import_id is null or exists (select from delegation_decision where delegation_id = delegation.id))`,
  );
  const month = rows.filter((one) => one.on_date.startsWith(day.slice(0, 7)));
  const stateOf = (one: (typeof rows)[number]) => (one.is_dropped ? "dropped" : one.is_done ? "done" : "left");
  expect(planned.map((one) => `${one.id} ${one.state}`).toSorted()).toEqual(
    month.map((one) => `${one.id} ${stateOf(one)}`).toSorted(),
  );
});

test("a country is silent when nothing was done with it for a year, and something before", async () => {
  const { silent } = await weekOf(leader);
  const rows = await query<{ iso2: string; last: string }>(
    `select iso2, max(on_date) as last from (
        select unnest(countries) as iso2, starts_on as on_date from activity where status = 'held'
        union all select unnest(countries), departs_on from delegation
          where status in ('travelling', 'report_due', 'reported', 'settled', 'archived') and visibility <> 'confidential'
        union all select partner.country_iso2, partner_event.on_date from partner_event join partner on partner.id = partner_event.partner_id
        union all select country_iso2, on_date from note where country_iso2 is not null and kind <> 'other' and taken_back_on is null
      ) as done where on_date <= $1 and iso2 in (select iso2 from reference.diplomatic_relation) group by iso2 having max(on_date) <= $2`,
    [day, inDays(-365)],
  );
  expect(silent.map((one) => `${one.iso2} ${one.last_on}`).toSorted()).toEqual(
    rows.map((one) => `${one.iso2} ${one.last}`).toSorted(),
  );
  expect(silent.map((one) => one.last_on)).toEqual(
    silent
      .map((one) => one.last_on)
      .toSorted()
      .toReversed(),
  );
});

test("a talk that is noted is the last word with a country, and one of today ends its silence", async () => {
  const [{ iso2 } = { iso2: "" }] = await query<{ iso2: string }>(
    `select iso2 from reference.diplomatic_relation where iso2 not in (select unnest(countries) from activity
      union select unnest(countries) from delegation union select country_iso2 from partner) order by iso2 limit 1`,
  );
  const talked = (on_date: string) => ({ kind: "talk", on_date, body: "Gặp Đại sứ", country: iso2 });
  const silentSince = async () => (await weekOf(leader)).silent.find((one) => one.iso2 === iso2)?.last_on;
  expect(await silentSince()).toBeUndefined();
  await inWork(desk, (work) => writeNote(work, noteForm.parse(talked(inDays(-400)))));
  expect(await silentSince()).toBe(inDays(-400));
  await inWork(desk, (work) => writeNote(work, noteForm.parse(talked(day))));
  expect(await silentSince()).toBeUndefined();
});

test("however many guests there are, the number of questions to the database stays", async () => {
  const count = () =>
    inReading(leader, async (work) => {
      let asked = 0;
      const ask = work.client.ask.bind(work.client);
      work.client.ask = (one) => ((asked += 1), ask(one));
      await findMyWeek(work);
      return asked;
    });
  await count();
  const before = await count();
  for (const number of [1, 2, 3]) await comes(`Đoàn ${number}`, 5, 6);
  expect(await count()).toBeLessThanOrEqual(before + 1);
});

test("what waits for a decision begins with what departs first", async () => {
  await comes("Đi muộn", 90, 91, { countries: ["BG"], direction: "outgoing", is_in_plan: false });
  await comes("Đi sớm", 20, 21, { countries: ["BG"], direction: "outgoing", is_in_plan: false });
  const { waiting } = await inReading(leader, (work) => findToday(work, "waiting"));
  const departures = waiting.items.map((one) => one.departs_on);
  expect(departures).toEqual(departures.toSorted());
  const titles = waiting.items.map((one) => one.title);
  expect(titles.indexOf("Đi sớm")).toBeLessThan(titles.indexOf("Đi muộn"));
  expect(titles).toContain("Đi muộn");
});
