import fs from "node:fs";
import { beforeAll, describe, expect, test } from "vitest";
import { aPerson, asOwner, useDatabase } from "../../../tests/database.ts";
import { recordActivity } from "#modules/activities/activity.commands.server.ts";
import { recordForm } from "#modules/activities/activity.forms.ts";
import { findCalendarEnd } from "#modules/reference/reference-fact.queries.server.ts";
import type { Actor } from "#platform/actor.ts";
import { ROLES } from "#platform/actor.ts";
import { inReading, inWork } from "#platform/db.server.ts";
import { NotFoundError } from "#platform/errors.ts";
import { home, setHome } from "#platform/home.ts";
import { addDays, today } from "#platform/time.ts";
import { bringFirstWeekBack, openTask, putFirstWeekAway } from "./first-week.commands.server.ts";
import { FIRST_WEEK, SHOWN_DAYS } from "./first-week.model.ts";
import { findFirstWeek, isFirstWeekAway } from "./first-week.queries.server.ts";
import { CHAPTERS } from "./manual.model.ts";

const database = useDatabase();
const owner = (sql: string, values: unknown[]) =>
  asOwner(database.ownerUrl(), (client) => client.query<Record<string, unknown>>(sql, values));
const steps = (actor: Actor) => inReading(actor, findFirstWeek);
const done = async (actor: Actor) => (await steps(actor)).flatMap((step) => (step.isDone ? [step.task] : []));
const beganOn = (actor: Actor, day: string) =>
  owner("update access_appointment set from_on = $2 where user_id = $1", [actor.userId, day]);

let france: Actor, hanoi: Actor;
beforeAll(async () => {
  france = await aPerson("association_officer", "association_fr");
  hanoi = await aPerson("unit_officer", "ha_noi");
  await beganOn(france, today());
});

test("each role has three to six things to do, each a task that it may do", () => {
  const tasks = new Map(
    Object.entries(CHAPTERS).flatMap(([chapter, held]) =>
      Object.entries(held).map(([name, { who }]): [string, readonly string[]] => [`${chapter}.${name}`, who]),
    ),
  );
  for (const role of ROLES) {
    const items = FIRST_WEEK[role];
    const names = items.map((item) => item.task);
    const notTheirs = names.filter((name) => !tasks.get(name)?.includes(role));
    const isShort = items.length >= 3 && items.length <= 6;
    expect({ role, isShort, different: new Set(names).size, notTheirs }).toEqual({
      role,
      isShort: true,
      different: items.length,
      notTheirs: [],
    });
  }
});

test("what shows that a thing was done is an act that some command writes down", () => {
  const sources = fs
    .globSync("src/modules/**/*.server.ts")
    .map((file) => fs.readFileSync(file, "utf8"))
    .join("\n");
  const acts = Object.values(FIRST_WEEK)
    .flat()
    .flatMap((item) => item.shown ?? []);
  expect(acts.length).toBeGreaterThan(5);
  expect(acts.filter((line) => !sources.includes(`"${line.split(".")[1]}"`))).toEqual([]);
  expect(acts.filter((line) => !sources.includes(`"${line.split(".")[0]}"`))).toEqual([]);
});

