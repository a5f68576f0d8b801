import { randomBytes } from "node:crypto";
import { beforeAll, describe, expect, test } from "vitest";
import { endAppointment } from "#modules/access/access.commands.server.ts";
import { forgetPerson } from "#modules/access/access.queries.server.ts";
import { createToken, lastDayOfKeys, renewCalendar, revokeToken } from "#modules/access/key.commands.server.ts";
import { KEY_KINDS, keyMay } from "#modules/access/key.model.ts";
import { keyList, listTokens } from "#modules/access/key.queries.server.ts";
import type { Actor } from "#platform/actor.ts";
import { system } from "#platform/actor.ts";
import { readConfig } from "#platform/config.ts";
import { inReading, inWork } from "#platform/db.server.ts";
import { DOORS } from "#platform/doors.ts";
import { pathSaid } from "#platform/log.server.ts";
import { endSendings } from "#platform/idempotency.server.ts";
import { addDays, startOf, today } from "#platform/time.ts";
import { CALLS } from "../src/routes/api/openapi.server.ts";
import { aPerson, asOwner, useDatabase } from "./database.ts";
import { ROUTES, askAsIs } from "./handler.ts";
import { sessionOf } from "./signed-in.ts";

const database = useDatabase();
let hanoi: Actor, administrator: Actor, leader: Actor;
beforeAll(async () => {
  hanoi = await aPerson("unit_officer", "ha_noi");
  administrator = await aPerson("administrator", "vufo");
  leader = await aPerson("leader", "vufo");
});
const owner = (sql: string, values: unknown[] = []) =>
  asOwner(database.ownerUrl(), async (client) => (await client.query<Record<string, string>>(sql, values)).rows);
type Said = Parameters<typeof createToken>[3];
const keyOf = (actor: Actor, said: Said = {}) =>
  inWork(actor, (work) => createToken(work, actor.userId ?? "", "thử", said));
type Sent = { body?: object; sending?: string };
const call = (key: string, method: string, path: string, { body, sending }: Sent = {}) =>
  askAsIs(
    new Request(`http://amity.test${path}`, {
      method,
      headers: { authorization: `Bearer ${key}`, ...(sending && { "idempotency-key": sending }) },
      ...(body && { body: JSON.stringify(body) }),
    }),
  );
const status = async (...asked: Parameters<typeof call>) => (await call(...asked)).status;
const appointmentOf = async (actor: Actor) =>
  (await owner("select id from access_appointment where user_id = $1", [actor.userId]))[0]?.id ?? "";
const withRoles = async (actor: Actor): Promise<Actor> => {
  const [unit] = await owner("select id, path::text from unit where id = $1", [actor.unitId]);
  return {
    ...actor,
    appointments: [
      {
        id: await appointmentOf(actor),
        role: actor.role ?? "office",
        unitId: unit?.id ?? "",
        unitPath: unit?.path ?? "",
        paths: [unit?.path ?? ""],
        unitName: "Hà Nội",
        unitName_in: {},
        unitKind: "union",
        bodyId: null,
      },
    ],
  };
};

