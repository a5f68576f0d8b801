import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { anAccount, callSignIn, enter } from "../src/modules/access/account.fixtures.ts";
import { findActor } from "#modules/access/access.queries.server.ts";
import { createToken } from "#modules/access/key.commands.server.ts";
import { endOwnSessions, touchSession } from "#modules/access/session.commands.server.ts";
import { findSession } from "#modules/access/session.server.ts";
import { findCountry } from "#modules/reference/reference.queries.server.ts";
import type { Actor } from "#platform/actor.ts";
import { anonymous, system } from "#platform/actor.ts";
import type { Asked } from "#platform/asked.ts";
import { inReading, inWork } from "#platform/db.server.ts";
import { beginHearing, changesHeard } from "#platform/heard.server.ts";
import { isTold } from "#platform/told.ts";
import { remembered } from "#platform/remembered.server.ts";
import { Talk } from "#platform/talk.server.ts";
import { whoActs } from "../src/door.server.ts";
import { asOwner, useDatabase } from "./database.ts";

/** What is remembered of who may what ends as another copy changes it. */
const database = useDatabase();
/** Past the application: of this nobody is told. */
const silently = (statement: string, values: unknown[] = []) =>
  asOwner(database.ownerUrl(), (client) => client.query(statement, values));
/** As any copy of the application writes it. */
const write = (statement: string, id: string) => inWork(system, ({ client }) => client.query(statement, [id]));
/** Another copy changed something. */
const elsewhere = () => silently("select pg_notify('amity_changes', '')");
const sessionOf = (cookie: string) => findSession(new Headers({ cookie }));

let endHearing = () => undefined as void;
beforeAll(async () => {
  endHearing = beginHearing();
  await vi.waitUntil(() => changesHeard() !== undefined, { timeout: 20_000 });
});
afterAll(() => endHearing());

/** Until all that was told before has been heard. */
async function quiet(): Promise<number | undefined> {
  const before = changesHeard();
  await new Promise((resolve) => setTimeout(resolve, 50));
  return changesHeard() === before ? before : quiet();
}

/** Stops the clocks by which something is remembered, so that a slow machine forgets nothing early. */
function stopClocks() {
  const [day, since] = [Date.now(), performance.now()];
  const clocks = [vi.spyOn(Date, "now"), vi.spyOn(performance, "now")] as const;
  const set = (later: number) => {
    clocks[0].mockImplementation(() => day + later);
    clocks[1].mockImplementation(() => since + later);
  };
  set(0);
  return { set, [Symbol.dispose]: () => clocks.forEach((clock) => clock.mockRestore()) };
}

/** Runs what another copy does and waits until it was told: a few milliseconds. */
async function told(run: () => Promise<unknown>) {
  const before = await quiet();
  await run();
  await vi.waitFor(() => expect(changesHeard()).not.toBe(before), { timeout: 10_000, interval: 5 });
}

test("every copy is told of what changes, by its own work and by the sign-in library", async () => {
  const { id, email } = await anAccount("office");
  const { cookie } = await enter(email);
  await asOwner(database.ownerUrl(), async (other) => {
    let times = 0;
    other.on("notification", () => (times += 1));
    await other.query("listen amity_changes");
    await write("update access_appointment set until_on = until_on where user_id = $1", id);
    await vi.waitFor(() => expect(times).toBe(1), { timeout: 10_000, interval: 5 });
    await callSignIn("/sign-out", {}, cookie);
    await vi.waitFor(() => expect(times).toBe(2), { timeout: 10_000, interval: 5 });
  });
});

