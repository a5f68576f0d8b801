import { beforeAll, expect, test } from "vitest";
import { aPerson, asOwner, useDatabase } from "../../tests/database.ts";
import type { Actor } from "#platform/actor.ts";
import { system } from "#platform/actor.ts";
import { inReading, inWork } from "./db.server.ts";
import { recordHistory } from "./history.server.ts";
import type { KindName } from "./kinds.ts";
import { keptWhile } from "./kept.server.ts";

const database = useDatabase();
let office: Actor;
beforeAll(async () => {
  office = await aPerson("office", "vufo");
});

let computed = 0;
const ask = (name: string, kinds: KindName[] = ["activity"]) =>
  inReading(office, (work) => keptWhile(work, { name, kinds }, async () => (computed += 1)));

async function write(kind: "activity" | "delegation", meanwhile?: () => Promise<unknown>) {
  await inWork(system, async (work) => {
    const unit = await work.trx.selectFrom("unit").selectAll("unit").limit(1).executeTakeFirstOrThrow();
    const rights = {
      unit_id: unit.id,
      unit_path: unit.path,
      visibility: "confidential" as const,
      shared_paths: [],
      named_user_ids: [],
    };
    await recordHistory(work, { subject: [kind, unit.id], action: "edited", rights });
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
