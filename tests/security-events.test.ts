import { afterEach, beforeAll, describe, expect, test } from "vitest";
import {
  acceptInvitation,
  appointPerson,
  endAppointment,
  openAccount,
} from "#modules/access/access.commands.server.ts";
import { createToken } from "#modules/access/key.commands.server.ts";
import { signIn } from "#modules/access/sign-in.server.ts";
import type { Actor } from "#platform/actor.ts";
import { system } from "#platform/actor.ts";
import { config } from "#platform/config.ts";
import { inWork } from "#platform/db.server.ts";
import { underWay } from "#platform/log.server.ts";
import { eventsWritten } from "#platform/security-log.server.ts";
import { addDays, today } from "#platform/time.ts";
import { caller, keyOf } from "./caller.ts";
import { aPerson, asOwner, useDatabase } from "./database.ts";
import { ask } from "./handler.ts";

/** Every place where something of security happens says so: asked through the doors, read from the table. */
const database = useDatabase("demo");
let administrator: Actor, officer: Actor, key: string;
beforeAll(async () => {
  administrator = await aPerson("administrator", "vufo");
  officer = await aPerson("unit_officer", "ha_noi");
  key = await keyOf(officer);
});
afterEach(() => asOwner(database.ownerUrl(), (client) => client.query("delete from security_event")));

type Row = Record<string, unknown> & { kind: string; what: Record<string, unknown> };
async function said(): Promise<Row[]> {
  await eventsWritten();
  return asOwner(
    database.ownerUrl(),
    async (client) => (await client.query<Row>("select * from security_event order by id")).rows,
  );
}
const kinds = async () => (await said()).map((row) => row.kind);

const account = { name: "Lan", email: "lan@events.example", password: "mat-khau-dai-01" };
const enter = (path: string, body: object, cookie = "") =>
  underWay.run({ id: "r", from: "192.0.2.7" }, () =>
    signIn().handler(
      new Request(`${config.origin}/api/auth${path}`, {
        method: "POST",
        headers: { "content-type": "application/json", origin: config.origin, cookie },
        body: JSON.stringify(body),
      }),
    ),
  );
const cookieOf = (answer: Response) =>
  answer.headers
    .getSetCookie()
    .map((one) => one.split(";")[0])
    .join("; ");

describe("sign-in", () => {
  test("that succeeds, fails and ends is said with who and from where, also past our own page", async () => {
    await inWork(system, (work) => openAccount(work, account));
    await inWork(system, (work) =>
      appointPerson(work, {
        email: account.email,
        unit_id: officer.unitId ?? "",
        role: "press",
        from_on: today(),
        until_on: undefined,
      }),
    );
    await said();
    await asOwner(database.ownerUrl(), (client) => client.query("delete from security_event"));
    await enter("/sign-in/email", { ...account, password: "wrong-password" });
    await enter("/sign-in/email", { email: "nobody@events.example", password: "wrong-password" });
    const answer = await enter("/sign-in/email", account);
    await enter("/sign-out", {}, cookieOf(answer));
    expect(await said()).toMatchObject([
      { kind: "sign_in_failed", email: account.email, from_address: "192.0.2.7", what: { by: "password" } },
      { kind: "sign_in_failed", email: "nobody@events.example", user_id: null },
      { kind: "signed_in", user_name: "Lan", unit_path: officer.unitPath, request_id: "r", what: { by: "password" } },
      { kind: "signed_out" },
    ]);
    expect(JSON.stringify(await said())).not.toMatch(/wrong-password|mat-khau-dai/);
  });

  test("with a second step is not in before it, and says that it failed", async () => {
    await asOwner(database.ownerUrl(), (client) =>
      client.query(
        "insert into auth_two_factor (user_id, secret, backup_codes, verified) select id, '', '[]', true from auth_user where email = $1",
        [account.email],
      ),
    );
    await said();
    await asOwner(database.ownerUrl(), (client) => client.query("delete from security_event"));
    const asked = await enter("/sign-in/email", account);
    await enter("/second-step/verify", { code: "no-code" }, cookieOf(asked));
    expect(await kinds()).toEqual(["second_step_asked", "second_step_failed"]);
  });
});

