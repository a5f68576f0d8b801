import { beforeAll, expect, test } from "vitest";
import { aPerson, asOwner, useDatabase } from "../../../tests/database.ts";
import type { Actor } from "#platform/actor.ts";
import { system } from "#platform/actor.ts";
import { inReading, inWork } from "#platform/db.server.ts";
import { HERE } from "./account.fixtures.ts";
import { markRead, sendDigests } from "./notification.commands.server.ts";
import { countUnread, listLetters } from "./notification.queries.server.ts";

const database = useDatabase();
let leader: Actor;
beforeAll(async () => {
  leader = await aPerson("leader", "vufo");
});

const tell = (title: string) =>
  asOwner(database.ownerUrl(), (client) =>
    client.query(
      "insert into notification (user_id, kind, subject_kind, subject_id, words) values ($1, 'delegation_propose', 'delegation', $1, $2)",
      [leader.userId, JSON.stringify({ title })],
    ),
  );

test("what is unread comes in one letter, once, and what was read never", async () => {
  await tell("Đoàn thăm Pháp");
  await tell("Đoàn thăm Đức");
  expect(await inReading(leader, countUnread)).toBe(2);
  expect(await inWork(system, sendDigests)).toBe(1);
  expect(await inWork(system, sendDigests)).toBe(0);
  const { items: letters } = await inReading(leader, (work) => listLetters(work));
  expect(letters).toHaveLength(1);
  expect(letters[0]?.subject).toContain("2");
  expect(letters[0]?.body).toContain("Đoàn thăm Đức");
  // The letter leads straight to the page that decides, from wherever it is read.
  expect(letters[0]?.body).toContain(`${HERE}/delegations/${leader.userId}/approve\n`);
  await tell("Đã đọc");
  await inWork(leader, markRead);
  expect(await inWork(system, sendDigests)).toBe(0);
});
