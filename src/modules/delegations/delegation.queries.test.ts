import { beforeAll, expect, test } from "vitest";
import { aPerson, asOwner, useDatabase } from "../../../tests/database.ts";
import type { Actor } from "#platform/actor.ts";
import { inReading, inWork } from "#platform/db.server.ts";
import { listUndecided } from "./delegation-decided.queries.server.ts";
import { aDraftDelegation, aPart, aProposedDelegation } from "./delegation.fixtures.ts";
import { listDocumentsWith } from "./delegation-parts.queries.server.ts";
import {
  countDelegations,
  countDelegationsByYear,
  listDelegations,
  listDelegationsBetween,
  listDelegationsForFeed,
  listReportsDue,
} from "./delegation.queries.server.ts";

const database = useDatabase();
let belgium: Actor, hanoi: Actor, leader: Actor;
const made: Record<string, string> = {};

/** Visits of one unit, in the state and with the days that a question asks for. */
async function make(
  name: string,
  values: Record<string, unknown>,
  columns: Record<string, string> = {},
  actor = belgium,
) {
  const id = await inWork(actor, (work) =>
    aDraftDelegation(work, {
      title: name,
      countries: ["BE"],
      departs_on: "2022-03-10",
      returns_on: "2022-03-20",
      ...values,
    }),
  );
  made[name] = id;
  for (const [column, value] of Object.entries(columns))
    await asOwner(database.ownerUrl(), (client) =>
      client.query(`update delegation set ${column} = $2 where id = $1`, [id, value]),
    );
}

beforeAll(async () => {
  belgium = await aPerson("association_officer", "association_be");
  hanoi = await aPerson("unit_officer", "ha_noi");
  leader = await aPerson("leader", "vufo");
  await make("late", {}, { status: "report_due", report_due_on: "2022-03-29" });
  await make("due", {}, { status: "travelling", report_due_on: "2022-03-30" });
  await make("soon", {}, { status: "report_due", report_due_on: "2022-03-31" });
  await make("reported", {}, { status: "reported", report_due_on: "2022-03-01" });
  await make("of others", {}, { status: "report_due", report_due_on: "2022-03-01" }, hanoi);
});
const titles = (rows: { title: string }[]) => rows.map((row) => row.title);

test("reports that the own units owe by a day, the most urgent first, and how many there are", async () => {
  const due = (actor: Actor, limit = 9) => inReading(actor, (work) => listReportsDue(work, "2022-03-30", limit));
  expect((await due(belgium)).map((one) => [one.title, one.on])).toEqual([
    ["late", "2022-03-29"],
    ["due", "2022-03-30"],
  ]);
  expect((await due(belgium, 1)).map((one) => [one.title, one.total])).toEqual([["late", 2]]);
  expect(titles(await due(hanoi))).toEqual(["of others"]);
});

test("proposals that nobody has decided, the longest waiting first", async () => {
  const propose = (title: string, actor = belgium) =>
    inWork(actor, (work) =>
      aProposedDelegation(work, { title, countries: ["LU"], departs_on: "2021-01-01", returns_on: "2021-01-02" }),
    );
  const [first, second] = [await propose("first"), await propose("second")];
  await propose("elsewhere", hanoi);
  const since = (id: string, at: string) =>
    asOwner(database.ownerUrl(), (client) =>
      client.query("update delegation set status_since = $2, status = 'opinions' where id = $1", [id, at]),
    );
  await since(second, "2020-01-01T00:00:00Z");
  expect((await inReading(belgium, listUndecided)).map((one) => [one.id, one.status])).toEqual([
    [second, "opinions"],
    [first, "proposed"],
  ]);
});

test("visits that touch some days, both included, without those that do not take place", async () => {
  for (const status of ["cancelled", "postponed", "refused"]) await make(status, {}, { status });
  const between = async (from: string, to: string, limit?: number) =>
    titles(await inReading(belgium, (work) => listDelegationsBetween(work, { from, to }, limit))).toSorted();
  const all = ["due", "late", "reported", "soon"];
  expect(await between("2022-03-20", "2022-04-01")).toEqual(all);
  expect(await between("2022-03-01", "2022-03-10")).toEqual(all);
  expect(await between("2022-03-21", "2022-04-01")).toEqual([]);
  expect(await between("2022-03-01", "2022-03-09")).toEqual([]);
  await make("first of all", { departs_on: "2022-03-05" });
  expect(await between("2022-03-01", "2022-04-01", 1)).toEqual(["first of all"]);
});