describe("a calendar address reads one calendar and nothing else", () => {
  test("it opens no call, and no other key opens a calendar", async () => {
    const address = await keyOf(hanoi, { purpose: "calendar", scope: "read" });
    const feed = await askAsIs(new Request(`http://amity.test/api/v1/calendar/${address}.ics`));
    expect([feed.status, feed.headers.get("cache-control"), feed.headers.get("referrer-policy")]).toEqual([
      200,
      "no-store",
      "no-referrer",
    ]);
    for (const path of ["/api/v1/me", "/api/v1/partners", "/me", "/partners"])
      expect([401, 303]).toContain(await status(address, "GET", path));
    const wrong = await askAsIs(new Request(`http://amity.test/api/v1/calendar/${await keyOf(hanoi)}.ics`));
    expect(wrong.status).toBe(404);
  });

  test("made anew, the one before is good for nothing", async () => {
    const person = await withRoles(hanoi);
    const renew = () => inWork(person, (work) => renewCalendar(work, person.appointments[0]?.id ?? ""));
    const [first, second] = [await renew(), await renew()];
    const feed = async (address: string) =>
      (await askAsIs(new Request(`http://amity.test/api/v1/calendar/${address}.ics`))).status;
    expect([await feed(first), await feed(second)]).toEqual([404, 200]);
    await expect(inWork(person, (work) => renewCalendar(work, crypto.randomUUID()))).rejects.toThrow("not there");
  });

  test("whatever opens something by its address is in no log", () => {
    const open = ROUTES.filter(
      ({ id, names }) =>
        names.length > 0 && DOORS.find((door) => door.path.test(id.replace("/(desk)", "")))?.who === "open",
    );
    expect(open.length).toBeGreaterThan(1);
    const secret = randomBytes(24).toString("base64url");
    const opened = open.map(({ id }) => id.replace("/(desk)", "").replaceAll(/\[\w+\]/g, secret));
    expect(opened.filter((path) => pathSaid(path).includes(secret))).toEqual([]);
    expect(pathSaid("/facts/days/2026-01-01")).toBe("/facts/days/2026-01-01");
  });
});

/** By hand: what writes and no key may ever ask for. Whoever adds a call says here, or in KEYS_WRITE, which it is. */
const NEVER = [
  "/personal/find",
  "/personal/export",
  "/personal/erase",
  "/people/appoint",
  ...["bodies", "bodies/{id}/edit", "{id}/body", "{id}/end", "{id}/rename"].map((place) => `/people/${place}`),
  "/people/invite",
  ...["deactivate", "reopen", "end-sessions"].map((act) => `/people/accounts/{id}/${act}`),
  ...["resend", "withdraw"].map((act) => `/people/invitations/{id}/${act}`),
  "/letters/{id}/resend",
  "/letters/test",
  "/backups",
  "/paper-templates",
  "/paper-templates/force",
  "/signatures",
  "/signatures/{id}/end",
  "/union",
];
const KEYS_WRITE =
  /^\/(partners|delegations|activities|aid-projects|notes|registers|units|imports|facts|reports)(\/|$)|^\/keys\/\{id\}\/revoke$|^\/deadlines\/calculate$/;
const writing = CALLS.filter(({ method }) => method !== "get");

