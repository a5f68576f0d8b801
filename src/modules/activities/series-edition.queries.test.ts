import { beforeAll, expect, test } from "vitest";
import { aPerson, asOwner, useDatabase } from "../../../tests/database.ts";
import { findToday } from "#modules/today/today.queries.server.ts";
import type { Actor } from "#platform/actor.ts";
import { inReading, inWork } from "#platform/db.server.ts";
import { ForbiddenError } from "#platform/errors.ts";
import { listHistory } from "#platform/history.server.ts";
import { addDays, today } from "#platform/time.ts";
import { cancelActivity, recordActivity } from "./activity.commands.server.ts";
import { recordForm } from "./activity.forms.ts";
import { copyToNextEdition, dropNext, resumeNext, startSeries } from "./series.commands.server.ts";
import { findNextEdition, findProposal, listEditionsDue } from "./series-edition.queries.server.ts";
import { NEAR_DAYS, yearsLater } from "./series.model.ts";

const database = useDatabase();
const day = today();
let france: Actor, germany: Actor, leader: Actor, auditor: Actor, series: string;
beforeAll(async () => {
  france = await aPerson("association_officer", "association_fr");
  germany = await aPerson("association_officer", "association_de");
  leader = await aPerson("leader", "vufo");
  auditor = await aPerson("auditor", "vufo");
  series = await inWork(france, (work) => startSeries(work, { name: "Gặp gỡ thường niên" }));
});

const edition = (starts_on: string, values: object = {}) =>
  inWork(france, (work) =>
    recordActivity(
      work,
      recordForm.parse({
        ...{ kind: "friendship_meeting", title: "Gặp gỡ", countries: ["FR"], series_id: series, was_held: true },
        ...{ starts_on, ...values },
      }),
    ),
  );
const only = async (starts_on: string, values: object = {}) => {
  await asOwner(database.ownerUrl(), (client) => client.query("update activity set series_id = null"));
  return edition(starts_on, values);
};
const dueFor = async (who: Actor) =>
  (await inReading(who, (work) => findToday(work))).due.items.filter((one) => one.kind === "edition");
const proposed = (id: string) => inReading(france, (work) => findProposal(work, id));

test("a year later is the same day, and the 28th where there is no 29th", () => {
  expect([yearsLater("2024-02-29", 1), yearsLater("2024-03-01", 1), yearsLater("2025-03-01", -1)]).toEqual([
    "2025-02-28",
    "2025-03-01",
    "2024-03-01",
  ]);
});

test("sixty days before and after a year it stands on Today of who hosts it, and of nobody else", async () => {
  for (const [ahead, isThere] of [
    [NEAR_DAYS, true],
    [NEAR_DAYS + 3, false],
    [0, true],
    [-NEAR_DAYS + 2, true],
    [-NEAR_DAYS - 3, false],
  ] as const) {
    const id = await only(yearsLater(addDays(day, ahead), -1));
    expect([ahead, (await dueFor(france)).map((one) => one.id)]).toEqual([ahead, isThere ? [id] : []]);
    expect(await dueFor(germany)).toEqual([]);
    expect((await dueFor(auditor)).map((one) => one.isOurs)).toEqual(isThere ? [false] : []);
    // On its own page it is proposed however long ago it was.
    expect(await proposed(id)).toMatchObject({ isDropped: false });
  }
});

test("what a person put into no series, what was not held, and what has a next edition proposes none", async () => {
  const last = yearsLater(addDays(day, 20), -1);
  const alone = await only(last, { series_id: undefined });
  expect([await proposed(alone), await dueFor(france)]).toEqual([undefined, []]);
  await expect(inReading(france, (work) => findNextEdition(work, alone))).rejects.toThrow("rule_no_series");
  const planned = await only(last, { was_held: false });
  expect([await proposed(planned), await dueFor(france)]).toEqual([undefined, []]);
  const held = await only(last);
  const next = await inWork(france, (work) => copyToNextEdition(work, held));
  expect([await proposed(held), await dueFor(france)]).toEqual([undefined, []]);
  // A next one that was cancelled is none.
  await inWork(france, (work) => cancelActivity(work, next, { reason: "Bão" }));
  expect((await dueFor(france)).map((one) => one.id)).toEqual([held]);
});

test("what is proposed is the last one a year later, as a plan of the same series", async () => {
  const held = await only("2024-02-29", { edition: 4, ends_on: "2024-03-02", place: "Huế" });
  const next = await inReading(france, (work) => findNextEdition(work, held));
  expect(next).toMatchObject({
    ...{ starts_on: "2025-02-28", ends_on: "2025-03-02", edition: 5, place: "Huế", series_id: series },
    ...{ is_in_plan: true, was_held: false, occasion: "series", result: undefined, participants: undefined },
  });
});

test("said that none follows it is gone from Today, with its line in the history, until it is said otherwise", async () => {
  const held = await only(yearsLater(addDays(day, 20), -1));
  await expect(inWork(germany, (work) => dropNext(work, held))).rejects.toThrow(ForbiddenError);
  await inWork(france, (work) => dropNext(work, held));
  await inWork(france, (work) => dropNext(work, held));
  expect([await dueFor(france), await proposed(held)]).toMatchObject([[], { isDropped: true }]);
  await inWork(france, (work) => resumeNext(work, held));
  expect((await dueFor(france)).map((one) => one.id)).toEqual([held]);
  const lines = await inReading(france, (work) => listHistory(work, held));
  expect(lines.map((one) => one.action).filter((act) => act.endsWith("_next"))).toEqual(["resume_next", "drop_next"]);
});

test("as many as are said are listed", async () => {
  await only(yearsLater(addDays(day, 20), -1));
  const rows = await inReading(leader, (work) => listEditionsDue(work, day, 9));
  expect(rows.map((one) => one.total)).toEqual(rows.map(() => rows.length));
});
