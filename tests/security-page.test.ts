import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { Actor } from "#platform/actor.ts";
import { system } from "#platform/actor.ts";
import { config } from "#platform/config.ts";
import { inReading, inWork } from "#platform/db.server.ts";
import { letterList } from "#platform/letter-list.server.ts";
import { deliverMail, sendMail } from "#platform/mail.server.ts";
import { eventsWritten } from "#platform/security-log.server.ts";
import { forgetEvents, securityList } from "#platform/security-list.server.ts";
import { addDays, now, startOf, today } from "#platform/time.ts";
import { caller, keyOf, poster } from "./caller.ts";
import { aPerson, asOwner, useDatabase } from "./database.ts";
import { aMailServer } from "./smtp.ts";

const database = useDatabase();
let auditor: Actor, ofHaNoi: Actor, administrator: Actor, officer: Actor;
let mail: Awaited<ReturnType<typeof aMailServer>>;
beforeAll(async () => {
  auditor = await aPerson("auditor", "vufo");
  ofHaNoi = await aPerson("administrator", "ha_noi");
  administrator = await aPerson("administrator", "vufo");
  officer = await aPerson("office", "vufo");
  mail = await aMailServer((to) => (to.startsWith("refuse") ? "refuse" : "take"));
});
afterAll(() => mail.close());
const ask = (sql: string, values: unknown[] = []) =>
  asOwner(database.ownerUrl(), async (client) => (await client.query<Record<string, unknown>>(sql, values)).rows);

describe("the security log", () => {
  beforeEach(async () => {
    await eventsWritten();
    await ask("delete from security_event");
    await ask(
      `insert into security_event (at, kind, user_name, email, from_address, unit_path, what) values
        ($1, 'signed_in', 'Trần Lan', null, '192.0.2.1', 'vufo.ha_noi', '{}'), ($1, 'sign_in_failed', null, 'lan@x.example', '192.0.2.2', null, '{}'),
        ($1, 'export_made', 'Minh', null, '192.0.2.1', 'vufo.can_tho', '{"file": "a.csv"}'), ($2, 'signed_in', 'Old', null, null, 'vufo', '{}')`,
      [now(), startOf(addDays(today(), -40))],
    );
  });
  const list = async (actor: Actor, asked: object = {}) =>
    (
      await inReading(actor, (work) =>
        securityList.list(work, { from: addDays(today(), -30), to: today(), limit: 50, ...asked }),
      )
    ).items.map((one) => one.kind);

  test("is read by day, person, address and kind, newest first, page after page", async () => {
    expect(await list(auditor)).toEqual(["export_made", "sign_in_failed", "signed_in"]);
    expect(await list(auditor, { from: addDays(today(), -50) })).toHaveLength(4);
    expect(await list(auditor, { kind: "export_made" })).toEqual(["export_made"]);
    expect(await list(auditor, { who: "lan" })).toEqual(["sign_in_failed", "signed_in"]);
    expect(await list(auditor, { who: "%" })).toEqual([]);
    expect(await list(auditor, { address: "192.0.2.1" })).toEqual(["export_made", "signed_in"]);
    const asked = { from: addDays(today(), -30), to: today(), limit: 2 };
    const first = await inReading(auditor, (work) => securityList.list(work, asked));
    expect(await list(auditor, { limit: 2, cursor: first.next_cursor ?? "" })).toEqual(["signed_in"]);
  });

  test("is for auditors and administrators, of a unit what is that unit's alone", async () => {
    expect(await list(administrator)).toHaveLength(3);
    expect(await list(ofHaNoi)).toEqual(["signed_in"]);
    await expect(list(officer)).rejects.toThrow("not yours to do");
  });

  test("is read by a call too, which says to whom it does not belong", async () => {
    const administratorsKey = await keyOf(administrator);
    const keys = { auditor: await keyOf(auditor), officer: await keyOf(officer) };
    const call = caller(() => keys.auditor);
    const { status, said } = await call("GET", "/security-events?kind=export_made");
    expect([status, said.items]).toMatchObject([200, [{ kind: "export_made", what: { file: "a.csv" } }]]);
    expect((await call("GET", "/security-events", { bearer: keys.officer })).status).toBe(403);
    for (const wrong of ["kind=x", "from=yesterday", "cursor=last"])
      expect((await call("GET", `/security-events?${wrong}`)).status).toBe(400);
    expect((await caller(() => administratorsKey)("GET", "/letters?state=lost")).status).toBe(400);
  });

  test("keeps twelve months and no day more", async () => {
    const year = new Date(now());
    year.setUTCMonth(year.getUTCMonth() - 12);
    const at = (minutes: number) => new Date(year.getTime() + minutes * 60_000);
    await ask("insert into security_event (at, kind) values ($1, 'kept'), ($2, 'gone')", [at(5), at(-5)]);
    await inWork(system, forgetEvents);
    expect(
      (await ask("select kind from security_event where kind in ('kept', 'gone')")).map((one) => one.kind),
    ).toEqual(["kept"]);
  });
});