describe("what all may read alike", () => {
  const nameOf = (actor: Actor = office) => inReading(actor, async (work) => (await findCountry(work, "FR"))?.capital);
  const capital = (name: string) => silently("update reference.country set capital = $1 where iso2 = 'FR'", [name]);
  const office: Actor = { ...system, reach: "reader" };

  test("is remembered by what was asked until a change of it is told", async () => {
    await capital("Lutetia");
    await told(elsewhere);
    expect(await nameOf()).toBe("Lutetia");
    await capital("Paris");
    expect(await nameOf()).toBe("Lutetia");
    expect(await inReading(office, async (work) => (await findCountry(work, "DE"))?.iso2)).toBe("DE");
    await told(elsewhere);
    expect(await nameOf()).toBe("Paris");
  });

  test("is asked each time by who writes and who is nobody yet", async () => {
    await capital("Paris");
    await told(elsewhere);
    expect(await nameOf()).toBe("Paris");
    await capital("Lutetia");
    expect(await inWork(office, async (work) => (await findCountry(work, "FR"))?.capital)).toBe("Lutetia");
    expect(await nameOf(anonymous)).toBe("Lutetia");
    expect(await nameOf()).toBe("Paris");
  });

  test("is asked again after three seconds, and not remembered where a change was told while it was read", async () => {
    using clocks = stopClocks();
    await capital("Paris");
    await told(elsewhere);
    expect(await nameOf()).toBe("Paris");
    await capital("Lutetia");
    clocks.set(2900);
    expect(await nameOf()).toBe("Paris");
    clocks.set(3100);
    expect(await nameOf()).toBe("Lutetia");
    const slowly = remembered(async (work) => {
      const found = await work.trx.selectFrom("reference.country").select("capital").where("iso2", "=", "FR").execute();
      await told(elsewhere);
      return found[0]?.capital;
    });
    expect(await inReading(office, (work) => slowly(work))).toBe("Lutetia");
    await capital("Paris");
    expect(await inReading(office, (work) => slowly(work))).toBe("Paris");
  });

  test("is given to many and changed by none", async () => {
    const country = await inReading(office, (work) => findCountry(work, "FR"));
    expect(() => Object.assign(country ?? {}, { capital: "Lyon" })).toThrow("read only");
  });
});

test("a session is remembered, and ended elsewhere it opens nothing", async () => {
  const { email } = await anAccount("office");
  const { cookie } = await enter(email);
  await quiet();
  using _clocks = stopClocks();
  const { id } = (await sessionOf(cookie)) ?? {};
  expect(id).toBeDefined();
  await silently("update auth_session set expires_at = now() - interval '1 day' where id = $1", [id]);
  expect((await sessionOf(cookie))?.id).toBe(id);
  await told(() => write("delete from auth_session where id = $1", String(id)));
  expect(await sessionOf(cookie)).toBeUndefined();
});

test("a role that ends is acted in no more, and a closed account is nobody's", async () => {
  const { id, email } = await anAccount("office");
  const { cookie } = await enter(email);
  await quiet();
  await sessionOf(cookie);
  expect((await findActor(id, undefined))?.role).toBe("office");
  await told(() => write("update access_appointment set until_on = '2021-01-01' where user_id = $1", id));
  expect((await findActor(id, undefined))?.role).toBeUndefined();
  expect(await sessionOf(cookie)).toBeDefined();
  await told(() => write("update auth_user set deactivated_at = now() where id = $1", id));
  expect(await sessionOf(cookie)).toBeUndefined();
  expect(await findActor(id, undefined)).toBeUndefined();
});

/** Who acts with a key, as the door finds it. */
function actorWith(key: string) {
  const url = new URL("http://localhost/api/v1/me");
  const request = new Request(url, { headers: { authorization: `Bearer ${key}` } });
  const rest = { params: {}, locals: {} as App.Locals, cookies: { get: () => undefined }, getClientAddress: () => "" };
  return whoActs({ url, request, ...rest } satisfies Asked);
}

test("a key is remembered, and ended elsewhere it opens nothing", async () => {
  const { id, actor } = await anAccount("office");
  const key = await inWork(actor, (work) => createToken(work, id, "heard"));
  await quiet();
  const before = changesHeard();
  await actorWith(key);
  // That it was used for the first time today is nobody's right.
  expect(await quiet()).toBe(before);
  using _clocks = stopClocks();
  expect((await actorWith(key)).userId).toBe(id);
  await silently("update access_token set revoked_at = now() where user_id = $1", [id]);
  expect((await actorWith(key)).userId).toBe(id);
  await told(() => write("update access_token set revoked_at = now() where user_id = $1", id));
  expect((await actorWith(key)).userId).toBeUndefined();
});

test("each table that says who acts is told of when it changes", async () => {
  const { id, email, actor } = await anAccount("association_officer", "association_fr");
  const { cookie } = await enter(email);
  const key = await inWork(actor, (work) => createToken(work, id, "tables"));
  await quiet();
  const asked = vi.spyOn(Talk.prototype, "ask");
  await sessionOf(cookie);
  await actorWith(key);
  const tables = asked.mock.calls.flatMap(([{ sql }]) =>
    [...sql.matchAll(/\b(?:from|join) "(\w+)"/g)].map(([, name]) => name),
  );
  asked.mockRestore();
  const read = [...new Set(tables)];
  expect(read).toEqual(
    expect.arrayContaining(["access_appointment", "access_token", "auth_session", "auth_user", "unit"]),
  );
  const MADE_WITHOUT_RIGHTS = "auth_session";
  expect(read.filter((name) => !isTold(`delete from "${name}"`))).toEqual([]);
  expect(read.filter((name) => !isTold(`insert into "${name}" values (1)`))).toEqual([MADE_WITHOUT_RIGHTS]);
});

