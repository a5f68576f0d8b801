import { sql } from "kysely";
import { beforeAll, expect, test, vi } from "vitest";
import { aPerson, asOwner, useDatabase } from "../../tests/database.ts";
import type { Actor } from "#platform/actor.ts";
import { system } from "#platform/actor.ts";
import { inReading, inSnapshot, inWork } from "./db.server.ts";
import { recordHistory } from "./history.server.ts";
import type { KindName } from "./kinds.ts";
import { keptCount, keptWhile } from "./kept.server.ts";

const database = useDatabase();
let office: Actor;
beforeAll(async () => {
  office = await aPerson("office", "vufo");
});

let computed = 0;
const ask = (name: string, kinds: KindName[] = ["activity"]) =>
  inReading(office, (work) => keptWhile(work, { name, kinds }, async () => (computed += 1)));

async function write(kind: "activity" | "delegation" | "unit", meanwhile?: () => Promise<unknown>, lines = 1) {
  await inWork(system, async (work) => {
    const unit = await work.trx.selectFrom("unit").selectAll("unit").limit(1).executeTakeFirstOrThrow();
    const rights = {
      unit_id: unit.id,
      unit_path: unit.path,
      visibility: "confidential" as const,
      shared_paths: [],
      named_user_ids: [],
    };
    for (let line = 0; line < lines; line += 1)
      await recordHistory(work, { subject: [kind, line ? crypto.randomUUID() : unit.id], action: "edited", rights });
    await meanwhile?.();
  });
}

test("a figure is computed once and again after a record of its kind changed, even one the reader may not see", async () => {
  const first = await ask("one");
  expect(await ask("one")).toBe(first);
  await write("delegation");
  expect(await ask("one")).toBe(first);
  await write("activity");
  const second = await ask("one");
  expect(second).not.toBe(first);
  expect(await ask("one")).toBe(second);
});

test("of several asked in one turn each follows its own kinds, and is told of in one statement", async () => {
  const said: string[] = [];
  const together = () =>
    inReading(office, async (work) => {
      const asked = vi.spyOn(work.client, "ask");
      const each = (["activity", "delegation", "unit"] as const).map((kind) =>
        keptWhile(work, { name: `together ${kind}`, kinds: [kind] }, async () => (computed += 1)),
      );
      const values = await Promise.all(each);
      said.push(...asked.mock.calls.map(([{ sql: text }]) => text));
      return values;
    });
  const first = await together();
  await write("delegation");
  said.length = 0;
  const second = await together();
  expect([0, 1, 2].filter((at) => second[at] !== first[at])).toEqual([1]);
  expect(said.filter((text) => text.includes("json_agg(exists"))).toHaveLength(1);
  expect(await together()).toEqual(second);
});

test("a write that began before the figure was computed and ended after it is not overlooked", async () => {
  let before = 0;
  await write("activity", async () => {
    before = await ask("two");
    expect(await ask("two")).toBe(before);
  });
  expect(await ask("two")).not.toBe(before);
});

test("a write past the application is noticed", async () => {
  const before = await ask("three");
  await asOwner(database.ownerUrl(), (client) => client.query("update unit set version = version + 1"));
  await expect.poll(() => ask("three"), { timeout: 8000 }).not.toBe(before);
});

test("what a transaction counted of its own writes and took back is not kept", async () => {
  const before = await ask("four");
  await expect(
    inWork(office, async (work) => {
      await work.trx
        .updateTable("auth_user")
        .set({ locale: "en" })
        .where("auth_user.id", "=", office.userId ?? "")
        .execute();
      expect(await keptWhile(work, { name: "four", kinds: ["activity"] }, async () => -1)).toBe(-1);
      throw new Error("taken back");
    }),
  ).rejects.toThrow("taken back");
  expect(await ask("four")).toBe(before);
});

test("who asks while a figure is counted is told what was written before, and many who ask share one count", async () => {
  let written = 0;
  let counts = 0;
  const [gate, begun] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  const count = async () => {
    const seen = written;
    counts += 1;
    begun.resolve();
    await gate.promise;
    return seen;
  };
  const counted = () => inReading(office, (work) => keptWhile(work, { name: "five", kinds: ["activity"] }, count));
  const first = counted();
  await begun.promise;
  await write("activity");
  written = 1;
  const later = Promise.all(Array.from({ length: 6 }, counted));
  // All of them have found that somebody counts.
  await new Promise((resolve) => setTimeout(resolve, 300));
  gate.resolve();
  expect([await first, ...(await later)]).toEqual([0, 1, 1, 1, 1, 1, 1]);
  expect(counts).toBe(2);
});