describe("what a key may do", () => {
  test("every call is one that keys may ask for, or one that none ever may", () => {
    const whole: { scope: "write"; kinds: string[] } = { scope: "write", kinds: [] };
    const closed = CALLS.filter(({ method, path }) => !keyMay(whole, method.toUpperCase(), `/api/v1${path}`));
    const reading = closed.filter(({ method }) => method === "get").map(({ path }) => path);
    expect(reading.toSorted().join(" ")).toBe(
      "/calendar/{token}.ics /letters /paper-templates /requests /security-events /union",
    );
    expect(
      closed
        .filter(({ method }) => method !== "get")
        .map(({ path }) => path)
        .toSorted(),
    ).toEqual(NEVER.toSorted());
    expect(writing.filter(({ path }) => KEYS_WRITE.test(path) === NEVER.includes(path))).toEqual([]);
  });

  test.each(NEVER)("not even an administrator's key to everything: %s", async (path) => {
    const key = await keyOf(administrator);
    const answer = await call(key, "POST", `/api/v1${path.replace("{id}", crypto.randomUUID())}`, { body: {} });
    expect(answer.status).toBe(403);
    expect(await answer.text()).toMatch(/khóa|key/i);
    // Signed in, the same person is asked what was meant.
    const session = await askAsIs(
      new Request(`http://amity.test/api/v1${path.replace("{id}", crypto.randomUUID())}`, {
        method: "POST",
        headers: {
          cookie: await sessionOf(administrator.userId ?? ""),
          "content-type": "application/json",
        },
        body: "{}",
      }),
    );
    expect([401, 403]).not.toContain(session.status);
  });

  test.each([
    "/api/v1/accounts",
    "/api/v1/security/log",
    "/api/v1/keys/x",
    "/api/v1/personal",
    "/api/v1/%70eople/invite",
  ])("what nobody wrote down is closed to keys: %s", (path) => {
    expect(keyMay({ scope: "write", kinds: [] }, "POST", path) && !path.includes("keys")).toBe(false);
    expect(keyMay({ scope: "read", kinds: ["partner"] }, "GET", path)).toBe(false);
  });

  test("no page is opened by a key", async () => {
    const key = await keyOf(administrator);
    for (const path of ["/", "/people/keys", "/me/tokens", "/partners/export.csv"]) {
      const answer = await call(key, "GET", path);
      expect([path, answer.status, answer.headers.get("location")?.split("?")[0]]).toEqual([path, 303, "/sign-in"]);
    }
    expect(await status(key, "POST", "/me/tokens")).toBe(303);
  });

  test("a key that reads writes nothing, whichever call it is", async () => {
    const key = await keyOf(leader, { scope: "read" });
    for (const { method, path } of writing) {
      const url = `/api/v1${path.replaceAll(/\{\w+\}/g, crypto.randomUUID())}`;
      const isReading = /calculate|imports\/read/.test(path);
      expect([path, (await call(key, method.toUpperCase(), url, { body: {} })).status === 403]).toEqual([
        path,
        !isReading,
      ]);
    }
    expect(await status(key, "GET", "/api/v1/partners")).toBe(200);
  });

  test.each(KEY_KINDS)("a key to %s opens no other kind, and nothing that shows several", (kind) => {
    const mine = CALLS.filter(({ method, path }) =>
      keyMay({ scope: "write", kinds: [kind] }, method.toUpperCase(), `/api/v1${path}`),
    );
    const lists = new Set(mine.map(({ path }) => path.split("/")[1]));
    for (const beside of ["", "me", "health", "openapi.json", "deadlines", "anniversaries", "commitments"])
      lists.delete(beside);
    expect(lists.size).toBe(1);
    expect(mine.some(({ path }) => /search|countries|imports|reports|people|keys/.test(path))).toBe(false);
  });
});

