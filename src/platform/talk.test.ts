import { sql } from "kysely";
import { expect, test, vi } from "vitest";
import { useDatabase } from "../../tests/database.ts";
import { setTimeout as later } from "node:timers/promises";
import { anonymous, system } from "./actor.ts";
import { asSystem, closePools, inReading, inWork, whileSystem } from "./db.server.ts";

useDatabase();
const number = (value: number) => sql<{ n: number }>`select ${value}::int as n`;
const transaction = sql<{ id: string; reads: string }>`select pg_current_xact_id_if_assigned()::text as id,
  current_setting('transaction_read_only') as reads`;

test("what is asked side by side is answered to whoever asked it, named or not, in this turn and later", async () => {
  for (const work of [inReading, inWork])
    for (const round of [1, 2, 3]) {
      const answers = await work(system, async ({ trx }) => {
        const first = await Promise.all([1, 2, 3].map(async (n) => (await number(n).execute(trx)).rows[0]?.n));
        const [later] = (await number(round * 10).execute(trx)).rows;
        return [...first, later?.n];
      });
      expect(answers).toEqual([1, 2, 3, round * 10]);
    }
});

test("a reading may not write, in its first turn as in later ones", async () => {
  const write = sql`create table written_by_a_reading ()`;
  await expect(inReading(system, ({ trx }) => write.execute(trx))).rejects.toThrow("read-only");
  const later = inReading(system, async ({ trx }) => {
    await number(1).execute(trx);
    await write.execute(trx);
  });
  await expect(later).rejects.toThrow("read-only");
  const { rows } = await inReading(system, ({ trx }) => transaction.execute(trx));
  expect(rows).toEqual([{ id: null, reads: "on" }]);
});

test("who acts is the same in every turn, and the system only for what it was asked", async () => {
  const reach = sql<{ reach: string }>`select actor_reach() as reach`;
  for (const work of [inReading, inWork]) {
    const said = await work(anonymous, async (one) => {
      const ask = async () => (await reach.execute(one.trx)).rows[0]?.reach;
      const turn = await Promise.all([ask(), asSystem(one, reach.compile(one.trx)).then(([row]) => row?.reach), ask()]);
      return [...turn, await ask(), (await asSystem(one, reach.compile(one.trx)))[0]?.reach, await ask()];
    });
    expect(said).toEqual(["anonymous", "system", "anonymous", "anonymous", "system", "anonymous"]);
  }
});

test("one that fails takes those behind it along, and the next work on the connection knows nothing of it", async () => {
  const failed = await inReading(system, ({ trx }) =>
    Promise.allSettled([number(1).execute(trx), sql`select 1 / 0`.execute(trx), number(3).execute(trx)]),
  );
  expect(failed.map(({ status }) => status)).toEqual(["fulfilled", "rejected", "rejected"]);
  for (const work of [inReading, inWork]) {
    await expect(work(system, ({ trx }) => sql`select no_such_column`.execute(trx))).rejects.toThrow("no_such_column");
    // Prepared by name from its second time on: the name must not be taken for parsed where it was not.
    for (const _time of [1, 2, 3])
      await expect(work(system, ({ trx }) => sql`select 1 as one, 1 / 0 as none`.execute(trx))).rejects.toThrow("zero");
    expect((await work(system, ({ trx }) => number(5).execute(trx))).rows).toEqual([{ n: 5 }]);
  }
});

test("rows come as lists of their values where they are asked so", async () => {
  const asked = { text: "select 1 as n, 'a' as n, null as n", rowMode: "array" };
  const { rows } = await inReading(system, ({ client }) => client.query(asked));
  expect(rows).toEqual([[1, "a", null]]);
});

test("a value that cannot be written is refused to whoever sent it, and to nobody beside", async () => {
  const circle: { of?: unknown } = {};
  circle.of = circle;
  const said = await inReading(system, ({ trx, client }) =>
    Promise.allSettled([number(1).execute(trx), client.query("select $1::jsonb", [circle]), number(2).execute(trx)]),
  );
  expect(said.map(({ status }) => status)).toEqual(["fulfilled", "rejected", "fulfilled"]);
});

test("a work that cannot end leaves nothing open on its connection", async () => {
  vi.stubEnv("AMITY_POOL", "1");
  await closePools();
  const none = sql`select 1 / 0`;
  const reads = () => inReading(system, ({ trx }) => number(4).execute(trx)).then(({ rows }) => rows[0]?.n);
  // A failure that nobody waits for, in the message that ends the work.
  const writing = inWork(system, async ({ trx }) => {
    await number(1).execute(trx);
    none.execute(trx).catch(() => undefined);
  });
  await expect(writing).rejects.toThrow("zero");
  expect(await reads()).toBe(4);
  await inReading(system, async ({ trx }) => {
    await number(1).execute(trx);
    await number(2).execute(trx);
    none.execute(trx).catch(() => undefined);
  });
  await later(50);
  expect(await reads()).toBe(4);
  // One that was caught: nothing was kept, and so nobody is told that it was.
  const caught = inWork(system, ({ trx }) => none.execute(trx).catch(() => undefined));
  await expect(caught).rejects.toThrow("zero");
  expect(await reads()).toBe(4);
  vi.unstubAllEnvs();
  await closePools();
});

test("what a work left under way when it failed is neither carried out nor comes into another's", async () => {
  vi.stubEnv("AMITY_POOL", "1");
  await closePools();
  const reach = sql<{ reach: string }>`select actor_reach() as reach`;
  const wait = sql`select pg_notify('left_behind', '')`;
  for (const work of [inReading, inWork]) {
    const left: Promise<unknown>[] = [];
    const failing = work(system, async (one) => {
      const parts = [
        whileSystem(one, () => later(60)),
        later(60).then(() => asSystem(one, wait.compile(one.trx))),
        later(60).then(() => one.client.query("commit")),
      ];
      left.push(Promise.allSettled(parts.slice(1)));
      await Promise.all([...parts, Promise.reject(new Error("a rule said no"))]);
    });
    await expect(failing).rejects.toThrow("a rule said no");
    const said = await work(anonymous, async ({ trx }) => {
      const ask = async () => (await reach.execute(trx)).rows[0]?.reach;
      return [await ask(), await later(120), await ask()];
    });
    expect(said).toEqual(["anonymous", undefined, "anonymous"]);
    const [ended] = (await Promise.all(left)) as PromiseSettledResult<unknown>[][];
    expect(ended?.map((one) => one.status)).toEqual(["rejected", "rejected"]);
  }
  vi.unstubAllEnvs();
  await closePools();
});
