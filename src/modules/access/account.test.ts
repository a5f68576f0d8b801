import { beforeAll, expect, test } from "vitest";
import { asOwner, useDatabase } from "../../../tests/database.ts";
import { system } from "#platform/actor.ts";
import { config } from "#platform/config.ts";
import { inReading, inWork } from "#platform/db.server.ts";
import { sendingOf } from "#platform/once.server.ts";
import { today } from "#platform/time.ts";
import { appointPerson, invitePerson } from "./access.commands.server.ts";
import { createToken, hashKey } from "./key.commands.server.ts";
import { findActor, findInvitation } from "./access.queries.server.ts";
import { findKey } from "./key.queries.server.ts";
import { deactivateAccount, endSessionsOf, givePasswordLink, returnAccount } from "./account.commands.server.ts";
import { PASSWORD, anAccount, enter } from "./account.fixtures.ts";
import { resendInvitation, withdrawInvitation } from "./invitation.commands.server.ts";
import { askPasswordLink, changePassword, findPasswordLink, followPasswordLink } from "./password.commands.server.ts";
import { listEverybody } from "./everybody.queries.server.ts";
import { findSession } from "./session.server.ts";

const database = useDatabase();
const owner = (sql: string, values: unknown[] = []) =>
  asOwner(database.ownerUrl(), (client) => client.query<Record<string, string>>(sql, values));
const sessionOf = (cookie: string) => findSession(new Headers({ cookie }));
const NEXT = "hoa sen nở giữa đầm";
const actions = async (id: string) =>
  (await owner("select action from history where subject_id = $1 order by id", [id])).rows.map((one) => one.action);

let chief: Awaited<ReturnType<typeof anAccount>>;
beforeAll(async () => {
  chief = await anAccount("administrator");
});

test("a password is changed by who knows the old one, and every other session ends", async () => {
  const lan = await anAccount("office");
  const [here, there] = [await enter(lan.email), await enter(lan.email)];
  const { id } = (await sessionOf(here.cookie)) ?? {};
  const change = (current_password: string, new_password: string) =>
    inWork(lan.actor, (work) => changePassword(work, { current_password, new_password }, id));
  await expect(change("not the old one", NEXT)).rejects.toThrow("error_password_wrong");
  await expect(change(PASSWORD, "1234567890")).rejects.toThrow("error_password_common");
  expect(await sessionOf(there.cookie)).toBeDefined();
  await change(PASSWORD, NEXT);
  expect([await sessionOf(there.cookie), (await sessionOf(here.cookie))?.id]).toEqual([undefined, id]);
  expect([(await enter(lan.email)).status, (await enter(lan.email, NEXT)).status]).toEqual([401, 200]);
  expect(await actions(lan.id)).toEqual(["password_changed"]);
});

test("a forgotten password is set by a link that works once, for half an hour, and says nothing of strangers", async () => {
  const lan = await anAccount("office");
  const letters = async (email: string) =>
    (await owner("select body from mail_outbox where recipient = $1 order by created_at", [email])).rows;
  const asking = (email: string) => inWork(system, (work) => askPasswordLink(work, email, "https://union.test"));
  await asking("nobody@test.example");
  expect(await letters("nobody@test.example")).toEqual([]);
  for (const _time of [1, 2, 3, 4, 5]) await asking(lan.email.toUpperCase());
  const sent = await letters(lan.email);
  expect(sent).toHaveLength(3);
  const [old = "", key = ""] = [sent[0], sent[2]].map((one) => /password\/(\S+)/.exec(one?.body ?? "")?.[1] ?? "");
  const find = (one: string) => inReading(system, (work) => findPasswordLink(work, one));
  expect([await find(old), (await find(key))?.email]).toEqual([undefined, lan.email]);
  expect(JSON.stringify((await owner("select * from access_password_link")).rows)).not.toContain(key);
  const { cookie } = await enter(lan.email);
  const follow = () => inWork(system, (work) => followPasswordLink(work, key, NEXT));
  const done = await Promise.allSettled([follow(), follow(), follow()]);
  expect(done.map((one) => one.status).toSorted()).toEqual(["fulfilled", "rejected", "rejected"]);
  expect(await sessionOf(cookie)).toBeUndefined();
  expect((await enter(lan.email, NEXT)).status).toBe(200);
  const made = await owner(
    "select round(extract(epoch from expires_at - created_at) / 60)::int as minutes from access_password_link where user_id = $1",
    [lan.id],
  );
  expect(made.rows.map((one) => one.minutes)).toEqual([30, 30, 30]);
});

test("an administrator hands out a link for those of the own units, never for the own account", async () => {
  const [lan, local] = [await anAccount("office"), await anAccount("administrator", "ha_noi")];
  const link = await inWork(chief.actor, (work) => givePasswordLink(work, lan.id, "https://union.test"));
  const key = link.split("/").at(-1) ?? "";
  await inWork(system, (work) => askPasswordLink(work, lan.email, "https://union.test"));
  await inWork(system, (work) => followPasswordLink(work, key, NEXT));
  expect((await enter(lan.email, NEXT)).status).toBe(200);
  await expect(inWork(chief.actor, (work) => givePasswordLink(work, chief.id, ""))).rejects.toThrow("not yours to do");
  await expect(inWork(lan.actor, (work) => givePasswordLink(work, chief.id, ""))).rejects.toThrow("not yours to do");
  await expect(inWork(local.actor, (work) => givePasswordLink(work, lan.id, ""))).rejects.toThrow("not yours to do");
  expect(await actions(lan.id)).toEqual(["password_link_made", "password_reset"]);
  const left = await owner("select from access_password_link where user_id = $1 and used_at is null", [lan.id]);
  expect(left.rows).toEqual([]);
});

