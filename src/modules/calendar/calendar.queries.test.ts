import { beforeAll, describe, expect, test } from "vitest";
import { aPerson, asOwner, useDatabase } from "../../../tests/database.ts";
import { recordActivity } from "#modules/activities/activity.commands.server.ts";
import { recordForm } from "#modules/activities/activity.forms.ts";
import { addCommitment } from "#modules/delegations/delegation-commitment.commands.server.ts";
import { aDraftDelegation, aPart, aProposedDelegation } from "#modules/delegations/delegation.fixtures.ts";
import type { Actor } from "#platform/actor.ts";
import { inReading, inWork } from "#platform/db.server.ts";
import { addDays, today } from "#platform/time.ts";
import type { CalendarFilter } from "./calendar.filter.ts";
import { listEntries } from "./calendar.queries.server.ts";

const database = useDatabase("demo");
const inDays = (days: number) => addDays(today(), days);
/** Beyond all that the demo plans. */
const FAR = 900;
const span = { from: inDays(FAR), to: inDays(FAR + 29) };
let office: Actor, hanoi: Actor, france: Actor;

const record = (actor: Actor, title: string, from: number, more: object = {}) =>
  inWork(actor, (work) =>
    recordActivity(
      work,
      recordForm.parse({ kind: "visit", title, starts_on: inDays(FAR + from), countries: ["FR"], ...more }),
    ),
  );
const goes = (title: string, from: number, until: number, more: object = {}) => {
  const days = { departs_on: inDays(FAR + from), returns_on: inDays(FAR + until) };
  return inWork(office, (work) => aProposedDelegation(work, { title, countries: ["BG"], ...days, ...more }));
};
const seen = async (actor: Actor, asked: CalendarFilter = {}, days = span, few: object = {}) =>
  inReading(actor, (work) => listEntries(work, days, asked, { first: 50, ...few }));
const titles = async (actor: Actor, asked: CalendarFilter = {}) =>
  [...new Set((await seen(actor, asked)).map((one) => one.title))].toSorted();

beforeAll(async () => {
  office = await aPerson("office", "vufo");
  hanoi = await aPerson("unit_officer", "ha_noi");
  france = await aPerson("association_officer", "association_fr");
  await record(hanoi, "Lễ hội ba ngày", -2, { ends_on: inDays(FAR), countries: ["LA"] });
  await record(hanoi, "Chiều", 3, { starts_at: "14:00" });
  await record(hanoi, "Sáng", 3, { starts_at: "08:30" });
  await record(hanoi, "Cả ngày", 3);
  const visit = await goes("Đoàn đi Bulgaria", 2, 4);
  await inWork(office, (work) => aPart(work, visit, "member", { name: "Lê Thị Vân Anh", role: "head" }));
  const closed = await goes("Đoàn kín", 2, 3);
  await asOwner(database.ownerUrl(), (client) =>
    client.query("update delegation set visibility = 'confidential' where id = $1", [closed]),
  );
  const days = { departs_on: inDays(FAR + 2), returns_on: inDays(FAR + 3) };
  await inWork(office, (work) => aDraftDelegation(work, { title: "Bản nháp", ...days }));
  const content = "Gửi danh sách thanh niên";
  await inWork(office, (work) =>
    addCommitment(work, visit, {
      content,
      lead_unit_id: hanoi.unitId ?? "",
      due_on: inDays(FAR + 6),
      is_awaiting_text: false,
    }),
  );
});

describe("what stands on which days", () => {
  test("each on all of its days within those asked for; a day by its hours", async () => {
    const entries = await seen(office);
    const days = (title: string) => entries.filter((one) => one.title === title).map((one) => one.on_date);
    expect(days("Lễ hội ba ngày")).toEqual([inDays(FAR)]);
    expect(days("Đoàn đi Bulgaria")).toEqual([inDays(FAR + 2), inDays(FAR + 3), inDays(FAR + 4)]);
    expect(days("Bản nháp")).toEqual([]);
    const third = entries.filter((one) => one.on_date === inDays(FAR + 3) && one.what === "activity");
    expect(third.map((one) => [one.hour, one.title])).toEqual([
      [null, "Cả ngày"],
      ["08:30", "Sáng"],
      ["14:00", "Chiều"],
    ]);
  });

  test("in a list each on the first of its days, with its last", async () => {
    const entries = await seen(office, {}, span, { once: true });
    const days = (title: string) =>
      entries.filter((one) => one.title === title).map((one) => [one.on_date, one.last_on]);
    expect(days("Lễ hội ba ngày")).toEqual([[inDays(FAR), inDays(FAR)]]);
    expect(days("Đoàn đi Bulgaria")).toEqual([[inDays(FAR + 2), inDays(FAR + 4)]]);
  });

  test("the first of each day, with how many there are; of one day all", async () => {
    const few = await seen(office, {}, span, { first: 1 });
    const third = few.filter((one) => one.on_date === inDays(FAR + 3));
    expect(third).toHaveLength(1);
    const whole = await seen(office, {}, span, { first: 1, whole: inDays(FAR + 3) });
    expect(whole.filter((one) => one.on_date === inDays(FAR + 3))).toHaveLength(third[0]?.on_day ?? 0);
    expect(third[0]?.on_day).toBeGreaterThan(3);
  });

  test("as many as the tables hold in any month of the demo, for who sees all of the union", async () => {
    for (const month of ["2024-03", "2025-09"]) {
      const days = { from: `${month}-01`, to: `${month}-28` };
      const [row] = await asOwner(
        database.ownerUrl(),
        async (client) =>
          (
            await client.query<{ held: number; away: number }>(
              `select (select count(*)::int from activity where starts_on between $1 and $2 and status not in ('draft', 'cancelled')
               and visibility <> 'confidential') as held,
             (select count(*)::int from delegation, generate_series(departs_on, returns_on, interval '1 day') as day
               where day between $1 and $2 and status not in ('draft', 'cancelled', 'postponed', 'refused') and visibility <> 'confidential') as away`,
              [days.from, days.to],
            )
          ).rows,
      );
      const entries = await seen(office, {}, days, { first: 1000 });
      const count = (what: string) => entries.filter((one) => one.what === what).length;
      expect([count("activity"), count("delegation")]).toEqual([row?.held, row?.away]);
      expect(row?.held).toBeGreaterThan(0);
    }
  });
});

describe("narrowed", () => {
  test.each<[CalendarFilter, string[]]>([
    [{ what: "delegation" }, ["Đoàn đi Bulgaria"]],
    [{ country: "LA" }, ["Lễ hội ba ngày"]],
    [{ q: "van anh" }, ["Đoàn đi Bulgaria"]],
    [{ q: "chieu" }, ["Chiều"]],
    [{ what: "national_day" }, []],
  ])("%o", async (asked, expected) => expect(await titles(office, asked)).toEqual(expected));

  test("to a unit: what it hosts, and what it owes", async () => {
    const own = ["Chiều", "Cả ngày", "Gửi danh sách thanh niên", "Lễ hội ba ngày", "Sáng"].toSorted();
    expect(await titles(hanoi, { mine: true })).toEqual(own);
    expect(await titles(office, { unit_path: "vufo.ha_noi" })).toEqual(own);
    expect(await titles(france, { mine: true })).toEqual([]);
  });
});

test("nobody finds on it what they may not open; what another unit owes is not theirs", async () => {
  expect(await titles(france)).not.toContain("Gửi danh sách thanh niên");
  expect(await titles(hanoi)).toContain("Gửi danh sách thanh niên");
  for (const actor of [office, hanoi, france]) expect(await titles(actor)).not.toContain("Đoàn kín");
});
