import { beforeAll, expect, test } from "vitest";
import { asOwner, useDatabase } from "../../../tests/database.ts";
import { ask } from "../../../tests/handler.ts";
import { system } from "#platform/actor.ts";
import { config } from "#platform/config.ts";
import { inWork } from "#platform/db.server.ts";
import { HERE, PASSWORD, anAccount, callSignIn, enter } from "./account.fixtures.ts";
import { endOwnSessions, endSession, sweepSessions } from "./session.commands.server.ts";
import { listSessions } from "./session.queries.server.ts";
import { isOnTheWayToSecondStep, owesSecondStep } from "./session.model.ts";
import { findSession } from "./session.server.ts";

const database = useDatabase();
const owner = (sql: string, values: unknown[] = []) =>
  asOwner(database.ownerUrl(), (client) => client.query<Record<string, string>>(sql, values));
const sessionOf = (cookie: string) => findSession(new Headers({ cookie }));
const page = (path: string, cookie: string) => ask(new Request(`${HERE}${path}`, { headers: { cookie } }));

let lan: Awaited<ReturnType<typeof anAccount>>;
beforeAll(async () => {
  lan = await anAccount("office");
});

test("an ended session opens nothing at the very next request", async () => {
  const { cookie } = await enter(lan.email);
  expect((await page("/me", cookie)).status).toBe(200);
  await callSignIn("/sign-out", {}, cookie);
  expect((await page("/me", cookie)).status).toBe(303);
  expect(await sessionOf(cookie)).toBeUndefined();
});

test("each sign-in has a token of its own, which nobody can foresee", async () => {
  const [one, two] = [await enter(lan.email), await enter(lan.email)];
  const tokenOf = ({ cookie }: typeof one) => /session_token=([^.%;]+)/.exec(cookie)?.[1] ?? "";
  expect(tokenOf(one)).not.toBe(tokenOf(two));
  expect(tokenOf(one).length).toBeGreaterThanOrEqual(32);
});

test("a cookie that was not signed here is no session", async () => {
  const { cookie } = await enter(lan.email);
  expect(await sessionOf(cookie)).toBeDefined();
  const at = cookie.indexOf("session_token=") + 20;
  for (const wrong of [
    cookie.slice(0, at),
    cookie.replace(/\.[^.;]+/, ".AAAA"),
    cookie.replace("token=", "token=%E0%A4"),
  ])
    expect(await sessionOf(wrong)).toBeUndefined();
});

test("a session ends when nobody used it for a while, and is kept by use, but not beyond its last end", async () => {
  const { cookie } = await enter(lan.email);
  const { id = "" } = (await sessionOf(cookie)) ?? {};
  const ends = async () => {
    const { rows } = await owner(
      "select round(extract(epoch from expires_at - now()) / 60)::int as idle, round(extract(epoch from expires_at - created_at) / 3600)::int as whole from auth_session where id = $1",
      [id],
    );
    return rows[0];
  };
  expect((await ends())?.idle).toBe(config.sessionIdleMinutes);
  await owner(
    "update auth_session set updated_at = now() - interval '2 minutes', expires_at = now() + interval '1 minute' where id = $1",
    [id],
  );
  expect(await sessionOf(cookie)).toBeDefined();
  expect((await ends())?.idle).toBe(config.sessionIdleMinutes);
  await owner(
    "update auth_session set updated_at = now() - interval '2 minutes', created_at = now() - make_interval(hours => $2, mins => -5) where id = $1",
    [id, config.sessionHours],
  );
  expect(await sessionOf(cookie)).toBeDefined();
  expect(await ends()).toMatchObject({ idle: 5, whole: config.sessionHours });
  await owner("update auth_session set expires_at = now() - interval '1 second' where id = $1", [id]);
  expect(await sessionOf(cookie)).toBeUndefined();
});

test("who signs in anew in a browser has one session there", async () => {
  const first = await enter(lan.email);
  const second = await enter(lan.email, PASSWORD, first.cookie);
  expect(await sessionOf(first.cookie)).toBeUndefined();
  expect((await sessionOf(second.cookie))?.userId).toBe(lan.id);
});