describe("the list of letters", () => {
  beforeAll(async () => {
    config.smtpUrl = mail.url;
    await inWork(system, async (work) => {
      for (const recipient of ["refuse@x.example", "lan@x.example"])
        await sendMail(work, { recipient, subject: `Thư ${recipient}`, body: "bí mật" });
    });
    await deliverMail();
  });
  afterAll(() => void (config.smtpUrl = undefined));

  const states = async (actor: Actor, asked: object = {}) =>
    (await inReading(actor, (work) => letterList.list(work, { limit: 50, ...asked }))).items.map((one) => [
      one.recipient,
      one.state,
    ]);

  test("says how each stands, to administrators of the whole union alone, and nothing of what is in it", async () => {
    expect(await states(administrator, { state: "failed" })).toEqual([["refuse@x.example", "refused"]]);
    expect(await states(administrator, { to: "lan@" })).toEqual([["lan@x.example", "sent"]]);
    for (const actor of [ofHaNoi, auditor, officer]) await expect(states(actor)).rejects.toThrow("not yours to do");
    const call = caller(() => key);
    const key = await keyOf(administrator);
    const { said } = await call("GET", "/letters");
    expect(said.items).toHaveLength(2);
    expect(JSON.stringify(said)).not.toContain("bí mật");
  });

  test("sends again what did not come, once, with an event; what came is not sent again", async () => {
    const key = await keyOf(administrator);
    const [post, call] = [poster(() => key), caller(() => key)];
    const id = async (to: string) =>
      String((await ask("select id from mail_outbox where recipient = $1", [to]))[0]?.id);
    const failed = await id("refuse@x.example");
    expect(await post(`/letters/${failed}/resend`, {})).toMatchObject({
      status: 303,
      location: "/letters?did=letter_resent",
    });
    expect(await states(administrator, { to: "refuse" })).toEqual([["refuse@x.example", "waiting"]]);
    expect((await call("POST", `/letters/${failed}/resend`)).status).toBe(409);
    expect((await call("POST", `/letters/${await id("lan@x.example")}/resend`)).status).toBe(409);
    await eventsWritten();
    expect(await ask("select user_id from security_event where kind = 'mail_resent'")).toEqual([
      { user_id: administrator.userId },
    ]);
    await deliverMail();
    expect(await states(administrator, { to: "refuse" })).toEqual([["refuse@x.example", "refused"]]);
  });

  test("takes a test letter to the one who asks, and says so where there is no mail server", async () => {
    const key = await keyOf(administrator);
    const post = poster(() => key);
    expect((await post("/letters/test", {})).status).toBe(303);
    await deliverMail();
    expect(mail.delivered.at(-1)?.to).toBe(administrator.email);
    config.smtpUrl = undefined;
    const refused = await post("/letters/test", {});
    expect([refused.status, JSON.stringify(refused.refusal)]).toEqual([409, expect.stringContaining("SMTP_URL")]);
    config.smtpUrl = mail.url;
  });

  test("an invitation without a mail server shows its link, and nothing says that it was sent", async () => {
    const key = await keyOf(administrator);
    const form = { name: "Hà", email: "ha@x.example", unit_id: administrator.unitId ?? "", role: "press" };
    const { ask: request } = await import("./handler.ts");
    const invite = (values: Record<string, string>) =>
      request(
        new Request("http://amity.test/people/invite", {
          method: "POST",
          headers: { authorization: `Bearer ${key}` },
          body: new URLSearchParams(values),
        }),
      );
    expect((await invite(form)).headers.get("location")).toMatch(/^\/people\?did=invited&invitation=[0-9a-f-]{36}$/);
    config.smtpUrl = undefined;
    const shown = (await (await invite({ ...form, email: "ha2@x.example" })).json()) as { made: { link: string } };
    config.smtpUrl = mail.url;
    expect(shown.made.link).toMatch(/^http:\/\/amity\.test\/invitation\/\S{32}$/);
    const kept = await ask("select body from mail_outbox where recipient = 'ha2@x.example'");
    expect(String(kept[0]?.body)).toContain(shown.made.link);
  });
});