describe("somebody new", () => {
  test("is shown what to do, at the own unit and country, and nobody else's doing ticks it off", async () => {
    expect((await steps(france)).map((step) => [step.task, step.href, step.isDone])).toEqual([
      ["units.tree", `/units/${france.unitId}`, false],
      ["activities.record", "/activities/new", false],
      ["imports.bring", "/imports/new", false],
      ["countries.dossier", "/countries/FR", false],
      ["account.calendar", "/me/calendar", false],
    ]);
    const held = { title: "Giao lưu", kind: "seminar", starts_on: today(), countries: ["FR"], was_held: "on" };
    await inWork(france, (work) => recordActivity(work, recordForm.parse({ ...held, result: "Tốt" })));
    expect([await done(france), await done(hanoi)]).toEqual([["activities.record"], []]);
  });

  test("ticks off by opening what no record shows, once, and only that", async () => {
    const open = (task: string) => inWork(france, (work) => openTask(work, task));
    expect([await open("countries.dossier"), await open("countries.dossier")]).toEqual([
      "/countries/FR",
      "/countries/FR",
    ]);
    await expect(open("imports.bring")).rejects.toThrow(NotFoundError);
    await expect(open("administration.backup")).rejects.toThrow(NotFoundError);
    expect(await done(france)).toEqual(["activities.record", "countries.dossier"]);
    const { rows } = await owner("select opened from learning_first_week where user_id = $1", [france.userId]);
    expect(rows).toEqual([{ opened: ["countries.dossier"] }]);
  });

  test("puts it away, and brings it back as far as it was done", async () => {
    await inWork(france, putFirstWeekAway);
    expect([await steps(france), await inReading(france, isFirstWeekAway)]).toEqual([[], true]);
    expect(await inWork(france, bringFirstWeekBack)).toBe("back");
    expect(await done(france)).toEqual(["activities.record", "countries.dossier"]);
  });

  test("sees it no more after the first weeks, unless brought back", async () => {
    await beganOn(hanoi, addDays(today(), 1 - SHOWN_DAYS));
    expect(await steps(hanoi)).not.toEqual([]);
    await beganOn(hanoi, addDays(today(), -SHOWN_DAYS));
    expect(await steps(hanoi)).toEqual([]);
    await inWork(hanoi, bringFirstWeekBack);
    expect(await steps(hanoi)).not.toEqual([]);
  });

  test("sees it no more once all of it is done", async () => {
    const auditor = await aPerson("auditor", "vufo");
    await beganOn(auditor, today());
    for (const { task } of FIRST_WEEK.auditor) await inWork(auditor, (work) => openTask(work, task));
    expect(await steps(auditor)).toEqual([]);
    // Brought back, it begins anew, for there is nothing left of it to show.
    expect(await inWork(auditor, bringFirstWeekBack)).toBe("anew");
    expect([(await steps(auditor)).length, await done(auditor)]).toEqual([FIRST_WEEK.auditor.length, []]);
  });

  test("is not asked for what the set-up of the union left behind, nor for what another keeps", async () => {
    const asked = async (actor: Actor) => (await steps(actor)).map((step) => step.task);
    const [admin, far] = [await aPerson("administrator", "vufo"), await aPerson("administrator", "ha_noi")];
    for (const one of [admin, far]) await beganOn(one, today());
    // The days off of this country came with its pack; mail was not tried, and nothing was backed up.
    setHome({ ...home(), id: admin.userId ?? null });
    const isPast = ((await inReading(admin, (work) => findCalendarEnd(work, "vn"))) ?? "") < today();
    expect(await asked(admin)).toEqual([
      "account.second_step",
      "administration.invite",
      ...(isPast ? ["administration.days_off"] : []),
      "administration.letters",
      "administration.backup",
    ]);
    await owner(
      "insert into backup_run (kind, is_scheduled, started_at, ended_at, is_good) values ('backup', false, now(), now(), true)",
      [],
    );
    expect(await asked(admin)).not.toContain("administration.backup");
    expect(await asked(far)).toEqual(["account.second_step", "administration.invite"]);
  });
});

test("what one person put away is nobody else's to read or to change", async () => {
  const rows = (actor: Actor) =>
    inReading(actor, (work) => work.trx.selectFrom("learning_first_week").select("user_id").execute());
  const leader = await aPerson("leader", "vufo");
  expect([await rows(leader), await rows(france)]).toEqual([[], [{ user_id: france.userId }]]);
  await expect(
    inWork(leader, (work) =>
      work.trx
        .insertInto("learning_first_week")
        .values({ user_id: hanoi.userId ?? "", opened: [] })
        .execute(),
    ),
  ).rejects.toThrow("violates row-level security policy");
});

test("without a role there is nothing, and it is asked in one statement", async () => {
  expect(await steps({ ...france, role: undefined })).toEqual([]);
  let asked = 0;
  await inReading(france, async (work) => {
    const counting = {
      ...work,
      trx: work.trx.withPlugin({
        transformQuery: ({ node }) => ((asked += 1), node),
        transformResult: ({ result }) => Promise.resolve(result),
      }),
    } as typeof work;
    await findFirstWeek(counting);
  });
  expect(asked).toBe(1);
});
