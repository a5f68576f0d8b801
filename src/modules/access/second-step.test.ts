import { beforeEach, expect, test } from "vitest";
import { asOwner, useDatabase } from "../../../tests/database.ts";
import { inReading, inWork } from "#platform/db.server.ts";
import { system } from "#platform/actor.ts";
import { anAccount, callSignIn, earlyInStep, enter } from "./account.fixtures.ts";
import { agreeSecondStepReset, askSecondStepReset, refuseSecondStepReset } from "./account.commands.server.ts";
import { digitsAt, isCodeOf, openSecret, stepAt } from "./second-step.server.ts";
import {
  beginSecondStep,
  confirmSecondStep,
  endSecondStep,
  renewBackupCodes,
  trySecondStep,
} from "./second-step.commands.server.ts";
import { findSession } from "./session.server.ts";

const database = useDatabase();
const owner = (sql: string, values: unknown[] = []) =>
  asOwner(database.ownerUrl(), (client) => client.query<Record<string, string>>(sql, values));
const step = () => stepAt(Date.now());
const sessionOf = (cookie: string) => findSession(new Headers({ cookie }));

let lan: Awaited<ReturnType<typeof anAccount>>;
let cookie: string;
let codes: string[];

async function secretOf(userId: string): Promise<string> {
  const { rows } = await owner("select secret from auth_two_factor where user_id = $1", [userId]);
  return openSecret(rows[0]?.secret ?? "");
}

/** As if thirty seconds had passed since the last code was used. */
const later = () => owner("update auth_two_factor set last_used_step = 0 where user_id = $1", [lan.id]);

beforeEach(async () => {
  lan = await anAccount("office");
  ({ cookie } = await enter(lan.email));
  ({ backupCodes: codes } = await inWork(lan.actor, beginSecondStep));
  const { id = "" } = (await sessionOf(cookie)) ?? {};
  await earlyInStep();
  const code = async () => digitsAt(await secretOf(lan.id), step());
  await inWork(lan.actor, async (work) => confirmSecondStep(work, await code(), id));
});

test("the digits are those of RFC 6238, of these thirty seconds alone", () => {
  const secret = "12345678901234567890";
  expect([59, 1111111109, 20000000000].map((second) => digitsAt(secret, stepAt(second * 1000)))).toEqual([
    "287082",
    "081804",
    "353130",
  ]);
  const now = stepAt(1111111109_000);
  expect([-1, 0, 1].map((far) => isCodeOf(secret, digitsAt(secret, now + far), now))).toEqual([false, true, false]);
});

test("a code opens once, also for two who send it at the same time", async () => {
  await earlyInStep();
  await later();
  const digits = digitsAt(await secretOf(lan.id), step());
  const tries = await Promise.all([1, 2, 3].map(() => inWork(system, (work) => trySecondStep(work, lan.id, digits))));
  expect(tries.toSorted()).toEqual(["right", "wrong", "wrong"]);
});

test("a password alone makes no session; the code does, another time than the password, and only so often", async () => {
  const first = await enter(lan.email);
  expect([first.status, first.said]).toEqual([200, { asksForCode: true }]);
  expect(await sessionOf(first.cookie)).toBeUndefined();
  expect(
    (await owner("select id from auth_session where user_id = $1 and factor = 'password'", [lan.id])).rows,
  ).toEqual([]);
  for (const _try of [1, 2, 3, 4, 5])
    expect((await callSignIn("/second-step/verify", { code: "000000" }, first.cookie)).status).toBe(401);
  expect((await callSignIn("/second-step/verify", { code: "000000" }, first.cookie)).status).toBe(410);
  const second = await enter(lan.email);
  await earlyInStep();
  await later();
  const code = digitsAt(await secretOf(lan.id), step());
  const entered = await callSignIn("/second-step/verify", { code }, second.cookie);
  expect(entered.status).toBe(200);
  expect((await sessionOf(entered.cookie))?.factor).toBe("second_step");
  expect((await callSignIn("/second-step/verify", { code }, second.cookie)).status).toBe(410);
  expect((await callSignIn("/second-step/verify", { code }, "")).status).toBe(410);
});

test("ten wrong codes let the second step rest, whichever way they came", async () => {
  const tries = [];
  for (let count = 0; count < 11; count += 1)
    tries.push(await inWork(system, (work) => trySecondStep(work, lan.id, "111111")));
  expect(tries.at(-1)).toBe("locked");
  expect(await inWork(system, (work) => trySecondStep(work, lan.id, codes[0] ?? ""))).toBe("locked");
});

test("a backup code is kept as a hash, opens once, however it is typed, and ends with new ones", async () => {
  const kept = await owner("select backup_codes from auth_two_factor where user_id = $1", [lan.id]);
  expect(kept.rows[0]?.backup_codes?.match(/\$argon2id\$/g)).toHaveLength(10);
  for (const code of codes) expect(kept.rows[0]?.backup_codes).not.toContain(code.slice(0, 5));
  const attempt = (code: string) => inWork(system, (work) => trySecondStep(work, lan.id, code));
  const typed = ` ${codes[3]?.toUpperCase().replace("-", " ")} `;
  expect([await attempt(typed), await attempt(typed)]).toEqual(["right", "wrong"]);
  const fresh = await inWork(lan.actor, renewBackupCodes);
  expect([await attempt(codes[4] ?? ""), await attempt(fresh[0] ?? "")]).toEqual(["wrong", "right"]);
});

