import { sql } from "kysely";
import { expect, test } from "vitest";
import { useDatabase } from "../../tests/database.ts";
import { readAlong, readPage } from "./along.server.ts";
import { system } from "./actor.ts";
import type { Work } from "./db.server.ts";

useDatabase();
const session = sql<{ pid: number; at: string }>`select pg_backend_pid() as pid, now()::text as at`;
const ask = async (work: Work) => (await session.execute(work.trx)).rows[0];

test("what the frame asks is asked with the page, in one transaction and first", async () => {
  const request = { actor: system };
  const order: string[] = [];
  const [frame, page] = await Promise.all([
    readAlong(request, (work) => (order.push("frame"), ask(work))),
    readPage(request, (work) => (order.push("page"), ask(work))),
  ]);
  expect(frame).toEqual(page);
  expect(order).toEqual(["frame", "page"]);
});

test("a page that is refused leaves the frame its answer", async () => {
  for (const refuse of [
    () => Promise.reject(new Error("not here")),
    (work: Work) => sql`select 1 / 0`.execute(work.trx),
    () => {
      throw new Error("at once");
    },
  ]) {
    const request = { actor: system };
    const frame = readAlong(request, ask);
    await expect(readPage(request, refuse)).rejects.toThrow(/not here|zero|at once/);
    expect(await frame).toMatchObject({ pid: expect.any(Number) as number });
  }
});

test("a frame whose page asks nothing, or later, asks by itself; what it fails with is its own", async () => {
  const request = { actor: system };
  const alone = await readAlong(request, ask);
  expect(alone).toMatchObject({ pid: expect.any(Number) as number });
  expect(await readPage(request, ask)).not.toEqual(alone);
  const other = { actor: system };
  const [frame, page] = await Promise.allSettled([
    readAlong(other, () => Promise.reject(new Error("the frame"))),
    readPage(other, ask),
  ]);
  expect([frame.status, page.status]).toEqual(["rejected", "fulfilled"]);
});

test("a second question of the frame is asked by itself, and neither waits for ever", async () => {
  const request = { actor: system };
  const both = [readAlong(request, ask), readAlong(request, ask)];
  const page = await readPage(request, ask);
  expect(await both[0]).toEqual(page);
  expect(await both[1]).not.toEqual(page);
});
