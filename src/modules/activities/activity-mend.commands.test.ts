import { beforeAll, describe, expect, test } from "vitest";
import { aPerson, useDatabase } from "../../../tests/database.ts";
import type { Actor } from "#platform/actor.ts";
import { inReading, inWork } from "#platform/db.server.ts";
import { ForbiddenError } from "#platform/errors.ts";
import { tellHistory } from "#platform/history-sentences.server.ts";
import { fieldInWords } from "#platform/history-values.server.ts";
import { listHistory } from "#platform/history.server.ts";
import { addDays, today } from "#platform/time.ts";
import { inLocale } from "#platform/words.server.ts";
import {
  cancelActivity,
  editActivity,
  holdActivity,
  moveActivity,
  recordActivity,
} from "./activity.commands.server.ts";
import { editForm, holdForm, recordForm } from "./activity.forms.ts";
import { correctActivity, takeBackStep } from "./activity-mend.commands.server.ts";
import { findActivity } from "./activity.queries.server.ts";
import { findLastEdition } from "./series.queries.server.ts";
import { copyToNextEdition, startSeries } from "./series.commands.server.ts";

useDatabase();
let france: Actor, hanoi: Actor, office: Actor;
beforeAll(async () => {
  france = await aPerson("association_officer", "association_fr");
  hanoi = await aPerson("unit_officer", "ha_noi");
  office = await aPerson("office", "vufo");
});

const FACTS = { kind: "seminar", title: "Hội thảo", countries: ["FR"], starts_on: "2024-05-01" };
const REASON = { reason: "Bấm nhầm" };
const record = (values: Record<string, unknown> = {}) =>
  inWork(france, (work) => recordActivity(work, recordForm.parse({ ...FACTS, ...values })));
const read = (id: string) => inReading(france, (work) => findActivity(work, id));

describe("a step is taken back", () => {
  test("with the day that it changed, each in turn", async () => {
    const id = await record();
    await inWork(france, (work) => moveActivity(work, id, { starts_on: "2024-06-01" }));
    await inWork(france, (work) => holdActivity(work, id, holdForm.parse({ starts_on: "2024-06-02" })));
    const takeBack = (actor: Actor) => inWork(actor, (work) => takeBackStep(work, id, REASON));
    await expect(takeBack(hanoi)).rejects.toThrow(ForbiddenError);
    await takeBack(france);
    expect(await read(id)).toMatchObject({ status: "moved", starts_on: "2024-06-01" });
    await takeBack(france);
    expect(await read(id)).toMatchObject({ status: "planned", starts_on: "2024-05-01" });
    await expect(takeBack(france)).rejects.toThrow("rule_nothing_to_take_back");
    const [last] = await inReading(france, (work) => listHistory(work, id));
    expect(last).toMatchObject({ action: "take_back", after: { status: "planned", step: "move", ...REASON } });
  });

  test("with all that it said of how it went, unless that was corrected since", async () => {
    const id = await record({ participants: "80" });
    const held = { starts_on: "2024-05-02", participants: "120", foreign_participants: "5", result: "Thành công" };
    const hold = () => inWork(france, (work) => holdActivity(work, id, holdForm.parse(held)));
    const planned = {
      status: "planned",
      starts_on: "2024-05-01",
      participants: 80,
      foreign_participants: null,
      result: null,
    };
    await hold();
    await inWork(france, (work) => takeBackStep(work, id, REASON));
    expect(await read(id)).toMatchObject(planned);
    await hold();
    await inWork(office, (work) => correctActivity(work, id, { to: "planned", ...REASON }));
    expect(await read(id)).toMatchObject(planned);
    const [line] = await inReading(france, (work) => listHistory(work, id));
    // Each field that the line tells is what the record shows.
    const shown = await read(id);
    expect(line?.after).toMatchObject({ participants: 80, foreign_participants: null, result: null });
    for (const [name, value] of Object.entries(line?.after as object))
      if (name !== "reason") expect([name, shown?.[name as "title"] ?? null]).toEqual([name, value]);
    await hold();
    const edit = editForm.parse({ ...FACTS, ...held, participants: "99", version: (await read(id))?.version });
    await inWork(france, (work) => editActivity(work, id, edit));
    await inWork(france, (work) => takeBackStep(work, id, REASON));
    expect(await read(id)).toMatchObject({ status: "planned", participants: 99, result: null });
  });

  test("what was recorded as held at once has no outcome once it is planned, and its day stays", async () => {
    const id = await record({ was_held: true, participants: "120", result: "Thành công" });
    await inWork(office, (work) => correctActivity(work, id, { to: "planned", ...REASON }));
    expect(await read(id)).toMatchObject({
      status: "planned",
      starts_on: "2024-05-01",
      participants: null,
      result: null,
    });
    const [line] = await inReading(france, (work) => listHistory(work, id));
    expect(Object.keys(line?.before as object)).not.toContain("starts_on");
  });

  test("a cancellation, and its reason with it", async () => {
    const id = await record();
    await inWork(france, (work) => cancelActivity(work, id, REASON));
    await inWork(france, (work) => takeBackStep(work, id, REASON));
    expect(await read(id)).toMatchObject({ status: "planned", cancelled_reason: null });
    // What is gone from the record stands in its history.
    const [last] = await inReading(france, (work) => listHistory(work, id));
    expect(last?.before).toMatchObject({ status: "cancelled", cancelled_reason: REASON.reason });
  });
});

