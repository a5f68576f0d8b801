import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { anAccount, callSignIn, enter } from "../src/modules/access/account.fixtures.ts";
import { findActor } from "#modules/access/access.queries.server.ts";
import { touchSession } from "#modules/access/session.commands.server.ts";
import { findSession } from "#modules/access/session.server.ts";
import { findCountry } from "#modules/reference/reference.queries.server.ts";
import type { Actor } from "#platform/actor.ts";
import { anonymous, system } from "#platform/actor.ts";
import { inReading, inWork } from "#platform/db.server.ts";
import { beginHearing, changesHeard } from "#platform/heard.server.ts";
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
  await vi.waitUntil(() => changesHeard() !== undefined);
});
afterAll(() => endHearing());

/** Runs what another copy does and waits until it was told: a few milliseconds. */
async function told(run: () => Promise<unknown>) {
  const before = changesHeard();
  await run();
  await vi.waitFor(() => expect(changesHeard()).not.toBe(before), { timeout: 1000, interval: 5 });
}

test("every copy is told of what changes, by its own work and by the sign-in library", async () => {
  const { id, email } = await anAccount("office");
  const { cookie } = await enter(email);
  await asOwner(database.ownerUrl(), async (other) => {
    let times = 0;
    other.on("notification", () => (times += 1));
    await other.query("listen amity_changes");
    await write("update access_appointment set until_on = until_on where user_id = $1", id);
    await vi.waitFor(() => expect(times).toBe(1), { timeout: 1000, interval: 5 });
    await callSignIn("/sign-out", {}, cookie);
    await vi.waitFor(() => expect(times).toBe(2), { timeout: 1000, interval: 5 });
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

  test("is given to many and changed by none", async () => {
    const country = await inReading(office, (work) => findCountry(work, "FR"));
    expect(() => Object.assign(country ?? {}, { capital: "Lyon" })).toThrow("read only");
  });
});

test("a session is remembered, and ended elsewhere it opens nothing", async () => {
  const { email } = await anAccount("office");
  const { cookie } = await enter(email);
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
  await sessionOf(cookie);
  expect((await findActor(id, undefined))?.role).toBe("office");
  await told(() => write("update access_appointment set until_on = '2021-01-01' where user_id = $1", id));
  expect((await findActor(id, undefined))?.role).toBeUndefined();
  expect(await sessionOf(cookie)).toBeDefined();
  await told(() => write("update auth_user set deactivated_at = now() where id = $1", id));
  expect(await sessionOf(cookie)).toBeUndefined();
  expect(await findActor(id, undefined)).toBeUndefined();
});

test("whoever signs out through the sign-in library is told of too", async () => {
  const { email } = await anAccount("office");
  const { cookie } = await enter(email);
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
  const { email } = await anAccount("office");
  const { cookie } = await enter(email);
  expect(await sessionOf(cookie)).toBeDefined();
  await silently(
    "select pg_terminate_backend(pid) from pg_stat_activity where query = 'listen amity_changes' and datname = current_database()",
  );
  await vi.waitFor(() => expect(changesHeard()).toBeUndefined(), { timeout: 1000, interval: 5 });
  await silently("delete from auth_session");
  expect(await sessionOf(cookie)).toBeUndefined();
  const capital = () =>
    inReading({ ...system, reach: "reader" }, async (work) => (await findCountry(work, "FR"))?.capital);
  await capital();
  await silently("update reference.country set capital = 'Lyon' where iso2 = 'FR'");
  expect(await capital()).toBe("Lyon");
  await vi.waitFor(() => expect(changesHeard()).toBeDefined(), { timeout: 5000 });
});
