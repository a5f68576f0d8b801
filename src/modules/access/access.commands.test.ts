import { beforeAll, expect, test } from "vitest";
import { aPerson, asOwner, useDatabase } from "../../../tests/database.ts";
import type { Actor } from "#platform/actor.ts";
import { ownPaths, system } from "#platform/actor.ts";
import { inReading, inWork } from "#platform/db.server.ts";
import { ForbiddenError, RuleError } from "#platform/errors.ts";
import { today } from "#platform/time.ts";
import { appointPerson, endAppointment, invitePerson, openAccount } from "./access.commands.server.ts";
import { createToken, hashKey, revokeToken } from "./key.commands.server.ts";
import { signatureForm } from "./access.forms.ts";
import { delegateSignature } from "./signature.commands.server.ts";
import { findActor } from "./access.queries.server.ts";
import { findKey, listTokens } from "./key.queries.server.ts";
import { listPeople } from "./people.queries.server.ts";

const database = useDatabase();
let leader: Actor, office: Actor, administrator: Actor;
beforeAll(async () => {
  leader = await aPerson("leader", "vufo");
  office = await aPerson("office", "vufo");
  administrator = await aPerson("administrator", "vufo");
});

test("a key is kept as a hash, written down, and dead once revoked", async () => {
  const userId = office.userId ?? "";
  const key = await inWork(office, (work) => createToken(work, userId, "báo cáo"));
  const [token] = await inReading(office, (work) => listTokens(work));
  expect(JSON.stringify(token)).not.toContain(key);
  await expect(inWork(leader, (work) => revokeToken(work, token?.id ?? ""))).rejects.toThrow(ForbiddenError);
  expect((await inReading(office, (work) => findKey(work, hashKey(key), "calls")))?.userId).toBe(userId);
  await inWork(office, (work) => revokeToken(work, token?.id ?? ""));
  expect(await inReading(office, (work) => findKey(work, hashKey(key), "calls"))).toBeUndefined();
  const lines = await asOwner(database.ownerUrl(), (client) =>
    client.query<{ action: string }>("select action from history where subject_id = $1 order by id", [userId]),
  );
  expect(lines.rows.map((line) => line.action)).toEqual(["token_created", "token_revoked"]);
});

test("who signs for the leader does so only while the leader is in office", async () => {
  await inWork(leader, (work) =>
    delegateSignature(
      work,
      signatureForm.parse({
        email: office.email,
        signed_as: "TUQ",
        from_post: "Chủ tịch",
        to_post: "Chánh Văn phòng",
        from_on: today(),
        last_on: today(),
      }),
    ),
  );
  expect((await findActor(office.userId ?? "", undefined))?.signsFor.map((one) => one.userId)).toEqual([leader.userId]);
  await asOwner(database.ownerUrl(), (client) =>
    client.query("update access_appointment set until_on = '2021-01-01' where user_id = $1", [leader.userId]),
  );
  await new Promise((resolve) => setTimeout(resolve, 3100));
  expect((await findActor(office.userId ?? "", undefined))?.signsFor).toEqual([]);
});

test("only the administrator invites", async () => {
  const invitation = { name: "Mới", email: "moi@test.example", unit_id: office.unitId ?? "", role: "office" as const };
  await expect(inWork(office, (work) => invitePerson(work, invitation, "http://x"))).rejects.toThrow(ForbiddenError);
  await inWork(administrator, (work) => invitePerson(work, invitation, "http://x"));
  const kept = await asOwner(database.ownerUrl(), (client) =>
    client.query<{ body: string }>("select body from mail_outbox"),
  );
  expect(kept.rows[0]?.body).toContain("http://x/invitation/");
});

const roleOf = async (person: Actor) =>
  (await inReading(administrator, (work) => listPeople(work, { q: person.email, limit: 10 }))).items[0];

