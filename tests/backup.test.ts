import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterAll, expect, test } from "vitest";
import { backup, differences, digestOf, restore } from "#platform/backup.server.ts";
import { asOwner, useDatabase } from "./database.ts";

const demo = useDatabase("demo");
const folder = fs.mkdtempSync(path.join(os.tmpdir(), "amity-backup-"));
afterAll(() => fs.rmSync(folder, { recursive: true }));

test("a backup restored into an empty database holds the same content, files too", async () => {
  const store = path.join(folder, "files");
  const sha256 = "ab".padEnd(64, "0");
  fs.mkdirSync(path.join(store, "ab"), { recursive: true });
  fs.writeFileSync(path.join(store, "ab", sha256), "bytes");
  const file = path.join(folder, "demo.amity");
  const digest = await asOwner(demo.ownerUrl(), (client) => backup(client, "amity", { file, store }));
  expect(digest.get("activity")?.rows).toBeGreaterThan(2000);
  const bare = demo.ownerUrl().replace(/\/test_[^?]+/, `/restored_${process.pid}`);
  await asOwner(demo.ownerUrl().replace(/\/test_[^?]+/, "/postgres"), (client) =>
    client.query(`create database restored_${process.pid} template template_bare`),
  );
  const restoredStore = path.join(folder, "restored");
  const restored = await asOwner(bare, (client) =>
    restore(client, "amity", { file, store: restoredStore, withReference: true }),
  );
  expect(differences(digest, restored)).toEqual([]);
  expect(fs.readFileSync(path.join(restoredStore, "ab", sha256), "utf8")).toBe("bytes");
  const next = await asOwner(bare, async (client) => {
    await client.query("update activity set title = title || '.' where id = (select id from activity limit 1)");
    return digestOf(client, "amity");
  });
  expect(differences(digest, next)).toEqual(["activity"]);
});
