import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { system } from "#platform/actor.ts";
import { config } from "#platform/config.ts";
import { inWork } from "#platform/db.server.ts";
import { deliverMail, sendMail } from "#platform/mail.server.ts";
import { outcomeOf } from "#platform/mail-transport.server.ts";
import { eventsWritten } from "#platform/security-log.server.ts";
import { addDays, today } from "#platform/time.ts";
import { aPerson, asOwner, useDatabase } from "./database.ts";
import type { Mood } from "./smtp.ts";
import { aMailServer } from "./smtp.ts";

const database = useDatabase();
vi.spyOn(process.stderr, "write").mockReturnValue(true);
const ask = <Row extends object>(sql: string, values: unknown[] = []) =>
  asOwner(database.ownerUrl(), async (client) => (await client.query<Row>(sql, values)).rows);

let moods: Record<string, Mood>;
let mail: Awaited<ReturnType<typeof aMailServer>>;
beforeEach(async () => {
  moods = {};
  mail = await aMailServer((to) => moods[to] ?? "take");
  config.smtpUrl = mail.url;
});
afterEach(async () => {
  mail.close();
  config.smtpUrl = undefined;
  await ask("delete from mail_outbox");
});

const write = (...recipients: string[]) =>
  inWork(system, async (work) => {
    for (const recipient of recipients) await sendMail(work, { recipient, subject: recipient, body: "Kính gửi" });
  });
type Row = { recipient: string; state: string; attempts: number; answer: string };
const letters = () =>
  ask<Row>("select recipient, state, attempts, answer from mail_outbox order by created_at, recipient");
const stateOf = async (recipient: string) => (await letters()).find((one) => one.recipient === recipient)?.state;
/** As if the time until the next attempt had gone by. */
const wait = () => ask("update mail_outbox set next_at = null where next_at is not null");
const came = (to: string) => mail.delivered.filter((one) => one.to === to).length;

test("of 45 letters with one that is refused 44 come, each once, and the one is tried no more", async () => {
  const to = Array.from({ length: 45 }, (_, at) => `one${String(at).padStart(2, "0")}@test.example`);
  moods["one07@test.example"] = "refuse";
  await write(...to);
  for (let minute = 0; minute < 14; minute += 1) {
    await deliverMail();
    await wait();
  }
  expect(mail.delivered.map((one) => one.to).toSorted()).toEqual(to.filter((one) => one !== "one07@test.example"));
  expect(mail.asked.filter((one) => one === "one07@test.example")).toHaveLength(1);
  expect(await letters()).toContainEqual({
    recipient: "one07@test.example",
    state: "refused",
    attempts: 1,
    answer: "550 no such mailbox",
  });
  await eventsWritten();
  const said = await ask("select email, what ->> 'state' as state from security_event where kind = 'mail_failed'");
  expect(said).toEqual([{ email: "one07@test.example", state: "refused" }]);
});

describe("a letter", () => {
  test("that is put off is tried again, later each time, and given up in the end", async () => {
    moods["slow@test.example"] = "later";
    await write("slow@test.example");
    const waits: number[] = [];
    for (let attempt = 1; attempt <= 12; attempt += 1) {
      await deliverMail();
      const [row] = await ask<{ minutes: number | null }>(
        "select round(extract(epoch from next_at - answered_at) / 60)::integer as minutes from mail_outbox",
      );
      if (row?.minutes) waits.push(row.minutes);
      const before = mail.asked.length;
      await deliverMail();
      expect(mail.asked).toHaveLength(before);
      await wait();
    }
    expect(waits).toEqual([1, 5, 15, 60, 180, 360, 720, 1440]);
    expect(await letters()).toMatchObject([{ state: "given_up", attempts: 9, answer: "451 come again" }]);
    expect(mail.asked).toHaveLength(9);
  });

  test("of which the line broke before the server had it comes once", async () => {
    moods["lan@test.example"] = "drop_before";
    await write("lan@test.example", "minh@test.example");
    await deliverMail();
    expect(await stateOf("lan@test.example")).toBe("waiting");
    expect(came("minh@test.example")).toBe(1);
    moods = {};
    await wait();
    await deliverMail();
    expect([came("lan@test.example"), await stateOf("lan@test.example")]).toEqual([1, "sent"]);
  });

  test.each(["drop_after", "drop_at_letter"] as const)(
    "of which nobody knows whether it came (%s) is never sent twice by itself",
    async (mood) => {
      moods["lan@test.example"] = mood;
      await write("lan@test.example");
      await deliverMail();
      moods = {};
      await wait();
      await deliverMail();
      expect(await stateOf("lan@test.example")).toBe("uncertain");
      expect(came("lan@test.example")).toBe(mood === "drop_after" ? 1 : 0);
    },
  );

  test("that was under way when the application died is said to be uncertain, not sent again", async () => {
    await write("lan@test.example");
    const claimed = "update mail_outbox set state = 'sending', attempts = 1, claimed_at = $1";
    const now = process.env.AMITY_NOW ? new Date(process.env.AMITY_NOW) : new Date();
    await ask(claimed, [now]);
    await deliverMail();
    expect(await stateOf("lan@test.example")).toBe("sending");
    await ask(claimed, [new Date(now.getTime() - 11 * 60_000)]);
    await deliverMail();
    expect([await stateOf("lan@test.example"), mail.asked]).toEqual(["uncertain", []]);
  });

  test("goes out once however many deliver at the same moment", async () => {
    const to = Array.from({ length: 12 }, (_, at) => `many${at}@test.example`);
    await write(...to);
    await Promise.all([deliverMail(), deliverMail(), deliverMail()]);
    expect(mail.delivered.map((one) => one.to).toSorted()).toEqual(to.toSorted());
  });

  test("carries the same name at every attempt, so that who has it already knows it", async () => {
    moods["lan@test.example"] = "drop_after";
    await write("lan@test.example");
    await deliverMail();
    moods = {};
    await ask("update mail_outbox set state = 'waiting'");
    await deliverMail();
    const names = mail.delivered.map((one) => /^Message-ID: (.*)$/m.exec(one.data)?.[1]);
    expect(names).toEqual([names[0], names[0]]);
    expect(names[0]).toMatch(/^<[0-9a-f-]{36}@/);
  });
});

