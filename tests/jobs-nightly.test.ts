import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { aDraftDelegation, aPart } from "#modules/delegations/delegation.fixtures.ts";
import { commitImport, tryImport } from "#modules/imports/import.commands.server.ts";
import type { Actor } from "#platform/actor.ts";
import { config } from "#platform/config.ts";
import { inWork } from "#platform/db.server.ts";
import { recordHistory } from "#platform/history.server.ts";
import { sendMail } from "#platform/mail.server.ts";
import { addDays, now, today } from "#platform/time.ts";
import { aPerson, asOwner, useDatabase } from "./database.ts";
import { aMailServer } from "./smtp.ts";
import { useWorker } from "./worker.ts";

const database = useDatabase();
const worker = useWorker(database);
const ask = <Row extends Record<string, unknown>>(sql: string, values: unknown[] = []) =>
  asOwner(database.ownerUrl(), async (client) => (await client.query<Row>(sql, values)).rows);

let france: Actor;
beforeAll(async () => {
  france = await aPerson("association_officer", "association_fr");
});

test("each job has its hour, by the clocks of Viet Nam", () => {
  expect(worker.schedules()).toEqual(
    [
      ["access.sweep", "20 3 * * *"],
      ["backup.warn", "0 8 * * *"],
      ["delegation.erase-passports", "10 2 * * *"],
      ["delegation.remind-reports", "30 6 * * *"],
      ["delegation.weigh", "50 1 * * *"],
      ["derived.prove", "5 0 * * *"],
      ["history.seal", "40 7 * * *"],
      ["history.verify", "20 3 * * *"],
      ["idempotency.end", "25 2 * * *"],
      ["import.resume", "* * * * *"],
      ["mail.deliver", "* * * * *"],
      ["notification.digest", "0 7,13 * * *"],
      ["personal.end", "35 2 * * *"],
      ["security.forget", "20 2 * * *"],
    ].map(([name, cron]) => ({ name, cron, timezone: "Asia/Ho_Chi_Minh" })),
  );
});

describe("a report that is late", () => {
  /** A visit of the French association in that state, its report due that many days from today. */
  async function aVisit(status: string, due: number | null): Promise<string> {
    const id = await inWork(france, (work) => aDraftDelegation(work, { title: `${status} ${due}` }));
    const due_on = due === null ? null : addDays(today(), due);
    await ask("update delegation set status = $2::delegation_status, report_due_on = $3 where id = $1", [
      id,
      status,
      due_on,
    ]);
    return id;
  }
  const told = async () =>
    (
      await ask<{ line: string }>(
        `select auth_user.name || ': ' || kind || ', ' || (words ->> 'title') as line from notification
         join auth_user on auth_user.id = user_id order by 1`,
      )
    ).map((row) => row.line);

  beforeAll(async () => {
    for (const role of ["desk_officer", "unit_officer", "leader", "office", "press"] as const)
      await aPerson(role, "association_fr");
    for (const role of ["leader", "office", "desk_officer"] as const) await aPerson(role, "vufo");
    await aPerson("association_officer", "association_de");
  });
  beforeEach(() => ask("delete from notification"));

  test("is told of a confidential visit to those named alone, without its title", async () => {
    const id = await aVisit("report_due", -1);
    await ask("update delegation set visibility = 'confidential', named_user_ids = $2 where id = $1", [
      id,
      [france.userId],
    ]);
    await worker.run("delegation.remind-reports");
    const people = await ask<{ user_id: string; words: object }>(
      "select user_id, words from notification where subject_id = $1",
      [id],
    );
    expect(people.map((one) => one.user_id)).toEqual([france.userId]);
    expect(JSON.stringify(people)).not.toContain("report_due -1");
    await ask("delete from delegation where id = $1", [id]);
  });

  test("is told from the day after, to those of the unit who owe it, and to nobody else", async () => {
    for (const due of [-1, 0, 1, null]) await aVisit("report_due", due);
    await aVisit("travelling", -3);
    for (const status of ["draft", "approved", "reported", "settled", "archived", "cancelled"])
      await aVisit(status, -3);
    await worker.run("delegation.remind-reports");
    const owing = ["association_officer", "desk_officer", "unit_officer"].map((role) => `${role} of association_fr`);
    expect(await told()).toEqual(
      owing.flatMap((who) => [
        ...["report_due -1", "travelling -3"].map((t) => `${who}: delegation_report_late, ${t}`),
        `${who}: delegation_report_owed, report_due null`,
      ]),
    );
  });

  test("is told again the next night", async () => {
    await worker.run("delegation.remind-reports");
    const first = await told();
    await worker.run("delegation.remind-reports");
    expect(first.length).toBeGreaterThan(0);
    expect(await told()).toEqual([...first, ...first].toSorted());
  });
});