test("what nobody tells of is felt within three seconds all the same", async () => {
  const { id, email, actor } = await anAccount("office");
  const { cookie } = await enter(email);
  const key = await inWork(actor, (work) => createToken(work, id, "silently"));
  const whoStands = async () => [
    (await sessionOf(cookie))?.userId,
    (await actorWith(key)).userId,
    (await findActor(id, undefined))?.role,
  ];
  await whoStands();
  await quiet();
  using clocks = stopClocks();
  expect(await whoStands()).toEqual([id, id, "office"]);
  await silently("delete from auth_session where user_id = $1", [id]);
  await silently("update access_token set revoked_at = now() where user_id = $1", [id]);
  await silently("update access_appointment set until_on = '2021-01-01' where user_id = $1", [id]);
  expect(await whoStands()).toEqual([id, id, "office"]);
  clocks.set(3001);
  expect(await whoStands()).toEqual([undefined, undefined, undefined]);
});

test("a change among other statements of a work is told too", async () => {
  const { id } = await anAccount("office");
  await quiet();
  expect((await findActor(id, undefined))?.role).toBe("office");
  await told(() =>
    inWork(system, async ({ client }) => {
      await client.query("update access_appointment set until_on = '2021-01-01' where user_id = $1", [id]);
      await client.query("select 1");
    }),
  );
  expect((await findActor(id, undefined))?.role).toBeUndefined();
});

test("what this copy ends of sessions it need not hear of first", async () => {
  const { email, actor } = await anAccount("office");
  const { cookie } = await enter(email);
  expect(await sessionOf(cookie)).toBeDefined();
  const before = await quiet();
  await inWork(actor, (work) => endOwnSessions(work));
  // What is heard comes a moment later than the answer.
  expect(changesHeard()).not.toBe(before);
  expect(await sessionOf(cookie)).toBeUndefined();
});

test("whoever signs out through the sign-in library is told of too", async () => {
  const { email } = await anAccount("office");
  const { cookie } = await enter(email);
  await quiet();
  await sessionOf(cookie);
  await told(() => callSignIn("/sign-out", {}, cookie));
  expect(await sessionOf(cookie)).toBeUndefined();
});

test("what keeps a session alive, begins one or reads is told to nobody; what is taken back neither", async () => {
  const { id, email } = await anAccount("office");
  const { cookie } = await enter(email);
  await told(elsewhere);
  const before = changesHeard();
  const session = await sessionOf(cookie);
  await inWork(system, (work) => touchSession(work, session?.id ?? ""));
  await enter(email);
  await write("update access_appointment set until_on = '2021-01-01' where user_id = $1 and 1 / 0 = 1", id).catch(
    () => undefined,
  );
  await vi.waitFor(() => expect(changesHeard()).toBe(before));
  await new Promise((resolve) => setTimeout(resolve, 50));
  expect(changesHeard()).toBe(before);
});

test("what could not be heard is asked each time, until it is heard again", async () => {
  const [one, other] = [await anAccount("office"), await anAccount("office")];
  const { cookie } = await enter(one.email);
  const remembered = (await enter(other.email)).cookie;
  await quiet();
  expect(await sessionOf(cookie)).toBeDefined();
  expect(await sessionOf(remembered)).toBeDefined();
  await silently(
    "select pg_terminate_backend(pid) from pg_stat_activity where query = 'listen amity_changes' and datname = current_database()",
  );
  await vi.waitFor(() => expect(changesHeard()).toBeUndefined(), { timeout: 10_000, interval: 5 });
  expect(await sessionOf(cookie)).toBeDefined();
  await silently("delete from auth_session");
  expect(await sessionOf(cookie)).toBeUndefined();
  const capital = () =>
    inReading({ ...system, reach: "reader" }, async (work) => (await findCountry(work, "FR"))?.capital);
  await capital();
  await silently("update reference.country set capital = 'Lyon' where iso2 = 'FR'");
  expect(await capital()).toBe("Lyon");
  await vi.waitFor(() => expect(changesHeard()).toBeDefined(), { timeout: 20_000 });
  // Of what was told meanwhile nothing was heard, so nothing from before is believed.
  expect(await sessionOf(remembered)).toBeUndefined();
});