test("a count that fails is nobody else's failure", async () => {
  let times = 0;
  const [gate, begun] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  const count = async () => {
    begun.resolve();
    await gate.promise;
    times += 1;
    if (times === 1) throw new Error("the connection was lost");
    return times;
  };
  const counted = () => inReading(office, (work) => keptWhile(work, { name: "six", kinds: ["activity"] }, count));
  const first = counted();
  await begun.promise;
  const second = counted();
  gate.resolve();
  await expect(first).rejects.toThrow("the connection was lost");
  expect(await second).toBe(2);
});

test("a reading of an earlier moment is given nothing newer, and nothing of it is kept", async () => {
  await ask("seven");
  const after = await inSnapshot(office, async (work) => {
    await sql`select 1`.execute(work.trx);
    await write("activity");
    const newer = await ask("seven");
    expect(await keptWhile(work, { name: "seven", kinds: ["activity"] }, async () => -1)).toBe(-1);
    return newer;
  });
  expect(await ask("seven")).toBe(after);
});

test("a figure follows what was written, but of more records than are asked about it is counted anew", async () => {
  const followed: number[] = [];
  const follow = async (value: number, { length }: unknown[]) => {
    followed.push(length);
    return value + length;
  };
  const asked = () =>
    inReading(office, (work) => keptWhile(work, { name: "eight", kinds: ["activity"], follow }, async () => 1000));
  expect(await asked()).toBe(1000);
  await write("activity", undefined, 500);
  expect(await asked()).toBe(1500);
  await write("activity", undefined, 501);
  expect(await asked()).toBe(1000);
  expect(followed).toEqual([500]);
});

test("time alone has nothing counted again", async () => {
  const clock = vi.spyOn(performance, "now");
  const isTheSame = async () => {
    const [first, later] = [await ask("nine"), performance.now() + 10_000];
    clock.mockImplementation(() => later);
    return (await ask("nine")) === first;
  };
  // What was written before may be told by the counters a second late.
  await expect.poll(isTheSame, { timeout: 8000 }).toBe(true);
  clock.mockRestore();
});

test("what takes much room goes, the oldest first", async () => {
  const [old, young] = [await ask("old"), await ask("young")];
  const asked = (name: string, weight: number) =>
    inReading(office, (work) => keptWhile(work, { name, kinds: ["activity"], weigh: () => weight }, async () => name));
  await asked("most of the room", 398);
  expect(await ask("young")).toBe(young);
  await asked("the rest of it", 2);
  expect(await ask("old")).not.toBe(old);
});

test("a list's total is each reader's own, whatever its order or page, until one of its records or the tree changes", async () => {
  const hanoi = await aPerson("unit_officer", "ha_noi");
  let counts = 0;
  const total = (actor: Actor, filter: object = {}, most?: number) =>
    inReading(actor, (work) => keptCount(work, { kinds: ["activity"], filter, most }, async () => (counts += 1)));
  const own = await total(office, { country: "FR" });
  expect(await total(office, { country: "FR", sort: "title", limit: 3, cursor: "x", count: "exact" })).toBe(own);
  const others = [
    total(hanoi, { country: "FR" }),
    total({ ...office, userId: hanoi.userId }, { country: "FR" }),
    total({ ...office, paths: hanoi.paths }, { country: "FR" }),
    total({ ...office, reach: "outside" }, { country: "FR" }),
    total(office, { country: "LA" }),
    total(office, { country: "FR" }, 100),
  ];
  expect(new Set([own, ...(await Promise.all(others))]).size).toBe(7);
  await write("delegation");
  expect(await total(office, { country: "FR" })).toBe(own);
  for (const kind of ["unit", "activity"] as const) {
    const before = await total(office, { country: "FR" });
    await write(kind);
    expect(await total(office, { country: "FR" })).not.toBe(before);
  }
});
