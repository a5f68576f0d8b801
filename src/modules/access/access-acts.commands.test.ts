import { verify } from "@node-rs/argon2";
import { beforeAll, describe, expect, test } from "vitest";
import { aPerson, asOwner, useDatabase } from "../../../tests/database.ts";
import type { Actor } from "#platform/actor.ts";
import { system } from "#platform/actor.ts";
import { inReading, inWork } from "#platform/db.server.ts";
import { ForbiddenError, NotFoundError } from "#platform/errors.ts";
import { addDays, now, today } from "#platform/time.ts";
import {
  acceptInvitation,
  appointPerson,
  createFirstAdministrator,
  endAppointment,
  invitePerson,
  openAccount,
} from "./access.commands.server.ts";
import { createToken, revokeToken } from "./key.commands.server.ts";
import { findActor, listGrantable, listGuests } from "./access.queries.server.ts";
import { listTokens } from "./key.queries.server.ts";
import { markRead, tellPeople } from "./notification.commands.server.ts";
import { countUnread, listNotifications } from "./notification.queries.server.ts";
import { findAppointment, listInvitations, listPeople } from "./people.queries.server.ts";

const database = useDatabase();
const ask = async <Row extends object>(text: string, values: unknown[] = []) =>
  (await asOwner(database.ownerUrl(), (client) => client.query<Row>(text, values))).rows;
let administrator: Actor, office: Actor, leader: Actor;
beforeAll(async () => {
  administrator = await aPerson("administrator", "vufo");
  office = await aPerson("office", "vufo");
  leader = await aPerson("leader", "vufo");
});

const lastLine = async (action: string) =>
  (
    await ask<{ after: unknown; before: unknown; unit_path: string; user_id: string | null }>(
      "select after, before, unit_path, user_id from history where action = $1 order by id desc limit 1",
      [action],
    )
  )[0];

describe("an invitation", () => {
  const invited = { name: "Trần Lan", email: "Lan@Test.example", role: "press" as const };
  async function invite(email = invited.email) {
    const asked = { ...invited, email, unit_id: leader.unitId ?? "" };
    await inWork(administrator, (work) => invitePerson(work, asked, "http://amity"));
    const [letter] = await ask<{ recipient: string; body: string }>(
      "select recipient, body from mail_outbox where recipient = $1",
      [email],
    );
    return { letter, key: /\/invitation\/(\S+)/.exec(letter?.body ?? "")?.[1] ?? "" };
  }
  const accept = (key: string) => inWork(system, (work) => acceptInvitation(work, key, { password: "mat-khau-dai" }));

  test("goes to whom it names, opens an account with the password chosen, in the role given, once", async () => {
    const { letter, key } = await invite();
    expect(letter?.body).toContain(`${invited.name},`);
    expect(letter?.body).toContain(administrator.name);
    expect((await lastLine("invited"))?.after).toMatchObject({ role: "press", email: invited.email });
    expect((await inReading(administrator, listInvitations)).map((one) => [one.email, one.role])).toEqual([
      ["lan@test.example", "press"],
    ]);
    await accept(key);
    expect(await inReading(administrator, listInvitations)).toEqual([]);
    const [account] = await ask<{
      id: string;
      name: string;
      locale: string;
      email_verified: boolean;
      password: string;
    }>(
      `select auth_user.id, name, locale, email_verified, password from auth_user
        join auth_account on user_id = auth_user.id and provider_id = 'credential' where email = 'lan@test.example'`,
    );
    expect([account?.name, account?.locale, account?.email_verified]).toEqual([invited.name, "vi", true]);
    expect(await verify(account?.password ?? "", "mat-khau-dai")).toBe(true);
    const actor = await findActor(account?.id ?? "", undefined);
    expect([actor?.role, actor?.unitPath]).toEqual(["press", "vufo"]);
    const [role] = (await inReading(administrator, (work) => listPeople(work, { q: "lan@test", limit: 5 }))).items;
    expect(role?.from_on).toBe(today());
    expect((await lastLine("accepted"))?.after).toEqual({ role: "press", user_id: account?.id });
    await expect(accept(key)).rejects.toThrow(NotFoundError);
  });

  test("holds for fourteen days, and for nobody who made up a key", async () => {
    const { key } = await invite("hai@test.example");
    const [made] = await ask<{ expires_at: Date }>(
      "select expires_at from access_invitation where email = 'hai@test.example'",
    );
    expect(new Date(made?.expires_at ?? 0).toISOString()).toBe(
      new Date(`${addDays(today(), 14)}T00:00:00+07:00`).toISOString(),
    );
    await ask("update access_invitation set expires_at = $1 where email = 'hai@test.example'", [now()]);
    await expect(accept(key)).rejects.toThrow(NotFoundError);
    await expect(accept("made-up")).rejects.toThrow(NotFoundError);
  });

  test("is none for who is here or was invited already, and opens no second account", async () => {
    await expect(invite(office.email.toUpperCase())).rejects.toThrow("rule_account_is_there");
    const { key } = await invite("ba@test.example");
    await expect(invite("Ba@test.example")).rejects.toThrow("rule_invitation_waits");
    await inWork(system, (work) => openAccount(work, { name: "Ba", email: "ba@test.example" }));
    await expect(accept(key)).rejects.toThrow("rule_account_exists");
  });
});