test("sessions are seen and ended one by one, and all of them; never somebody else's", async () => {
  const other = await anAccount("office");
  const [one, two, strange] = [await enter(other.email), await enter(other.email), await enter(lan.email)];
  const listed = await inWork(other.actor, (work) => listSessions(work, other.id));
  expect(listed.map((session) => session.factor)).toEqual(["password", "password"]);
  const { id = "" } = (await sessionOf(one.cookie)) ?? {};
  await inWork(lan.actor, (work) => endSession(work, id));
  expect(await sessionOf(one.cookie)).toBeDefined();
  await inWork(other.actor, (work) => endSession(work, id));
  expect([await sessionOf(one.cookie), (await sessionOf(two.cookie))?.userId]).toEqual([undefined, other.id]);
  await inWork(other.actor, (work) => endOwnSessions(work));
  expect(await sessionOf(two.cookie)).toBeUndefined();
  expect(await sessionOf(strange.cookie)).toBeDefined();
});

test("only who has just signed in comes to passkeys, keys, the second step and others' accounts", async () => {
  const administrator = await anAccount("administrator");
  const { cookie } = await enter(administrator.email);
  const places = [
    "/me/passkeys",
    "/me/tokens",
    "/me/two-factor",
    "/me/two-factor/codes",
    "/me/two-factor/off",
    `/people/accounts/${lan.id}/link`,
    `/people/accounts/${lan.id}/second-step/ask`,
  ];
  for (const path of places) expect([path, (await page(path, cookie)).status]).toEqual([path, 200]);
  await owner("update auth_session set created_at = now() - interval '16 minutes' where user_id = $1", [
    administrator.id,
  ]);
  for (const path of places) {
    const asked = `/me/confirm?next=${encodeURIComponent(path)}`;
    expect([path, (await page(path, cookie)).headers.get("location")]).toEqual([path, asked]);
    if (path === "/me/passkeys") continue;
    const post = new Request(`${HERE}${path}`, { method: "POST", headers: { cookie }, body: new URLSearchParams({}) });
    expect([path, (await ask(post)).headers.get("location")]).toEqual([path, asked]);
  }
  expect((await callSignIn("/passkey/verify-registration", { response: {} }, cookie)).status).toBe(403);
  const ending = `/me/sessions/${lan.id}/end`;
  const end = new Request(`${HERE}${ending}`, { method: "POST", headers: { cookie }, body: new URLSearchParams({}) });
  expect((await ask(end)).headers.get("location")).toBe(`/me/confirm?next=${encodeURIComponent(ending)}`);
});

test("what is over is swept away at night, what stands stays", async () => {
  const [over, stands] = [await enter(lan.email), await enter(lan.email)];
  const { id = "" } = (await sessionOf(over.cookie)) ?? {};
  await owner("update auth_session set expires_at = now() - interval '1 second' where id = $1", [id]);
  await inWork(system, sweepSessions);
  expect((await owner("select from auth_session where id = $1", [id])).rows).toEqual([]);
  expect(await sessionOf(stands.cookie)).toBeDefined();
});

test("a role of the setting is acted in only by who showed a second step", async () => {
  const leader = await anAccount("leader");
  config.secondStepRoles = ["leader"];
  try {
    const { cookie } = await enter(leader.email);
    expect((await page("/delegations", cookie)).headers.get("location")).toBe("/me/two-factor?owed");
    expect((await page("/api/v1/me", cookie)).status).toBe(403);
    expect((await page("/me/two-factor?owed", cookie)).status).toBe(200);
    await owner("update auth_session set factor = 'passkey' where user_id = $1", [leader.id]);
    expect((await page("/delegations", cookie)).status).toBe(200);
    const { cookie: free } = await enter(lan.email);
    expect((await page("/delegations", free)).status).toBe(200);
  } finally {
    config.secondStepRoles = [];
  }
});

test("what counts as two factors, and the way to them", () => {
  const { actor } = lan;
  const owed = (["password", "provider", "second_step", "passkey", "provider_second_step"] as const).filter((factor) =>
    owesSecondStep(actor, factor, ["office"]),
  );
  expect(owed).toEqual(["password", "provider"]);
  expect(["/me/two-factor", "/me/confirm", "/sign-out", "/language"].every(isOnTheWayToSecondStep)).toBe(true);
  expect(["/me", "/me/two-factory", "/me/tokens", "/", "/api/v1/me"].some(isOnTheWayToSecondStep)).toBe(false);
});
