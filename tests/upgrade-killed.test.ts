import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import type pg from "pg";
import { afterAll, expect, test, vi } from "vitest";
import { migrate } from "#platform/migrate.server.ts";
import { VERIFYING, verifyHistory } from "#platform/verify.server.ts";
import { asOwner } from "./database.ts";
import { load, makeBefore } from "./release-before/load.ts";

// An upgrade is killed where it hurts most; whoever goes on owes the history what was owed before.

const KILL = "select pg_terminate_backend(pg_backend_pid())";
const dies = vi.hoisted(() => ({ beforeStock: false }));
vi.mock("#platform/history-stock.server.ts", async (original) => {
  const real = await original<typeof import("#platform/history-stock.server.ts")>();
  const takeStock: typeof real.takeStock = async (client, before) => {
    if (dies.beforeStock) await client.query(KILL);
    await real.takeStock(client, before);
  };
  return { ...real, takeStock };
});

const folder = fs.mkdtempSync(path.join(os.tmpdir(), "amity-killed-"));
afterAll(() => fs.rmSync(folder, { recursive: true }));

async function theReleaseBefore(name: string) {
  const urlOf = (url = "") => url.replace("/amity?", `/${name}_${process.pid}?`);
  const target = {
    ownerUrl: urlOf(process.env.AMITY_TEST_OWNER),
    appUrl: urlOf(process.env.AMITY_TEST_APP),
    schema: "amity",
  };
  await makeBefore(target.ownerUrl);
  await asOwner(target.ownerUrl, load);
  return target;
}

const stands = (owner: string) =>
  asOwner(owner, async (client: pg.Client) => {
    const { rowCount: owed } = await client.query("select from schema_migration where stock is not null");
    await client.query("begin");
    for (const setting of VERIFYING) await client.query(setting);
    await client.query("set local amity.reach = 'system'");
    const { found, lines } = await verifyHistory(client);
    await client.query("rollback");
    return { owed, found, hasLines: lines > 5000 };
  });
const WHOLE = { owed: 0, found: [], hasLines: true };

test(
  "killed after its last migration, before it took stock: the next start takes it",
  { timeout: 300_000 },
  async () => {
    const target = await theReleaseBefore("killed_late");
    dies.beforeStock = true;
    await expect(migrate(target)).rejects.toThrow("terminat");
    dies.beforeStock = false;
    expect(await migrate(target)).toEqual([]);
    expect(await stands(target.ownerUrl)).toEqual(WHOLE);
  },
);

test(
  "killed between two migrations: the next start goes on, and no record is told for what the first ones changed",
  { timeout: 300_000 },
  async () => {
    const target = await theReleaseBefore("killed_between");
    fs.cpSync("migrations", folder, { recursive: true });
    const names = fs.readdirSync("migrations").filter((name) => name.endsWith(".sql"));
    const middle = names.toSorted().at(-5) ?? "";
    fs.writeFileSync(path.join(folder, middle), `${KILL};`);
    await expect(migrate({ ...target, folder })).rejects.toThrow("terminat");
    expect((await migrate(target))[0]).toBe(middle);
    expect(await stands(target.ownerUrl)).toEqual(WHOLE);
  },
);