test("an account is one for an address, however it is written", async () => {
  const person = { name: "x", email: "Mot@Test.example", password: "mat-khau-dai", locale: "en" };
  const id = await inWork(system, (work) => openAccount(work, person));
  const again = { ...person, email: "mot@test.EXAMPLE" };
  await expect(inWork(system, (work) => openAccount(work, again))).rejects.toThrow("rule_account_exists");
  expect(await ask("select locale from auth_user where id = $1", [id])).toEqual([{ locale: "en" }]);
});

test("where somebody is already, nobody becomes the first administrator", async () => {
  const first = { name: "x", email: "dau@test.example", password: "mat-khau-dai" };
  await expect(inWork(system, (work) => createFirstAdministrator(work, first))).rejects.toThrow("rule_not_empty");
});

describe("a role", () => {
  const give = (actor: Actor, values: { email?: string; until_on?: string } = {}) =>
    inWork(actor, (work) =>
      appointPerson(work, {
        email: leader.email.toUpperCase(),
        unit_id: leader.unitId ?? "",
        role: "press",
        from_on: "2020-01-01",
        until_on: undefined,
        ...values,
      }),
    );

  test("is given by the administrator to somebody who has an account, and told by the history", async () => {
    await expect(give(office)).rejects.toThrow(ForbiddenError);
    await expect(give(administrator, { email: "nobody@test.example" })).rejects.toThrow("rule_no_such_person");
    await give(administrator, { until_on: "2999-01-01" });
    const line = await lastLine("appointed");
    expect(line?.after).toMatchObject({ role: "press", from_on: "2020-01-01", until_on: "2999-01-01" });
    expect([line?.unit_path, line?.user_id]).toEqual(["vufo", administrator.userId]);
  });

  test("does not end before it began; when it ends the history says what it was", async () => {
    const { items } = await inReading(administrator, (work) => listPeople(work, { q: leader.email, limit: 5 }));
    const id = items.find((one) => one.role === "press")?.id ?? "";
    const end = (until_on: string) => inWork(administrator, (work) => endAppointment(work, id, { until_on }));
    await expect(end("2019-12-31")).rejects.toThrow("rule_until_before_from");
    await end(addDays(today(), 1));
    expect((await inReading(administrator, (work) => findAppointment(work, id)))?.has_ended).toBe(false);
    await end("2020-01-01");
    expect((await inReading(administrator, (work) => findAppointment(work, id)))?.has_ended).toBe(true);
    expect(await lastLine("role_ended")).toMatchObject({
      before: { role: "press", until_on: addDays(today(), 1) },
      after: { role: "press", until_on: "2020-01-01" },
    });
  });

  test("of an administrator is not the last because another unit has one", async () => {
    await aPerson("administrator", "ha_noi");
    const { items } = await inReading(administrator, (work) => listPeople(work, { q: administrator.email, limit: 5 }));
    const end = inWork(administrator, (work) => endAppointment(work, items[0]?.id ?? "", { until_on: today() }));
    await expect(end).rejects.toThrow("rule_last_administrator");
  });
});

test("a key that was taken back is taken back once, and listed no more", async () => {
  await inWork(office, (work) => createToken(work, office.userId ?? "", "báo cáo"));
  const [token] = await inReading(office, listTokens);
  expect([token?.name, await inReading(leader, listTokens)]).toEqual(["báo cáo", []]);
  const lines = async () => (await ask("select 1 from history where action = 'token_revoked'")).length;
  for (const _ of [1, 2]) await inWork(office, (work) => revokeToken(work, token?.id ?? ""));
  expect(await lines()).toBe(1);
  expect((await lastLine("token_revoked"))?.before).toEqual({ name: "báo cáo" });
  expect(await inReading(office, listTokens)).toEqual([]);
});

