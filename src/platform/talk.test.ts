import { setTimeout as later } from "node:timers/promises";
import { sql } from "kysely";
import { expect, test, vi } from "vitest";
import { asOwner, useDatabase } from "../../tests/database.ts";
import { anonymous, system } from "./actor.ts";
import { asSystem, closePools, inReading, inWork, whileSystem } from "./db.server.ts";
import { preparedAs } from "./statement-names.server.ts";

const database = useDatabase();
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

test("who acts is named again where the transaction went back to before", async () => {
  const reach = sql<{ reach: string }>`select actor_reach() as reach`;
  await inWork(system, async (one) => {
    await one.client.query("savepoint here");
    const asNobody = () => one.client.as(anonymous, async () => (await reach.execute(one.trx)).rows);
    expect(await asNobody()).toEqual([{ reach: "anonymous" }]);
    await one.client.query("rollback to savepoint here");
    expect(await asNobody()).toEqual([{ reach: "anonymous" }]);
    expect((await reach.execute(one.trx)).rows).toEqual([{ reach: "system" }]);
  });
});

test("what is asked beside a part that acts as the system is not asked so, however long that part takes", async () => {
  const reach = sql<{ reach: string }>`select actor_reach() as reach`;
  for (const work of [inReading, inWork]) {
    const said = await work(anonymous, async (one) => {
      const ask = async () => (await reach.execute(one.trx)).rows[0]?.reach;
      const part = () =>
        whileSystem(one, async () => [await ask(), await one.client.as(anonymous, ask), await later(20), await ask()]);
      const beside = async () => [await ask(), await later(10), await ask()];
      const all = await Promise.all([part(), beside(), part()]);
      return [...all.flat(), await ask()].filter(Boolean);
    });
    const part = ["system", "anonymous", "system"];
    expect(said).toEqual([...part, "anonymous", "anonymous", ...part, "anonymous"]);
  }
});

test("several asked as the system in one turn are asked so, and what is asked beside them is not", async () => {
  const reach = sql<{ reach: string }>`select actor_reach() as reach`;
  const said = await inReading(anonymous, async (one) => {
    const asSelf = async () => (await one.client.ask(reach.compile(one.trx))).rows[0] as { reach: string };
    const asked = asSystem(one, reach.compile(one.trx));
    const beside = asSelf();
    const again = asSystem(one, reach.compile(one.trx));
    return [...(await asked), await beside, ...(await again), await asSelf()].map((row) => row.reach);
  });
  expect(said).toEqual(["system", "anonymous", "system", "anonymous"]);
});

test("one that fails takes those behind it along, and the next work on the connection knows nothing of it", async () => {
  const failed = await inReading(system, ({ trx }) =>
    Promise.allSettled([number(1).execute(trx), sql`select 1 / 0`.execute(trx), number(3).execute(trx)]),
  );
  expect(failed.map(({ status }) => status)).toEqual(["fulfilled", "rejected", "rejected"]);
  for (const work of [inReading, inWork]) {
    // Prepared by name from its second time on: the name must not be taken for parsed where it was not.
    for (const _time of [1, 2, 3]) {
      const none = sql`select no_such_column`;
      await expect(work(system, ({ trx }) => none.execute(trx))).rejects.toThrow("no_such_column");
      await expect(work(system, ({ trx }) => sql`select 1 as one, 1 / 0 as none`.execute(trx))).rejects.toThrow("zero");
    }
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
  const kept = (value: unknown) => sql<{ kept: unknown }>`select ${value}::jsonb as kept`;
  // From its second time on under a name, which is not parsed either where the value was refused.
  for (const _time of [1, 2, 3]) {
    const said = await inReading(system, ({ trx }) =>
      Promise.allSettled([number(1).execute(trx), kept(circle).execute(trx), number(2).execute(trx)]),
    );
    expect(said.map(({ status }) => status)).toEqual(["fulfilled", "rejected", "fulfilled"]);
  }
  const { rows } = await inReading(system, ({ trx }) => kept({ of: 1 }).execute(trx));
  expect(rows).toEqual([{ kept: { of: 1 } }]);
});

test("a work leaves no transaction behind on its connection, whether it read once, read again or failed", async () => {
  const left = async () => {
    const open =
      "select from pg_stat_activity where datname = current_database() and state like 'idle in transaction%'";
    return asOwner(database.ownerUrl(), async (client) => (await client.query(open)).rowCount);
  };
  await inReading(system, ({ trx }) => number(1).execute(trx));
  await expect.poll(left).toBe(0);
  await inReading(system, async ({ trx }) => {
    await number(1).execute(trx);
    await number(2).execute(trx);
  });
  await expect.poll(left).toBe(0);
  const failed = inReading(system, async ({ trx }) => {
    await number(1).execute(trx);
    await number(2).execute(trx);
    throw new Error("of its own");
  });
  await expect(failed).rejects.toThrow("of its own");
  await expect.poll(left).toBe(0);
});

test("what stood behind one that failed was not parsed, and is when it is asked again", async () => {
  const behind = (value: number) => sql<{ behind: number }>`select ${value}::int as behind`;
  await inReading(system, ({ trx }) => behind(1).execute(trx));
  const asked = inReading(system, ({ trx }) =>
    Promise.allSettled([sql`select no_such_place`.execute(trx), behind(2).execute(trx)]),
  );
  expect((await asked).map(({ status }) => status)).toEqual(["rejected", "rejected"]);
  expect((await inReading(system, ({ trx }) => behind(3).execute(trx))).rows).toEqual([{ behind: 3 }]);
});

test("it is said what a statement did and to how many rows, and who asked for one that failed", async () => {
  await inWork(system, async ({ client, trx }) => {
    const made = await client.query("create temporary table counted (n int) on commit drop");
    const added = await client.query("insert into counted values (1), (2), (3)");
    const changed = await trx.executeQuery(sql`update counted set n = n + 1 where n > 1`.compile(trx));
    expect([made.command, made.rowCount, added.command, added.rowCount]).toEqual(["CREATE", null, "INSERT", 3]);
    expect(changed.numAffectedRows).toBe(2n);
  });
  const failed = async function whoAsks() {
    await inReading(system, ({ trx }) => sql`select 1 / 0`.execute(trx));
  };
  await expect(failed()).rejects.toMatchObject({ stack: expect.stringContaining("whoAsks") as string });
});

test("a statement that comes back is prepared by name; a search, and one of many values, is planned anew", () => {
  const twice = (text: string) => [preparedAs(text), preparedAs(text)];
  expect(twice("select 'comes back'")).toEqual([undefined, expect.stringMatching(/^[0-9a-f]{40}$/)]);
  expect(twice("select 'looked for' like '%' || $1")).toEqual([undefined, undefined]);
  expect(twice(`select '${"long".repeat(2000)}'`)).toEqual([undefined, undefined]);
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
  await inReading(system, async ({ trx, client }) => {
    await number(1).execute(trx);
    await number(2).execute(trx);
    client.query("select 1 / 0").catch(() => undefined);
  });
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