describe("keys", () => {
  const call = caller(() => key);
  test("are made, used once a while and revoked", async () => {
    await call("GET", "/partners");
    await call("GET", "/countries");
    await call("GET", "/partners", { bearer: "amity_of_nobody" });
    const rows = await said();
    expect(rows.map(({ kind, times, user_id }) => [kind, times, user_id])).toEqual([
      ["key_used", 1, officer.userId],
      ["key_refused", 1, null],
      ["refused", 1, null],
      ["key_used", 1, officer.userId],
    ]);
    await inWork(officer, (work) => createToken(work, officer.userId ?? "", "another"));
    expect((await said()).at(-1)).toMatchObject({
      kind: "key_made",
      user_id: officer.userId,
      what: { key_name: "another" },
    });
  });
});

describe("what is refused", () => {
  const call = caller(() => key);
  const refused = async () =>
    (await said())
      .filter((row) => row.kind === "refused")
      .map(({ what, user_id }) => [what.status, what.path, user_id]);

  test("by a policy, and what is not there for who asks", async () => {
    expect((await call("GET", `/partners/${crypto.randomUUID()}`)).status).toBe(404);
    const body = { email: account.email, unit_id: officer.unitId, role: "press", from_on: today() };
    expect((await call("POST", "/people/appoint", { body })).status).toBe(403);
    expect(await refused()).toEqual([
      [404, expect.stringMatching(/^\/api\/v1\/partners\//), officer.userId],
      [403, "/api/v1/people/appoint", officer.userId],
    ]);
  });

  test("on a page as in a call", async () => {
    const headers = { authorization: `Bearer ${key}` };
    const address = `http://amity.test/delegations/${crypto.randomUUID()}`;
    expect((await ask(new Request(address, { headers }))).status).toBe(404);
    expect(await refused()).toEqual([[404, new URL(address).pathname, officer.userId]]);
  });

  test("at the door, and without the key that an address carries", async () => {
    await ask(new Request("http://amity.test/api/v1/people"));
    await ask(new Request(`http://amity.test/invitation/${"k".repeat(32)}`));
    expect(await refused()).toEqual([
      [401, "/api/v1/people", null],
      [404, "/invitation/…", null],
    ]);
  });

  test("because a call was given a field that there is not", async () => {
    await call("POST", "/people/appoint", { body: { is_administrator: true } });
    expect((await said()).filter((row) => row.kind === "input_refused")).toMatchObject([
      { what: { fields: "is_administrator" }, user_id: officer.userId },
    ]);
  });
});

describe("acts", () => {
  test("of roles: invited, accepted, given, ended", async () => {
    const { invitePerson } = await import("#modules/access/access.commands.server.ts");
    const unit_id = officer.unitId ?? "";
    const guest = { name: "Minh", email: "minh@events.example", unit_id, role: "press" as const };
    await inWork(administrator, (work) => invitePerson(work, guest, "http://amity.test"));
    const letter = await asOwner(database.ownerUrl(), (client) =>
      client.query<{ body: string }>("select body from mail_outbox where recipient = $1", [guest.email]),
    );
    const link = /invitation\/(\S+)/.exec(letter.rows[0]?.body ?? "")?.[1] ?? "";
    await inWork(system, (work) => acceptInvitation(work, link, { password: "mat-khau-dai-02" }));
    const id = await inWork(administrator, (work) =>
      appointPerson(work, { email: guest.email, unit_id, role: "auditor", from_on: today(), until_on: undefined }),
    );
    await inWork(administrator, (work) => endAppointment(work, id, { until_on: addDays(today(), 1) }));
    expect(await said()).toMatchObject([
      { kind: "invitation_made", user_id: administrator.userId, what: { person: "Minh", role: "press" } },
      { kind: "account_made", what: { account: guest.email } },
      { kind: "invitation_accepted", user_name: "Minh", unit_path: officer.unitPath },
      { kind: "role_given", user_id: administrator.userId, what: { person: "Minh", role: "auditor" } },
      { kind: "role_ended", user_id: administrator.userId, what: { person: "Minh", role: "auditor" } },
    ]);
    expect(JSON.stringify(await said())).not.toContain(link);
  });

  test("of exports: what left, narrowed to what, by whom", async () => {
    const headers = { authorization: `Bearer ${key}` };
    await ask(new Request("http://amity.test/partners/export.csv?country=FR", { headers }));
    expect((await said()).filter((row) => row.kind === "export_made")).toMatchObject([
      { user_id: officer.userId, what: { file: "lien-hiep-partners.csv", filter: "country=FR" } },
    ]);
  });
});