describe("a key ends", () => {
  test("on its last day, and has one within the longest time", async () => {
    const key = await keyOf(hanoi, { ends_on: today() });
    expect(await status(key, "GET", "/api/v1/me")).toBe(200);
    await owner("update access_token set ends_on = $1 where name = 'thử' and ends_on = $2", [
      addDays(today(), -1),
      today(),
    ]);
    const other = await keyOf(hanoi, { ends_on: today() });
    await owner("update access_token set ends_on = $1 where ends_on = $2", [addDays(today(), -1), today()]);
    expect(await status(other, "GET", "/api/v1/me")).toBe(401);
    await expect(keyOf(hanoi, { ends_on: addDays(lastDayOfKeys(), 1) })).rejects.toThrow("rule_key_ends_late");
    await expect(keyOf(hanoi, { ends_on: addDays(today(), -1) })).rejects.toThrow("rule_key_ends_before");
    expect(() => readConfig({ AMITY_KEY_DAYS: "5000" })).toThrow(
      "AMITY_KEY_DAYS must be a number of days between 1 and 1825.",
    );
    expect(readConfig({ AMITY_KEY_DAYS: "30" }).keyDays).toBe(30);
  });

  test("with the role that it was made in, and a role given later is none of its", async () => {
    const person = await aPerson("office", "vufo");
    const key = await keyOf(person);
    expect(await status(key, "GET", "/api/v1/me")).toBe(200);
    const id = await appointmentOf(person);
    await owner(
      `insert into access_appointment (user_id, unit_id, unit_path, role, from_on)
      select $1, unit.id, unit.path, 'leader', '2020-01-01' from unit where code = 'vufo'`,
      [person.userId],
    );
    await inWork(system, async (work) => forgetPerson(work, person.userId ?? ""));
    const answer = await call(key, "GET", "/api/v1/me");
    expect(((await answer.json()) as { appointments: object[] }).appointments).toHaveLength(1);
    await inWork(administrator, (work) => endAppointment(work, id, { until_on: today() }));
    expect(await status(key, "GET", "/api/v1/me")).toBe(401);
  });

  test("by its owner, by the administrator of its unit, by nobody else, and the command", async () => {
    const keys = async (actor: Actor) =>
      (await inReading(actor, (work) => keyList.list(work, { limit: 200 }))).items.map((one) => one.owner_name);
    const key = await keyOf(hanoi);
    const [mine] = await inReading(hanoi, listTokens);
    expect(await keys(administrator)).toContain(hanoi.name);
    expect(await keys(await aPerson("administrator", "can_tho"))).not.toContain(hanoi.name);
    expect(await keys(leader)).not.toContain(hanoi.name);
    const elsewhere = await aPerson("administrator", "can_tho");
    for (const actor of [leader, elsewhere])
      await expect(inWork(actor, (work) => revokeToken(work, mine?.id ?? ""))).rejects.toThrow("not yours to do");
    expect(await status(key, "GET", "/api/v1/me")).toBe(200);
    await inWork(administrator, (work) => revokeToken(work, mine?.id ?? ""));
    expect(
      await inReading(system, async (work) => (await keyList.list(work, { limit: 200 })).items.map((one) => one.id)),
    ).not.toContain(mine?.id);
  });
});

test("when it was last used is written down, and the key itself nowhere", async () => {
  const key = await keyOf(hanoi);
  await call(key, "GET", "/api/v1/me");
  const [row] = await inReading(hanoi, listTokens);
  expect(row).toMatchObject({ last_used_on: today(), scope: "write", kinds: [], ends_on: lastDayOfKeys() });
  const everything = await owner(
    "select to_jsonb(access_token)::text as row from access_token union all select to_jsonb(history)::text from history union all select to_jsonb(idempotency_key)::text from idempotency_key",
  );
  expect(everything.filter((one) => one.row?.includes(key))).toEqual([]);
});

describe("a key of one sending", () => {
  const partner = (name: string) => ({ kind: "foundation", name, country_iso2: "FR" });
  const send = async (key: string, sending: string, name: string) => {
    const answer = await call(key, "POST", "/api/v1/partners", { body: partner(name), sending });
    return { status: answer.status, id: ((await answer.json()) as { id?: string }).id };
  };
  test("is bound to who sends, to the address and to what is sent", async () => {
    const [mine, other] = [await keyOf(hanoi), await keyOf(leader)];
    const first = await send(mine, "k-1", "Quỹ Một");
    expect(await send(mine, "k-1", "Quỹ Một")).toEqual(first);
    expect((await send(mine, "k-1", "Quỹ Hai")).status).toBe(422);
    expect((await send(other, "k-1", "Quỹ Ba")).id).not.toBe(first.id);
    const elsewhere = await call(mine, "POST", `/api/v1/partners/${first.id}/names`, {
      body: { name: "A", kind: "alias" },
      sending: "k-1",
    });
    expect(elsewhere.status).toBe(422);
  });

  test("is kept for a week", async () => {
    await owner("update idempotency_key set at = $1 where key = 'k-1'", [startOf(addDays(today(), -9))]);
    await send(await keyOf(hanoi), "k-2", "Quỹ Bốn");
    await owner("update idempotency_key set at = $1 where key = 'k-2'", [startOf(today())]);
    expect(await inWork(system, endSendings)).toBe(2);
    expect((await owner("select key from idempotency_key")).map((row) => row.key)).toContain("k-2");
  });
});