test("a secret is of 160 bits, and one that is in force is not made anew beside it", async () => {
  const other = await anAccount("office");
  const { secret, backupCodes } = await inWork(other.actor, beginSecondStep);
  expect([Buffer.from(await secretOf(other.id)).length, secret.length, new Set(backupCodes).size]).toEqual([
    32, 52, 10,
  ]);
  const before = await secretOf(lan.id);
  await expect(inWork(lan.actor, beginSecondStep)).rejects.toThrow("rule_second_step_on");
  expect(await secretOf(lan.id)).toBe(before);
});

test("the code that confirmed a second step opens nothing besides; that backup codes were made is in the history", async () => {
  const digits = digitsAt(await secretOf(lan.id), step());
  expect(await inWork(system, (work) => trySecondStep(work, lan.id, digits))).toBe("wrong");
  await inWork(lan.actor, renewBackupCodes);
  const lines = await owner("select action from history where subject_id = $1 order by id", [lan.id]);
  expect(lines.rows.map((one) => one.action)).toEqual(["second_step_on", "backup_codes_made"]);
});

test("what waits for a code is kept under a digest of what the browser holds", async () => {
  const first = await enter(lan.email);
  const key = /second_step=([^.;%]+)/.exec(decodeURIComponent(first.cookie))?.[1] ?? "";
  expect(key.length).toBeGreaterThanOrEqual(32);
  const kept = (await owner("select identifier, value from auth_verification")).rows;
  expect(kept.length).toBeGreaterThan(0);
  expect(JSON.stringify(kept)).not.toContain(key);
});

test("switching it on or off ends the other sessions, and both are in the history", async () => {
  const { id = "" } = (await sessionOf(cookie)) ?? {};
  expect((await sessionOf(cookie))?.factor).toBe("second_step");
  await owner(
    "insert into auth_session (user_id, token, expires_at) values ($1, gen_random_uuid()::text, now() + interval '1 hour')",
    [lan.id],
  );
  await inWork(lan.actor, (work) => endSecondStep(work, id));
  expect((await owner("select id, factor from auth_session where user_id = $1", [lan.id])).rows).toEqual([
    { id, factor: "password" },
  ]);
  const lines = await owner("select action from history where subject_id = $1 order by id", [lan.id]);
  expect(lines.rows.map((one) => one.action)).toEqual(["second_step_on", "second_step_off"]);
});

test("a lost second step goes only when two administrators agree, and neither for himself", async () => {
  const [one, two, officer] = [
    await anAccount("administrator"),
    await anAccount("administrator"),
    await anAccount("office"),
  ];
  const why = { identity_checked: "Gặp tại cơ quan" };
  const asking = (who: typeof one, about = lan.id) => inWork(who.actor, (work) => askSecondStepReset(work, about, why));
  const agreeing = (who: typeof one) => inWork(who.actor, (work) => agreeSecondStepReset(work, lan.id));
  await expect(asking(officer)).rejects.toThrow("not yours to do");
  await expect(asking(one, one.id)).rejects.toThrow("not yours to do");
  await expect(agreeing(two)).rejects.toThrow("rule_second_step_not_asked");
  await asking(one);
  await expect(asking(two)).rejects.toThrow("rule_second_step_asked");
  await expect(agreeing(one)).rejects.toThrow("rule_second_step_other");
  await inWork(two.actor, (work) => refuseSecondStepReset(work, lan.id));
  await expect(agreeing(two)).rejects.toThrow("rule_second_step_not_asked");
  await asking(one);
  await owner("update access_second_step_reset set expires_at = now() - interval '4000 days' where settled_at is null");
  await expect(agreeing(two)).rejects.toThrow("rule_second_step_not_asked");
  await asking(one);
  await agreeing(two);
  expect(await sessionOf(cookie)).toBeUndefined();
  const again = await enter(lan.email);
  expect((await sessionOf(again.cookie))?.factor).toBe("password");
  const letters = await inReading(system, (work) =>
    work.trx.selectFrom("mail_outbox").select("mail_outbox.id").where("mail_outbox.user_id", "=", lan.id).execute(),
  );
  // Asked three times, taken back once, done.
  expect(letters).toHaveLength(5);
  // Whoever may agree hears of it each time; neither who asks does, nor who has no say in it.
  const told = await owner(
    "select user_id, count(*)::int from mail_outbox where body like '%' || $1 || '%' group by 1",
    [`people/accounts/${lan.id}`],
  );
  const times = new Map(told.rows.map((row) => [row.user_id, row.count]));
  expect([one, two, officer].map((who) => times.get(who.id))).toEqual([undefined, 3, undefined]);
});

test("the first code is read as authenticators show it, and what is no code is refused", async () => {
  const minh = await anAccount("office");
  const made = await enter(minh.email);
  const { id = "" } = (await sessionOf(made.cookie)) ?? {};
  await inWork(minh.actor, beginSecondStep);
  const confirm = (code: string) => inWork(minh.actor, (work) => confirmSecondStep(work, code, id));
  for (const typed of ["ế ề ể ễ ệ ê", "１２３４５６", "12345", "x".repeat(40)])
    await expect(confirm(typed)).rejects.toThrow("error_code_wrong");
  await earlyInStep();
  const digits = digitsAt(await secretOf(minh.id), step());
  await expect(confirm(`999${digits}`)).rejects.toThrow("error_code_wrong");
  await confirm(` ${digits.slice(0, 3)} ${digits.slice(3)} `);
  expect((await sessionOf(made.cookie))?.factor).toBe("second_step");
});