test("what somebody does with the own keys is told to the unit worked in, and to the whole union where there is none", async () => {
  const hanoi = await aPerson("desk_officer", "ha_noi");
  await inWork(hanoi, (work) => createToken(work, hanoi.userId ?? "", "x"));
  expect((await lastLine("token_created"))?.unit_path).toBe("vufo.ha_noi");
  const nobody = { name: "x", email: "khong.vai@test.example", password: "mat-khau-dai" };
  const id = await inWork(system, (work) => openAccount(work, nobody));
  await expect(inWork(system, (work) => createToken(work, id, "x"))).rejects.toThrow("rule_key_no_role");
  await ask(
    `insert into access_token (user_id, name, token_hash, ends_on) values ('${id}', 'x', 'of nobody', '2026-01-01')`,
  );
  const [old] = await ask("select id from access_token where token_hash = 'of nobody'");
  await inWork(system, (work) => revokeToken(work, (old as { id: string }).id));
  expect((await lastLine("token_revoked"))?.unit_path).toBe("vufo");
});

describe("guests", () => {
  test("are known by name to all who work in the union, each once, while their role runs", async () => {
    const guest = await aPerson("partner", "vufo");
    const ministry = await aPerson("consulted_agency", "vufo");
    const gone = await aPerson("partner", "ha_noi");
    await ask(
      `insert into access_appointment (user_id, unit_id, unit_path, role, from_on)
        select $1, id, path, 'partner', '2020-01-01' from unit where code = 'ha_noi'`,
      [guest.userId],
    );
    await ask("update access_appointment set until_on = '2021-01-01' where user_id = $1", [gone.userId]);
    const hanoi = await aPerson("desk_officer", "ha_noi");
    const guests = (roles: ("partner" | "consulted_agency")[]) => inReading(hanoi, (work) => listGuests(work, roles));
    expect((await guests(["partner"])).map((one) => one.id)).toEqual([guest.userId]);
    expect((await guests(["consulted_agency"])).map((one) => one.id)).toEqual([ministry.userId]);
    expect((await guests(["partner", "consulted_agency"])).map((one) => one.name)).toEqual(
      [guest.name, ministry.name].toSorted(),
    );
    const named = [gone.userId ?? "", ministry.userId ?? ""];
    expect(await inReading(hanoi, (work) => listGrantable(work, ["partner", "consulted_agency"], named))).toEqual([
      { id: ministry.userId, name: ministry.name, isNamed: true, isAppointed: true },
      { id: guest.userId, name: guest.name, isNamed: false, isAppointed: true },
      { id: gone.userId, name: gone.name, isNamed: true, isAppointed: false },
    ]);
    expect(await inReading(hanoi, (work) => listGrantable(work, ["consulted_agency"], []))).toEqual([
      { id: ministry.userId, name: ministry.name, isNamed: false, isAppointed: true },
    ]);
  });
});

describe("notifications", () => {
  const about = {
    kind: "delegation_propose",
    subject: ["delegation", "0197a3c0-1111-7222-8333-444455556666"] as const,
  };
  const tell = (people: string[], title: string) =>
    inWork(office, (work) =>
      tellPeople(work, people, { ...about, subject: [...about.subject], title, visibility: "unit" }),
    );
  const titles = async (actor: Actor) =>
    (await inReading(actor, (work) => listNotifications(work))).items.map(
      (one) => (one.words as { title: string }).title,
    );

  test("reach each once, never whom they come from, and are read by whose they are", async () => {
    const [me, you] = [leader.userId ?? "", administrator.userId ?? ""];
    await tell([me, me, you, office.userId ?? ""], "một");
    await tell([me], "hai");
    await tell([], "không ai");
    await tell([office.userId ?? ""], "mình");
    expect([await titles(leader), await titles(administrator), await titles(office)]).toEqual([
      ["hai", "một"],
      ["một"],
      [],
    ]);
    const page = await inReading(leader, (work) => listNotifications(work, { limit: 1 }));
    expect(page.items).toHaveLength(1);
    const next = await inReading(leader, (work) => listNotifications(work, { cursor: page.next_cursor ?? undefined }));
    const all = await inReading(leader, (work) => listNotifications(work));
    expect([...page.items, ...next.items]).toEqual(all.items);
    const {
      items: [first],
    } = await inReading(administrator, (work) => listNotifications(work));
    expect([first?.kind, first?.subject_kind, first?.subject_id]).toEqual([about.kind, ...about.subject]);
    expect(await inReading(leader, countUnread)).toBe(2);
    await inWork(leader, markRead);
    expect([await inReading(leader, countUnread), await inReading(administrator, countUnread)]).toEqual([0, 1]);
  });
});