describe("what was marked by mistake", () => {
  const correct = (actor: Actor, id: string, to: "planned" | "held" | "cancelled") =>
    inWork(actor, (work) => correctActivity(work, id, { to, ...REASON }));

  test("is put right by the office, not by who recorded it", async () => {
    const id = await record({ was_held: true });
    await expect(correct(france, id, "planned")).rejects.toThrow(ForbiddenError);
    await correct(office, id, "cancelled");
    expect(await read(id)).toMatchObject({ status: "cancelled", cancelled_reason: REASON.reason });
    await correct(office, id, "held");
    expect(await read(id)).toMatchObject({ status: "held", cancelled_reason: null });
    await correct(office, id, "planned");
    await expect(correct(office, id, "held")).rejects.toThrow("rule_correction_not_allowed");
  });

  test("the history tells what was put right, and nothing of the day, which stays", async () => {
    const id = await record({ was_held: true });
    await correct(office, id, "planned");
    const [line] = await inReading(office, async (work) => tellHistory(work, await listHistory(work, id, 1)));
    expect(line?.changes.length).toBeGreaterThan(1);
    expect(line?.changes.filter((one) => one.startsWith(inLocale("vi", () => fieldInWords("starts_on"))))).toEqual([]);
  });

  test("is not held before its day", async () => {
    const id = await record({ starts_on: addDays(today(), 5) });
    await inWork(france, (work) => cancelActivity(work, id, REASON));
    await expect(correct(office, id, "held")).rejects.toThrow("rule_held_in_future");
  });
});

test("what was held is not moved to a day that has not come", async () => {
  const id = await record({ was_held: true });
  const edit = editForm.parse({ ...FACTS, starts_on: addDays(today(), 1), version: 1 });
  await expect(inWork(france, (work) => editActivity(work, id, edit))).rejects.toThrow("rule_held_in_future");
});

test("the next edition follows the last that stands, whichever is copied", async () => {
  const series_id = await inWork(france, (work) => startSeries(work, { name: "Thường niên" }));
  const first = await record({ series_id, edition: 1, was_held: true });
  const editions = [await inWork(france, (work) => copyToNextEdition(work, first))];
  editions.push(await inWork(france, (work) => copyToNextEdition(work, first)));
  expect((await read(editions[1] ?? ""))?.edition).toBe(3);
  await inWork(france, (work) => cancelActivity(work, editions[1] ?? "", REASON));
  expect(await inReading(france, (work) => findLastEdition(work, series_id))).toBe(2);
});
