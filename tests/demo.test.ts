import { verify } from "@node-rs/argon2";
import { sql } from "kysely";
import { expect, test } from "vitest";
import { ACCOUNTS } from "#demo/people.ts";
import { DEMO } from "#modules/access/access.model.ts";
import { findActor, listDemoAccounts } from "#modules/access/access.queries.server.ts";
import { system } from "#platform/actor.ts";
import type { SpecialDay } from "#modules/deadlines/deadline.model.ts";
import { calculateDue } from "#modules/deadlines/deadline.model.ts";
import { inReading, inWork } from "#platform/db.server.ts";
import { addDays } from "#platform/time.ts";
import { asOwner, useDatabase } from "./database.ts";

const database = useDatabase("demo");
const asked = (text: string) => asOwner(database.ownerUrl(), (client) => client.query<Record<string, string>>(text));

test("the sign-in page offers every account of the demo with its role, each once", async () => {
  const offered = await inReading(system, listDemoAccounts);
  const known = ACCOUNTS.map(({ email, role }) => ({ email, role }));
  expect(offered.toSorted((one, other) => one.email.localeCompare(other.email))).toEqual(
    known.toSorted((one, other) => one.email.localeCompare(other.email)),
  );
  expect(offered[0]?.role).toBe("leader");
});

test("who was given a second role is offered once still: a browser stops at a list that has one entry twice", async () => {
  const twice = ACCOUNTS.find(({ role }) => role === "office")?.email ?? "";
  const undone = new Error("undone");
  const asking = inWork(system, async (work) => {
    await work.trx
      .insertInto("access_appointment")
      .columns(["user_id", "role", "unit_id", "unit_path", "from_on"])
      .expression((row) =>
        row
          .selectFrom("access_appointment")
          .innerJoin("auth_user", "auth_user.id", "access_appointment.user_id")
          .select(["access_appointment.user_id", sql.lit("administrator").as("role")])
          .select(["access_appointment.unit_id", "access_appointment.unit_path", "access_appointment.from_on"])
          .where("auth_user.email", "=", twice),
      )
      .execute();
    const offered = await listDemoAccounts(work);
    expect(offered.filter(({ email }) => email === twice)).toHaveLength(1);
    throw undone;
  });
  await expect(asking).rejects.toBe(undone);
});

test("its password opens them, and each acts for the first of its units", async () => {
  const people = await asked(
    "select auth_user.id, email, password from auth_user join auth_account on auth_account.user_id = auth_user.id",
  );
  expect(people.rows).toHaveLength(ACCOUNTS.length);
  expect(await verify(people.rows[0]?.password ?? "", DEMO.password)).toBe(true);
  for (const { email, units } of ACCOUNTS) {
    const actor = await findActor(people.rows.find((one) => one.email === email)?.id ?? "", undefined);
    const own = actor?.appointments.map((one) => one.unitPath.split(".").at(-1) ?? "");
    expect([email, own?.length, own?.[0]?.startsWith(units[0] ?? "")]).toEqual([email, units.length, true]);
    expect(actor?.unitPath?.split(".").at(-1)).toBe(own?.[0]);
  }
});

test("roles are given as a person would give them: each with its line in the history", async () => {
  const lines = await asked("select id from history where action = 'appointed'");
  expect(lines.rows).toHaveLength(ACCOUNTS.flatMap((one) => one.units).length);
});

test("due days that are live come out of the clock: seven working days after the return, and never a day off", async () => {
  const days = (await asked("select on_date::text, kind from reference.calendar_day where calendar = 'vn'"))
    .rows as unknown as SpecialDay[];
  const visits = await asked(
    "select returns_on::text, report_due_on::text as due from delegation where status in ('travelling', 'report_due', 'reported')",
  );
  expect(visits.rows.length).toBeGreaterThan(5);
  const last = days.reduce((year, { on_date }) => (on_date > year ? on_date.slice(0, 4) : year), "");
  for (const { returns_on = "", due } of visits.rows) {
    const counted = calculateDue({ start: returns_on, length: 7, unit: "working", pauses: [] }, days).due;
    // Beyond the last year whose days off are known the clock says nothing.
    expect(due).toBe(counted.slice(0, 4) > last ? null : counted);
  }
  const others = await asked(`select due_on::text as due from exchange_owed where due_on is not null and not exists
      (select from exchange_settlement where exchange_owed_id = exchange_owed.id)
    union all select next_step_on::text from partner where next_step_on is not null`);
  expect(others.rows.length).toBeGreaterThan(20);
  const isOff = ({ due = "" }) =>
    due !== calculateDue({ start: addDays(due, -1), length: 1, unit: "calendar", pauses: [] }, days).due;
  expect(others.rows.filter(isOff)).toEqual([]);
});

test("the unions of provinces that ended on 1 July 2025 are closed, and nothing is recorded of them since", async () => {
  const ended = await asked(
    "select code from unit where closed_on = '2025-07-01' and kind = 'provincial_union' order by code",
  );
  expect(ended.rows.map((one) => one.code)).toEqual(
    "bac_giang bac_lieu ben_tre binh_dinh binh_duong hau_giang kien_giang long_an phu_yen quang_nam tien_giang vinh_phuc".split(
      " ",
    ),
  );
  const since =
    await asked(`select activity.title from activity join activity_host on activity_host.activity_id = activity.id
      join unit on unit.id = activity_host.host_unit_id where unit.closed_on <= activity.starts_on
    union all select title from delegation join unit on unit.id = delegation.unit_id where unit.closed_on <= delegation.departs_on`);
  expect(since.rows).toEqual([]);
  const before = await asked(`select count(*) from activity join unit on unit.id = activity.unit_id
    where unit.closed_on is not null and activity.starts_on < unit.closed_on`);
  expect(Number(before.rows[0]?.count)).toBeGreaterThan(100);
});

test("what its reports say of aid ranks no field before another: the table beside it does", async () => {
  const texts = await asked("select body from report_text where section = 'aid'");
  expect(texts.rows.length).toBeGreaterThan(0);
  expect(texts.rows.filter((one) => /above all|tập trung|chủ yếu|mostly|mainly/.test(one.body ?? ""))).toEqual([]);
});

test("one visit is confidential: its unit, who decided on it and who numbered it see it, nobody else does", async () => {
  const few = await asked("select id, title from delegation where visibility = 'confidential'");
  expect(few.rows).toHaveLength(1);
  const seenBy = async (email: string) => {
    const [person] = (await asked(`select id from auth_user where email = '${email}'`)).rows;
    const actor = await findActor(person?.id ?? "", undefined);
    if (!actor) return undefined;
    return inReading(
      actor,
      async (work) => (await work.client.query("select from delegation where id = $1", [few.rows[0]?.id])).rowCount,
    );
  };
  const people = ["leader", "office", "desk.europe", "auditor", "province.hanoi"].map((name) => `${name}@demo.example`);
  expect(await Promise.all(people.map(seenBy))).toEqual([1, 1, 1, 0, 0]);
});