test("an ended role ends what was seen by name as well, and is over once", async () => {
  const guest = await aPerson("partner", "vufo");
  const role = await roleOf(guest);
  await expect(inWork(office, (work) => endAppointment(work, role?.id ?? "", { until_on: today() }))).rejects.toThrow(
    ForbiddenError,
  );
  await inWork(administrator, (work) => endAppointment(work, role?.id ?? "", { until_on: today() }));
  const actor = await findActor(guest.userId ?? "", undefined);
  expect([actor?.reach, actor?.role, actor?.appointments]).toEqual(["anonymous", undefined, []]);
  expect(await roleOf(guest)).toBeUndefined();
  await expect(
    inWork(administrator, (work) => endAppointment(work, role?.id ?? "", { until_on: today() })),
  ).rejects.toThrow(RuleError);
});

test("the last administrator stays until somebody else has the role", async () => {
  const own = await roleOf(administrator);
  const end = () => inWork(administrator, (work) => endAppointment(work, own?.id ?? "", { until_on: today() }));
  await expect(end()).rejects.toThrow("rule_last_administrator");
  const next = await aPerson("administrator", "vufo");
  const begin = (day: string) =>
    asOwner(database.ownerUrl(), (client) =>
      client.query("update access_appointment set from_on = $2 where user_id = $1", [next.userId, day]),
    );
  await begin("2999-01-01");
  await expect(end()).rejects.toThrow("rule_last_administrator");
  await begin(today());
  await end();
  expect(await roleOf(administrator)).toBeUndefined();
});

test("the list of running roles goes on page by page, each once", async () => {
  const other = await aPerson("administrator", "vufo");
  const seen: string[] = [];
  let cursor: string | undefined;
  do {
    const page = await inReading(other, (work) => listPeople(work, { limit: 2, cursor }));
    seen.push(...page.items.map((one) => one.id));
    cursor = page.next_cursor ?? undefined;
  } while (cursor);
  const whole = await inReading(other, (work) => listPeople(work, { limit: 50 }));
  expect(seen.length).toBeGreaterThan(2);
  expect(seen).toEqual(whole.items.map((one) => one.id));
});

test("of several roles given in one piece of work the first is the one acted in, whatever the units are called", async () => {
  const units = await asOwner(database.ownerUrl(), (client) =>
    client.query<{ id: string; path: string }>(
      "select id, path from unit where code in ('association_de', 'association_fr', 'europe') order by path desc",
    ),
  );
  const [giver, email] = [await aPerson("administrator", "vufo"), "nhieu.vai@test.example"];
  const userId = await inWork(system, (work) =>
    openAccount(work, { name: "Nhiều Vai", email, password: "a-long-password" }),
  );
  await inWork(giver, async (work) => {
    for (const { id } of units.rows) {
      const role = { email, unit_id: id, role: "desk_officer", from_on: "2020-01-01", until_on: undefined } as const;
      await appointPerson(work, role);
    }
  });
  const actor = await findActor(userId, undefined);
  expect(actor?.appointments.map((one) => one.unitPath)).toEqual(units.rows.map((one) => one.path));
  expect(actor?.unitPath).toBe(units.rows[0]?.path);
});

test("one role in several units reads them all at once; another role of the same person does not", async () => {
  const person = await aPerson("desk_officer", "association_fr");
  const other = await aPerson("administrator", "vufo");
  const places = await asOwner(database.ownerUrl(), (client) =>
    client.query<{ code: string; id: string; path: string }>(
      "select code, id, path from unit where code in ('association_de', 'association_pl') order by code",
    ),
  );
  const [germany, poland] = places.rows;
  const give = (unit_id: string | undefined, role: "desk_officer" | "leader") =>
    inWork(other, (work) =>
      appointPerson(work, {
        email: person.email,
        unit_id: unit_id ?? "",
        role,
        from_on: "2020-01-01",
        until_on: undefined,
      }),
    );
  await give(germany?.id, "desk_officer");
  await give(poland?.id, "leader");
  const actor = await findActor(person.userId ?? "", undefined);
  expect(actor?.unitPath).toBe(person.unitPath);
  expect(actor?.paths).toContain(germany?.path);
  expect(actor?.paths).not.toContain(poland?.path);
  expect(actor && ownPaths(actor)).toEqual([person.unitPath, germany?.path]);
  const asLeader = actor?.appointments.find((one) => one.role === "leader");
  const leading = await findActor(person.userId ?? "", asLeader?.id);
  expect(leading && ownPaths(leading)).toEqual([poland?.path]);
});
