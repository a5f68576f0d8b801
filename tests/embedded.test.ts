import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import pg from "pg";
import { afterAll, expect, test, vi } from "vitest";
import { startEmbedded } from "#platform/embedded.server.ts";
import { removeData } from "./data-folder.ts";

const folder = fs.mkdtempSync(path.join(os.tmpdir(), "amity-embedded-"));
afterAll(() => removeData(folder));

test("a start while the server still stops waits until it has, and then has one that takes people in", async () => {
  const first = await startEmbedded(folder);
  const url = first.owner.replace("/amity?", "/postgres?");
  const held = new pg.Client({ connectionString: url });
  await held.connect();
  const file = path.join(first.places.cluster, "postmaster.pid");
  const before = Number(fs.readFileSync(file, "utf8").split("\n")[0]);
  // It takes nobody in any more, and ends when the last one goes.
  process.kill(before, "SIGTERM");
  await vi.waitUntil(() => fs.readFileSync(file, "utf8").includes("stopping"), { timeout: 10_000, interval: 5 });
  const starting = startEmbedded(folder);
  await new Promise((resolve) => setTimeout(resolve, 1000));
  await held.end();
  const second = await starting;
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.end();
  expect(second.startedHere).toBe(true);
  expect(Number(fs.readFileSync(file, "utf8").split("\n")[0])).not.toBe(before);
  second.stop();
}, 120_000);
