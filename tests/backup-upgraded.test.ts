import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterAll, expect, test } from "vitest";
import { backup } from "#platform/backup.server.ts";
import { config } from "#platform/config.ts";
import { closePools } from "#platform/db.server.ts";
import { migrate } from "#platform/migrate.server.ts";
import { VERIFYING, verifyHistory } from "#platform/verify.server.ts";
import { runRestoreCommand } from "../src/cli/restore.ts";
import { asOwner } from "./database.ts";
import { KEPT, load, makeBefore } from "./release-before/load.ts";

// Whoever lost the machine has last night's file, and installs what is newest.

const folder = fs.mkdtempSync(path.join(os.tmpdir(), "amity-older-"));
const before = config.databaseUrl;
afterAll(async () => {
  await closePools();
  config.databaseUrl = before;
  fs.rmSync(folder, { recursive: true });
});
const at = (name: string, url = "") => url.replace("/amity?", `/${name}_${process.pid}?`);

test(
  "a backup of the release before is restored by this one with all that is in it, brought up to date, and its history is whole",
  { timeout: 400_000 },
  async () => {
    const file = path.join(folder, "older.amity");
    const older = at("older", process.env.AMITY_TEST_OWNER);
    await makeBefore(older);
    await asOwner(older, load);
    await asOwner(older, (client) => backup(client, "amity", { file, store: folder, key: undefined }));
    const ownerUrl = at("newer", process.env.AMITY_TEST_OWNER);
    const appUrl = at("newer", process.env.AMITY_TEST_APP);
    config.databaseUrl = appUrl;
    const nothing = () => undefined;
    const database = { ownerUrl, appUrl, stop: nothing, end: nothing, keepUp: () => Promise.resolve() };
    const { text } = await runRestoreCommand({ database, words: [file], options: {} });
    expect(text).toMatch(/^Restored: \d{5} rows/);
    expect(await migrate({ ownerUrl, appUrl, schema: "amity" })).toEqual([]);
    await asOwner(ownerUrl, async (client) => {
      await client.query("begin");
      for (const setting of VERIFYING) await client.query(setting);
      await client.query("set local amity.reach = 'system'");
      for (const { table, rows } of KEPT.filter((one) => !/schema_migration|session|verification/.test(one.table))) {
        const { rows: counted } = await client.query<{ count: number }>(`select count(*)::int as count from ${table}`);
        expect([table, counted[0]?.count]).toEqual([table, rows.length]);
      }
      expect((await verifyHistory(client)).found).toEqual([]);
      await client.query("rollback");
    });
  },
);
