import { sql } from "kysely";
import { beforeAll, expect, test } from "vitest";
import { aPerson, useDatabase } from "../../tests/database.ts";
import type { Actor } from "#platform/actor.ts";
import type { Work } from "./db.server.ts";
import { afterCommit, asSystem, inReading, inSnapshot, inWork, whileSystem } from "./db.server.ts";

useDatabase();
let office: Actor;
beforeAll(async () => {
  office = await aPerson("office", "vufo");
});

const REACH = sql<{ reach: string }>`select actor_reach() as reach`;
const reachOf = async (work: Work) => (await REACH.execute(work.trx)).rows[0]?.reach;
const failing = (work: Work) => sql`select 1 / 0`.execute(work.trx);

test("who acts, where, and what for is set before the first question", async () => {
  const set = await inReading(office, async (work) => {
    const asked = sql`select actor_user()::text as "user", actor_reach() as reach, actor_paths() as paths,
      current_setting('search_path') as path, current_setting('transaction_read_only') as read_only`;
    return (await asked.execute(work.trx)).rows[0];
  });
  expect(set).toEqual({
    user: office.userId,
    reach: "staff",
    paths: ["vufo"],
    path: "amity, public, pg_temp",
    read_only: "on",
  });
});

test("lists of paths and of persons come and go as lists", async () => {
  const paths = ["vufo", "vufo.ha_noi"];
  const asked = sql`select ${paths}::ltree[] as paths, '{}'::ltree[] as none, ${[office.userId]}::uuid[] as people`;
  const given = await inReading(office, async (work) => (await asked.execute(work.trx)).rows[0]);
  expect(given).toEqual({ paths, none: [], people: [office.userId] });
});

test("one statement is asked as the system, and what is asked side by side with it is not", async () => {
  await inReading(office, async (work) => {
    const asked = await Promise.all([reachOf(work), asSystem(work, REACH.compile(work.trx)), reachOf(work)]);
    expect(asked).toEqual(["staff", [{ reach: "system" }], "staff"]);
  });
});

test("several statements are asked as the system, nested too, and then no more", async () => {
  await inReading(office, async (work) => {
    await whileSystem(work, async () => {
      expect(await asSystem(work, REACH.compile(work.trx))).toEqual([{ reach: "system" }]);
      expect(await whileSystem(work, () => reachOf(work))).toBe("system");
      expect(await reachOf(work)).toBe("system");
    });
    expect(await reachOf(work)).toBe("staff");
  });
});

test("an error leaves no wider reach behind", async () => {
  await inReading(office, async (work) => {
    const refused = whileSystem(work, () => Promise.reject(new Error("no")));
    await expect(refused).rejects.toThrow("no");
    expect(await reachOf(work)).toBe("staff");
    expect(await asSystem(work, REACH.compile(work.trx))).toEqual([{ reach: "system" }]);
    expect(await reachOf(work)).toBe("staff");
  });
});

test("whatever fails at the end of a work takes all of it back; what succeeds stays, and is told only then", async () => {
  const told: string[] = [];
  const write = (key: string, ends: () => Promise<void>) =>
    inWork(office, async (work) => {
      await sql`insert into idempotency_key (user_id, key, asked) values (${office.userId}, ${key}, 'x')`.execute(
        work.trx,
      );
      afterCommit(work, () => told.push(key));
      await ends();
    });
  await expect(write("fails", () => Promise.reject(new Error("no")))).rejects.toThrow("no");
  await write("stays", () => Promise.resolve());
  const kept = await inReading(office, async (work) =>
    (await sql<{ key: string }>`select key from idempotency_key order by key`.execute(work.trx)).rows.map(
      (row) => row.key,
    ),
  );
  expect([kept, told]).toEqual([["stays"], ["stays"]]);
});

test("a reading of one moment sees nothing of what is written meanwhile, and writes nothing", async () => {
  const count = async (work: Work) =>
    (await sql<{ n: number }>`select count(*)::int as n from idempotency_key`.execute(work.trx)).rows[0]?.n;
  await inSnapshot(office, async (work) => {
    const before = await count(work);
    await inWork(office, (other) =>
      sql`insert into idempotency_key (user_id, key, asked) values (${office.userId}, 'meanwhile', 'x')`.execute(
        other.trx,
      ),
    );
    expect(await count(work)).toBe(before);
  });
  const writing = inSnapshot(office, (work) => sql`delete from idempotency_key`.execute(work.trx));
  await expect(writing).rejects.toThrow("read-only");
});

test("in a transaction that failed the first error is the one that is thrown, and the connection's next work is its own", async () => {
  await expect(inReading(office, (work) => whileSystem(work, () => failing(work)))).rejects.toThrow("division by zero");
  const one = (work: Work) => asSystem(work, sql`select 1 / 0`.compile(work.trx));
  await expect(inReading(office, one)).rejects.toThrow("division by zero");
  expect(await inReading(office, reachOf)).toBe("staff");
});
