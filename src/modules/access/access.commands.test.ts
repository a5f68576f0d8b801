import { beforeAll, expect, test } from "vitest";
import { aPerson, asOwner, useDatabase } from "../../../tests/database.ts";
import type { Actor } from "#platform/actor.ts";
import { inReading, inWork } from "#platform/db.server.ts";
import { ForbiddenError } from "#platform/errors.ts";
import { createToken, delegateSignature, hashKey, invitePerson, revokeToken } from "./access.commands.server.ts";
import { findActor, findTokenOwner, listTokens } from "./access.queries.server.ts";

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
  await inWork(leader, (work) => revokeToken(work, token?.id ?? ""));
  expect((await inReading(office, (work) => findTokenOwner(work, hashKey(key))))?.user_id).toBe(userId);
  await inWork(office, (work) => revokeToken(work, token?.id ?? ""));
  expect(await inReading(office, (work) => findTokenOwner(work, hashKey(key)))).toBeUndefined();
  const lines = await asOwner(database.ownerUrl(), (client) =>
    client.query<{ action: string }>("select action from history where subject_id = $1 order by id", [userId]),
  );
  expect(lines.rows.map((line) => line.action)).toEqual(["token_created", "token_revoked"]);
});

test("who signs for the leader does so only while the leader is in office", async () => {
  await inWork(leader, (work) =>
    delegateSignature(work, { email: office.email, from_on: "2020-01-01", until_on: "2999-01-01" }),
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