test("passport data goes ninety days after the return, not a day before, and its number is in no line of history", async () => {
  const visit = async (returned: number) => {
    const days = { departs_on: addDays(today(), returned - 5), returns_on: addDays(today(), returned) };
    const id = await inWork(france, (work) => aDraftDelegation(work, days));
    const member = { name: "Lê A", role: "head", passport_number: "C7654321", passport_expires_on: "2031-01-01" };
    await inWork(france, (work) => aPart(work, id, "member", member));
    return id;
  };
  const gone = await visit(-90);
  const kept = await visit(-89);
  await worker.run("delegation.erase-passports");
  const kept_of = (id: string) =>
    ask("select passport_number, passport_expires_on, name from delegation_member where delegation_id = $1", [id]);
  expect(await kept_of(gone)).toEqual([{ passport_number: null, passport_expires_on: null, name: "Lê A" }]);
  expect(await kept_of(kept)).toEqual([
    { passport_number: "C7654321", passport_expires_on: "2031-01-01", name: "Lê A" },
  ]);
  const lines = await ask<{ subject_id: string }>("select subject_id from history where action = 'passports_erased'");
  expect(lines).toEqual([{ subject_id: gone }]);
  expect(await ask("select from history where concat(before, after) like '%C7654321%'")).toEqual([]);
});

describe("letters", () => {
  let mail: Awaited<ReturnType<typeof aMailServer>>;
  beforeAll(async () => {
    mail = await aMailServer();
  });
  afterAll(() => {
    config.smtpUrl = undefined;
    mail.close();
  });

  test("the digest writes to each person in the person's language what is new to that person, once", async () => {
    await ask("delete from notification");
    const english = await aPerson("office", "vufo");
    await ask("update auth_user set locale = 'en' where id = $1", [english.userId]);
    const notice = (who: Actor, title: string, read_at: Date | null = null) =>
      ask(
        "insert into notification (user_id, kind, subject_kind, subject_id, words, read_at) values ($1, 'delegation_approve', 'delegation', $2, $3, $4)",
        [who.userId, "0198a000-0000-7000-8000-000000000001", JSON.stringify({ title }), read_at],
      );
    await notice(france, "Đoàn thăm Lyon");
    await notice(france, "Đoàn thăm Nice");
    await notice(france, "Đã đọc", now());
    await notice(english, "Đoàn thăm Berlin");
    await worker.run("notification.digest");
    await worker.run("notification.digest");
    const letters = await ask<{ recipient: string; subject: string; body: string }>(
      "select recipient, subject, body from mail_outbox where recipient = any($1) order by recipient = $2",
      [[france.email, english.email], english.email],
    );
    expect(letters.map((one) => one.recipient)).toEqual([france.email, english.email]);
    const [vi, en] = letters;
    expect(vi?.subject).toBe("Liên hiệp: 2 việc mới");
    expect(vi?.body).toMatch(/Đoàn thăm Lyon\nhttp:\/\/[^/\s]+\/delegations\/0198a000-0000-7000-8000-000000000001\n/);
    expect(vi?.body).toContain("Đoàn thăm Nice");
    expect(vi?.body).not.toMatch(/Berlin|Đã đọc/);
    expect(en?.subject).toBe("The union: 1 new thing");
    expect(en?.body).toContain("Đoàn thăm Berlin");
    expect(en?.body).not.toMatch(/Lyon|Nice/);
  });

  test("stay where they can be read while there is no mail server, and then go out once, each to its address", async () => {
    await ask("delete from mail_outbox");
    await inWork(france, async (work) => {
      await sendMail(work, { recipient: "lan@test.example", subject: "Mot", body: "Than gui Lan" });
      await sendMail(work, { recipient: "marc@test.example", subject: "Deux", body: "Cher Marc" });
    });
    await worker.run("mail.deliver");
    const unsent = "select recipient from mail_outbox where sent_at is null order by recipient";
    expect(await ask(unsent)).toEqual([{ recipient: "lan@test.example" }, { recipient: "marc@test.example" }]);
    config.smtpUrl = mail.url;
    await worker.run("mail.deliver");
    await worker.run("mail.deliver");
    expect(await ask(unsent)).toEqual([]);
    expect(mail.delivered.map((one) => one.to).toSorted()).toEqual(["lan@test.example", "marc@test.example"]);
    const marcs = mail.delivered.find((one) => one.to === "marc@test.example")?.data ?? "";
    expect(marcs).toMatch(/^Subject: .*Deux/m);
    expect(marcs).toMatch(/^From: Amity <amity@localhost>$/m);
    expect(marcs).toContain("Cher Marc");
    expect(marcs).not.toContain("Lan");
  });
});

test("the history of finished days is sealed, today's is not", async () => {
  const day = now().toISOString().slice(0, 10);
  const id = await inWork(france, (work) => aDraftDelegation(work));
  await ask("update history set at = at - interval '1 day' where subject_id = $1", [id]);
  await inWork(france, async (work) => {
    const row = await work.trx.selectFrom("delegation").selectAll("delegation").executeTakeFirstOrThrow();
    await recordHistory(work, { subject: ["delegation", row.id], action: "edited", rights: row });
  });
  await worker.run("history.seal");
  await worker.run("history.seal");
  const seals = await ask<{ day: string }>("select day::text from history_seal order by day desc");
  expect(seals.map((one) => one.day)).toEqual([addDays(day, -1)]);
});

test("an import is written by the worker once it was confirmed", async () => {
  const file = Buffer.from("Tên hoạt động,Ngày,Nước\nChiếu phim,5/9/2024,Pháp\n");
  const id = await inWork(france, (work) => tryImport(work, { kind: "activities", name: "a.csv", bytes: file }));
  const written = () => ask("select title from activity where title = 'Chiếu phim'");
  await worker.settled();
  expect(await written()).toEqual([]);
  await inWork(france, (work) => commitImport(work, id));
  await worker.settled();
  expect(await written()).toEqual([{ title: "Chiếu phim" }]);
});
