import { beforeEach, expect, test } from "vitest";
import { asOwner, useDatabase } from "../../../tests/database.ts";
import { system } from "#platform/actor.ts";
import { clientAddress, trustIn } from "#platform/client-address.server.ts";
import { inWork } from "#platform/db.server.ts";
import { openAccount } from "./access.commands.server.ts";
import { tryFrom, tryOwn, tryPassword } from "./guess.commands.server.ts";
import { GUESSES, PLACES } from "./guessing.model.ts";
import { deviceOf, makeKnown } from "./known-device.server.ts";

const database = useDatabase();
const query = (sql: string, values: unknown[] = []) =>
  asOwner(database.ownerUrl(), async (client) => (await client.query<Record<string, unknown>>(sql, values)).rows);
const LAN = "lan.tries@test.example";
const HOA = "hoa.tries@test.example";
let lan = "";
beforeEach(async () => {
  await query("delete from access_guess");
  await query("delete from mail_outbox");
  lan = await inWork(system, async (work) => {
    const there = await work.trx.selectFrom("auth_user").select("id").where("email", "=", LAN).executeTakeFirst();
    if (there) return there.id;
    await openAccount(work, { name: "Hoa", email: HOA, password: "mat khau rieng 88" });
    return openAccount(work, { name: "Lan", email: LAN, password: "mat khau rieng 99" });
  });
});

const times = (count: number) => Array.from({ length: count }, (_, number) => number);
const isFree = async (trying: ReturnType<typeof tryPassword>) => (await trying).waitSeconds === 0;
/** How many of so many wrong tries at once were looked at. */
const looked = async (count: number, client: (number: number) => string, email = LAN) =>
  (await Promise.all(times(count).map((number) => isFree(tryPassword({ client: client(number), email }))))).filter(
    Boolean,
  ).length;

test("of sixty tries with made-up forwarding headers ten are looked at, also when all come at once", async () => {
  const trusts = trustIn(undefined);
  expect(await looked(60, (number) => clientAddress("198.51.100.7", `203.0.113.${number}`, trusts))).toBe(10);
  expect(await query("select subject from mail_outbox where recipient = $1", [LAN])).toHaveLength(1);
});

test("sixty clients together try one account no oftener than all may, and its owner hears of it once", async () => {
  expect(await looked(60, (number) => `203.0.113.${number}`)).toBe(GUESSES.account.most);
  expect(await query("select recipient from mail_outbox")).toEqual([{ recipient: LAN }]);
});

test("a name that nobody has is limited just as one that somebody has", async () => {
  expect(await looked(60, () => "198.51.100.7", "nobody@test.example")).toBe(10);
  expect(await looked(60, (number) => `203.0.113.${number}`, "nobody.else@test.example")).toBe(GUESSES.account.most);
  expect(await query("select from mail_outbox")).toHaveLength(0);
});

test("who tries wrongly locks nobody else out: not who sits beside, not who signed in to that account before", async () => {
  await looked(130, () => "198.51.100.7");
  expect(await isFree(tryPassword({ client: "198.51.100.7", email: HOA }))).toBe(true);
  await looked(60, (number) => `203.0.113.${number}`);
  expect(await isFree(tryPassword({ client: "192.0.2.1", email: LAN }))).toBe(false);
  const device = deviceOf(makeKnown(LAN), LAN);
  expect(await isFree(tryPassword({ client: "192.0.2.1", email: LAN, device }))).toBe(true);
});

test("a device's mark is good for its own account, cannot be made up, and has a limit of its own", async () => {
  const mark = makeKnown(LAN);
  expect(deviceOf(mark, LAN.toUpperCase())).toBe(mark.split(".")[0]);
  expect([deviceOf(mark, HOA), deviceOf(`x${mark}`, LAN), deviceOf("a.b", LAN), deviceOf(undefined, LAN)]).toEqual(
    times(4).map(() => undefined),
  );
  const device = deviceOf(mark, LAN);
  let free = 0;
  for (const _ of times(60)) if (await isFree(tryPassword({ client: "192.0.2.1", email: LAN, device }))) free += 1;
  expect(free).toBe(GUESSES.device.most + GUESSES.pair.most);
});