test("a feed has them and those that do not take place", async () => {
  const asked = { from: "2022-03-20", to: "2022-04-01" };
  expect(titles(await inReading(belgium, (work) => listDelegationsForFeed(work, asked))).toSorted()).toEqual([
    "cancelled",
    "due",
    "first of all",
    "late",
    "postponed",
    "refused",
    "reported",
    "soon",
  ]);
});

test("lists go by departure, either way, page by page", async () => {
  const days = ["2019-01-01", "2019-02-01", "2019-03-01"];
  for (const day of days) await make(day, { countries: ["NL"], departs_on: day, returns_on: day });
  const page = (sort: "departs_on" | "-departs_on" | undefined, cursor?: string) =>
    inReading(belgium, (work) => listDelegations(work, { country: "NL", sort, limit: 2, cursor }));
  for (const [sort, order] of [
    ["departs_on", days],
    ["-departs_on", days.toReversed()],
    [undefined, days.toReversed()],
  ] as const) {
    const first = await page(sort);
    const last = await page(sort, first.next_cursor ?? "");
    expect([...titles(first.items), ...titles(last.items)]).toEqual(order);
    expect(last.next_cursor).toBeNull();
  }
  const count = (most?: number) => inReading(belgium, (work) => countDelegations(work, { country: "NL" }, most));
  expect([await count(), await count(2)]).toEqual([3, 2]);
  await make("later", { countries: ["NL"], departs_on: "2020-01-01", returns_on: "2020-01-01" });
  expect([await count(), await count(2)]).toEqual([4, 2]);
});

test("documents that visits with a country had to sign, the latest visit first, without those that did not take place", async () => {
  for (const [title, departs_on] of [
    ["early", "2017-01-01"],
    ["late", "2017-02-01"],
    ["refused visit", "2017-03-01"],
  ] as const) {
    await make(title, { countries: ["MC"], departs_on, returns_on: departs_on });
    for (const kind of ["document", "gift"])
      await inWork(belgium, (work) =>
        aPart(work, made[title] ?? "", "provision", {
          kind,
          description: `${kind} of ${title}`,
          counterpart: "Mairie",
        }),
      );
  }
  await asOwner(database.ownerUrl(), (client) =>
    client.query("update delegation set status = 'refused' where id = $1", [made["refused visit"]]),
  );
  const documents = (iso2: string) => inReading(belgium, (work) => listDocumentsWith(work, iso2));
  expect(await documents("MC")).toMatchObject([
    {
      description: "document of late",
      counterpart: "Mairie",
      delegation_id: made.late,
      title: "late",
      departs_on: "2017-02-01",
    },
    { description: "document of early", delegation_id: made.early, title: "early" },
  ]);
  expect(await documents("BE")).toEqual([]);
});

test("visits that happened with a country, per year and direction", async () => {
  const happened = { status: "reported" };
  await make("out", { countries: ["LU"], departs_on: "2018-05-01", returns_on: "2018-05-02" }, happened);
  await make("out too", { countries: ["LU", "DE"], departs_on: "2018-06-01", returns_on: "2018-06-02" }, happened);
  await make(
    "in",
    { direction: "incoming", countries: ["LU"], departs_on: "2018-07-01", returns_on: "2018-07-02" },
    happened,
  );
  await make("draft", { countries: ["LU"], departs_on: "2018-05-01", returns_on: "2018-05-02" });
  const rows = await inReading(leader, (work) => countDelegationsByYear(work, "LU"));
  expect(rows.filter((row) => row.year === 2018)).toEqual(
    expect.arrayContaining([
      { year: 2018, direction: "outgoing", count: 2 },
      { year: 2018, direction: "incoming", count: 1 },
    ]),
  );
});