test("a closed account opens nothing: no sign-in, session, key, link or place among those who act; and comes back", async () => {
  const lan = await anAccount("office");
  const { cookie } = await enter(lan.email);
  const token = await inWork(lan.actor, (work) => createToken(work, lan.id, "báo cáo"));
  const link = await inWork(chief.actor, (work) => givePasswordLink(work, lan.id, ""));
  await inWork(chief.actor, (work) => deactivateAccount(work, lan.id));
  await expect(inWork(chief.actor, (work) => deactivateAccount(work, lan.id))).rejects.toThrow("rule_account_closed");
  expect(await sessionOf(cookie)).toBeUndefined();
  expect(await inReading(system, (work) => findKey(work, hashKey(token), "calls"))).toBeUndefined();
  expect(await inReading(system, (work) => findPasswordLink(work, link.split("/").at(-1) ?? ""))).toBeUndefined();
  expect(await findActor(lan.id, undefined)).toBeUndefined();
  const everybody = () => inReading(system, listEverybody).then((all) => all.some((one) => one.userId === lan.id));
  expect(await everybody()).toBe(false);
  const entering = await enter(lan.email);
  expect([entering.status, entering.said]).toMatchObject([403, { code: "account_closed" }]);
  await inWork(system, (work) => askPasswordLink(work, lan.email, ""));
  expect(
    (await owner("select from access_password_link where user_id = $1 and used_at is null", [lan.id])).rows,
  ).toEqual([]);
  const role = { unit_id: lan.actor.unitId ?? "", role: "press" as const, from_on: today(), until_on: undefined };
  const appointed = inWork(chief.actor, (work) => appointPerson(work, { email: lan.email, ...role }));
  await expect(appointed).rejects.toThrow("rule_account_closed");
  await inWork(chief.actor, (work) => returnAccount(work, lan.id));
  expect([(await enter(lan.email)).status, await everybody()]).toEqual([200, true]);
  expect(await inReading(system, (work) => findKey(work, hashKey(token), "calls"))).toBeUndefined();
  expect((await actions(lan.id)).slice(-2)).toEqual(["account_deactivated", "account_returned"]);
});

test("somebody is signed out everywhere by the administrator; nobody closes the last administrator or the own account", async () => {
  const lan = await anAccount("office");
  const { cookie } = await enter(lan.email);
  await inWork(chief.actor, (work) => endSessionsOf(work, lan.id));
  expect(await sessionOf(cookie)).toBeUndefined();
  await expect(inWork(chief.actor, (work) => endSessionsOf(work, lan.id))).rejects.toThrow("rule_no_sessions");
  await expect(inWork(chief.actor, (work) => deactivateAccount(work, chief.id))).rejects.toThrow("not yours to do");
  await owner("update access_appointment set until_on = from_on where role = 'administrator' and user_id <> $1", [
    chief.id,
  ]);
  await expect(inWork(system, (work) => deactivateAccount(work, chief.id))).rejects.toThrow("rule_last_administrator");
});

test("an invitation is sent again with another link, and withdrawn", async () => {
  const invitation = {
    name: "Mới",
    email: "moi@test.example",
    unit_id: chief.actor.unitId ?? "",
    role: "office" as const,
  };
  const id = await inWork(chief.actor, (work) => invitePerson(work, invitation, "http://x"));
  const keys = async () =>
    (await owner("select body from mail_outbox where recipient = $1 order by created_at", [invitation.email])).rows.map(
      (one) => /invitation\/(\S+)/.exec(one.body ?? "")?.[1] ?? "",
    );
  await inWork(chief.actor, (work) => resendInvitation(work, id, "http://x"));
  const [first = "", second = ""] = await keys();
  const find = (key: string) => inReading(system, (work) => findInvitation(work, hashKey(key)));
  expect([await find(first), (await find(second))?.id]).toEqual([undefined, id]);
  const officer = await anAccount("office");
  await expect(inWork(officer.actor, (work) => withdrawInvitation(work, id))).rejects.toThrow("not there");
  await inWork(chief.actor, (work) => withdrawInvitation(work, id));
  expect(await find(second)).toBeUndefined();
  await expect(inWork(chief.actor, (work) => resendInvitation(work, id, "http://x"))).rejects.toThrow(
    "rule_invitation_withdrawn",
  );
  expect(await actions(id)).toEqual(["invited", "invitation_resent", "invitation_withdrawn"]);
});

test("what a form was sent with is remembered in a way that gives no password away", async () => {
  const sent = { current_password: PASSWORD, new_password: NEXT, _key: "k" };
  const before = config.secret;
  const one = await sendingOf("k", "/me/password", sent);
  config.secret = "another secret of another server, long";
  const other = await sendingOf("k", "/me/password", sent);
  config.secret = before;
  expect(one?.asked).not.toBe(other?.asked);
});
