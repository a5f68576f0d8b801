import { beforeAll, expect, test } from "vitest";
import { asOwner, useDatabase } from "../../../tests/database.ts";
import { system } from "#platform/actor.ts";
import { inReading, inWork } from "#platform/db.server.ts";
import { acceptInvitation, invite } from "./access.commands.server.ts";
import { canManageAccount } from "./access.policy.ts";
import { findActor } from "./access.queries.server.ts";
import { deactivateAccount, givePasswordLink, returnAccount } from "./account.commands.server.ts";
import { PASSWORD, anAccount, enter } from "./account.fixtures.ts";
import { resendInvitation, withdrawInvitation } from "./invitation.commands.server.ts";
import { changePassword, findPasswordLink, followPasswordLink } from "./password.commands.server.ts";
import { endSession } from "./session.commands.server.ts";
import { findSession } from "./session.server.ts";

/** What ends with what, and who hears of it. */
const database = useDatabase();
const owner = async (sql: string, values: unknown[] = []) =>
  (await asOwner(database.ownerUrl(), (client) => client.query<Record<string, string>>(sql, values))).rows;
const NEXT = "hoa sen nở giữa đầm";
const HOUSE = "https://union.test";
type Account = Awaited<ReturnType<typeof anAccount>>;
let chief: Account;
beforeAll(async () => {
  chief = await anAccount("administrator");
});

const aLink = async (lan: Account) =>
  (await inWork(chief.actor, (work) => givePasswordLink(work, lan.id, HOUSE))).split("/").at(-1) ?? "";
const opens = async (key: string) => (await inReading(system, (work) => findPasswordLink(work, key))) !== undefined;
const follow = (key: string, password = NEXT) => inWork(system, (work) => followPasswordLink(work, key, password));
const lettersTo = async (lan: Account) =>
  (await owner("select subject from mail_outbox where recipient = $1", [lan.email])).map(({ subject }) => subject);
const sessionOf = (cookie: string) => findSession(new Headers({ cookie }));

test("a changed password ends the links that were out, and its owner hears of it by letter", async () => {
  const lan = await anAccount("office");
  const key = await aLink(lan);
  expect(await opens(key)).toBe(true);
  const change = { current_password: PASSWORD, new_password: NEXT };
  await inWork(lan.actor, (work) => changePassword(work, change, undefined));
  expect(await opens(key)).toBe(false);
  await expect(follow(key)).rejects.toThrow("not there");
  expect(await lettersTo(lan)).toEqual(["Liên hiệp: mật khẩu đã đổi · the password was changed"]);
});

test("a link sets no password that would be guessed, ends with its time, and what it did is told by letter", async () => {
  const lan = await anAccount("office");
  const key = await aLink(lan);
  await expect(follow(key, "1234567890")).rejects.toThrow("error_password_common");
  expect(await opens(key)).toBe(true);
  const [kept] = await owner("select expires_at from access_password_link where user_id = $1", [lan.id]);
  // The moment before it is over, and the moment that it is.
  await owner("update access_password_link set expires_at = $2::timestamptz - interval '25 hours' where user_id = $1", [
    lan.id,
    kept?.expires_at,
  ]);
  expect(await opens(key)).toBe(false);
  await expect(follow(key)).rejects.toThrow("not there");
  await owner("update access_password_link set expires_at = $2 where user_id = $1", [lan.id, kept?.expires_at]);
  await follow(key);
  expect(await lettersTo(lan)).toEqual(["Liên hiệp: mật khẩu đã đổi · the password was changed"]);
});

test("a closed account has no link, gets none, and what was ended with it stays ended when it comes back", async () => {
  const lan = await anAccount("office");
  const [{ cookie }, key] = [await enter(lan.email), await aLink(lan)];
  await inWork(chief.actor, (work) => deactivateAccount(work, lan.id));
  await expect(aLink(lan)).rejects.toThrow("rule_account_closed");
  // Even a link and a session that somebody wrote back by hand open nothing.
  await owner("update access_password_link set used_at = null where user_id = $1", [lan.id]);
  expect(await opens(key)).toBe(false);
  await owner("update access_password_link set used_at = created_at where user_id = $1", [lan.id]);
  await inWork(chief.actor, (work) => returnAccount(work, lan.id));
  expect([await sessionOf(cookie), await opens(key)]).toEqual([undefined, false]);
  const { cookie: anew } = await enter(lan.email);
  await owner("update auth_user set deactivated_at = now() where id = $1", [lan.id]);
  expect(await sessionOf(anew)).toBeUndefined();
});

test("whoever is looked up while the account is being closed or opened again is remembered no longer than until it is", async () => {
  const lan = await anAccount("office");
  const whileDoing = (run: typeof deactivateAccount) =>
    inWork(chief.actor, async (work) => {
      await run(work, lan.id);
      return (await findActor(lan.id, undefined))?.userId;
    });
  expect(await whileDoing(deactivateAccount)).toBe(lan.id);
  expect(await findActor(lan.id, undefined)).toBeUndefined();
  expect(await whileDoing(returnAccount)).toBeUndefined();
  expect((await findActor(lan.id, undefined))?.userId).toBe(lan.id);
});

test("of two administrators of the union who close each other at once one stays", async () => {
  const [one, two] = [await anAccount("administrator"), await anAccount("administrator")];
  await owner("update access_appointment set until_on = from_on where role = 'administrator' and user_id <> all ($1)", [
    [one.id, two.id],
  ]);
  const closing = [
    inWork(one.actor, (work) => deactivateAccount(work, two.id)),
    inWork(two.actor, (work) => deactivateAccount(work, one.id)),
  ];
  await Promise.allSettled(closing);
  expect(
    await owner("select from auth_user where id = any ($1) and deactivated_at is null", [[one.id, two.id]]),
  ).toHaveLength(1);
});

test("an account that works for several units is decided over by who administers all of them", async () => {
  const { actor } = await anAccount("administrator", "ha_noi");
  const over = (paths: string[]) => canManageAccount(actor, { id: "another", paths });
  expect([over(["vufo.ha_noi"]), over(["vufo.ha_noi", "vufo.can_tho"]), over([])]).toEqual([true, false, false]);
});

test("an invitation that was taken is neither sent again nor withdrawn", async () => {
  const { actor } = await anAccount("administrator");
  const invitation = { name: "Mới", email: "moi@ends.example", unit_id: actor.unitId ?? "", role: "press" as const };
  const { id, link } = await inWork(actor, (work) => invite(work, invitation, HOUSE));
  expect(link).toMatch(/\/invitation\/[\w-]{32}$/);
  await inWork(system, (work) => acceptInvitation(work, link.split("/").at(-1) ?? "", { password: NEXT }));
  for (const act of [
    () => inWork(actor, (work) => resendInvitation(work, id, HOUSE)),
    () => inWork(actor, (work) => withdrawInvitation(work, id)),
  ])
    await expect(act()).rejects.toThrow("rule_invitation_taken");
});

test("one session ended is a line of the history", async () => {
  const lan = await anAccount("office");
  const { id = "" } = (await sessionOf((await enter(lan.email)).cookie)) ?? {};
  await inWork(lan.actor, (work) => endSession(work, id));
  await inWork(lan.actor, (work) => endSession(work, id));
  expect(await owner("select action from history where subject_id = $1", [lan.id])).toEqual([
    { action: "sessions_ended" },
  ]);
});