test("a server that is away costs one attempt of those that were tried, and none of the others", async () => {
  mail.close();
  await write(...Array.from({ length: 20 }, (_, at) => `away${at}@test.example`));
  await deliverMail();
  const rows = await letters();
  expect(rows.filter((one) => one.attempts > 0).length).toBeLessThanOrEqual(3);
  expect(new Set(rows.map((one) => one.state))).toEqual(new Set(["waiting"]));
});

test("who has no role any more gets no letter; who will have one does, and so does who has no account yet", async () => {
  const [ended, ahead] = [await aPerson("press", "ha_noi"), await aPerson("press", "ha_noi")];
  await ask("update access_appointment set until_on = $2 where user_id = $1", [ended.userId, today()]);
  await ask("update access_appointment set from_on = $2 where user_id = $1", [ahead.userId, addDays(today(), 9)]);
  await inWork(system, async (work) => {
    for (const { email, userId } of [ended, ahead])
      await sendMail(work, { recipient: email, userId: userId ?? "", subject: "x", body: "x" });
    await sendMail(work, { recipient: "guest@test.example", subject: "x", body: "x" });
  });
  await deliverMail();
  expect(mail.asked.toSorted()).toEqual([ahead.email, "guest@test.example"].toSorted());
  expect(await stateOf(ended.email)).toBe("withheld");
});

test("whose account is closed gets no letter of the union, though the role stands", async () => {
  const gone = await aPerson("press", "ha_noi");
  await ask("update auth_user set deactivated_at = now() where id = $1", [gone.userId]);
  await inWork(system, (work) =>
    sendMail(work, { recipient: gone.email, userId: gone.userId ?? "", subject: "x", body: "x" }),
  );
  await deliverMail();
  expect(mail.asked).toEqual([]);
  expect(await letters()).toMatchObject([{ state: "withheld", answer: "account_closed" }]);
});

test("without a mail server nothing is sent and nothing says so; named at last, it gets no letters of last month", async () => {
  config.smtpUrl = undefined;
  await write("old@test.example", "new@test.example");
  await deliverMail();
  expect((await letters()).map((one) => one.state)).toEqual(["waiting", "waiting"]);
  config.smtpUrl = mail.url;
  await ask("update mail_outbox set created_at = created_at - interval '8 days' where recipient like 'old%'");
  await deliverMail();
  expect([await stateOf("old@test.example"), await stateOf("new@test.example"), mail.asked]).toEqual([
    "given_up",
    "sent",
    ["new@test.example"],
  ]);
});

test.each([
  ["greeting", { code: "ESOCKET" }, "unreachable"],
  ["greeting", { code: "EAUTH", responseCode: 535 }, "unreachable"],
  ["greeting", { code: "ETLS" }, "unreachable"],
  ["greeting", { code: "EENVELOPE" }, "refused"],
  ["envelope", { code: "EENVELOPE", responseCode: 550 }, "refused"],
  ["envelope", { code: "EENVELOPE", responseCode: 450 }, "later"],
  ["envelope", { code: "ETIMEDOUT" }, "later"],
  ["letter", { code: "EMESSAGE", responseCode: 552 }, "refused"],
  ["letter", { code: "EMESSAGE", responseCode: 451 }, "later"],
  ["letter", { code: "ECONNECTION" }, "uncertain"],
  ["letter", { code: "ETIMEDOUT" }, "uncertain"],
] as const)("what breaks at the %s with %j is %s", (stage, failure, is) => {
  expect(outcomeOf(Object.assign(new Error("x"), failure), stage).came).toBe(is);
});