test("what was right is not counted, so nobody is locked out by signing in often", async () => {
  for (const _ of times(40)) {
    const trying = await tryPassword({ client: "192.0.2.1", email: LAN });
    expect(trying.waitSeconds).toBe(0);
    if ("right" in trying) await trying.right();
  }
});

test("one client tries no more accounts than an office mistypes", async () => {
  const names = times(GUESSES.client.most + 20);
  const free = [];
  for (const number of names)
    free.push(await isFree(tryPassword({ client: "2001:db8:1:2::7", email: `p${number}@x.example` })));
  expect(free.filter(Boolean).length).toBe(GUESSES.client.most);
  expect(await isFree(tryPassword({ client: "2001:db8:1:2:ffff::9", email: "other@x.example" }))).toBe(false);
  expect(await isFree(tryPassword({ client: "2001:db8:1:3::7", email: "other@x.example" }))).toBe(true);
});

test("whoever has a whole network of lines closes nobody else out, neither at passwords nor at codes", async () => {
  const line = (at: number) => `2001:db8:77:${at.toString(16)}::1`;
  const tryAll = async (from: number) => {
    const free = { password: 0, code: 0 };
    for (const at of times(6)) {
      if (await isFree(tryPassword({ client: line(from + at), email: `q${at}@x.example` }))) free.password += 1;
      if (await isFree(tryFrom("code", line(from + at)))) free.code += 1;
    }
    return free;
  };
  expect(await tryAll(0)).toEqual({ password: 6, code: 6 });
  await query(`update access_guess set wrong = ${GUESSES.site.most - 2} where name like 'site:%'`);
  expect(await tryAll(100)).toEqual({ password: 2, code: 2 });
  expect(await isFree(tryFrom("code", "2001:db8:78::1"))).toBe(true);
});

test("the own password and codes are limited as well", async () => {
  const own = await Promise.all(times(60).map(() => tryOwn({ client: "192.0.2.1", userId: lan })));
  expect(own.filter((one) => one.waitSeconds === 0)).toHaveLength(GUESSES.own.most);
  const codes = await Promise.all(times(60).map(() => tryFrom("code", "192.0.2.1")));
  expect(codes.filter((one) => one.waitSeconds === 0)).toHaveLength(GUESSES.code.most);
});

test("a limit ends with its time, says how long that is, and what is over goes", async () => {
  await looked(12, () => "198.51.100.7");
  const waiting = await tryPassword({ client: "198.51.100.7", email: LAN });
  expect(waiting.waitSeconds).toBeGreaterThan(800);
  expect(waiting.waitSeconds).toBeLessThanOrEqual(900);
  await query("update access_guess set since = since - interval '16 minutes'");
  expect(await isFree(tryPassword({ client: "198.51.100.7", email: LAN }))).toBe(true);
  await query("update access_guess set since = since - interval '2 days'");
  await isFree(tryPassword({ client: "192.0.2.200", email: LAN }));
  const old = await query("select from access_guess where since < now() - interval '1 day'");
  expect(old).toHaveLength(0);
});

test("made-up names and clients fill no table: each falls into one of so many places", async () => {
  await looked(40, (number) => `203.0.113.${number}`, "made.up@test.example");
  for (const number of times(40)) await tryPassword({ client: "192.0.2.9", email: `made.up.${number}@test.example` });
  const names = (await query("select name from access_guess")).map((row) => String(row.name));
  expect(names.filter((name) => Number(/^(client|pair|account):(\d+)$/.exec(name)?.[2] ?? PLACES) >= PLACES)).toEqual(
    [],
  );
});
