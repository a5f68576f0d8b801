import { execFile, execFileSync } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import { afterAll, expect, test } from "vitest";

const shared = fs.mkdtempSync(path.join(os.tmpdir(), "amity-unpacked-"));
afterAll(() => fs.rmSync(shared, { recursive: true }));

const UNPACK =
  "const { unpackBrowser } = await import('./tests/browser.ts'); console.log(await unpackBrowser(process.argv[1]));";
const run = promisify(execFile);

/** One clone that finds nothing unpacked yet, unpacks and starts what it was given. */
async function unpackAndStart(): Promise<{ folder: string; version: string }> {
  const { stdout } = await run(process.execPath, ["--input-type=module", "-e", UNPACK, shared]);
  const folder = stdout.trim();
  const version = execFileSync(path.join(folder, "chromium"), ["--version"], {
    encoding: "utf8",
    env: { ...process.env, LD_LIBRARY_PATH: path.join(folder, "lib") },
  });
  return { folder, version };
}

test("two clones that unpack the browser at once both start it, and leave one copy", async () => {
  const [one, other] = await Promise.all([unpackAndStart(), unpackAndStart()]);
  expect(other).toEqual(one);
  expect(one?.version).toMatch(/\d+\.\d+/);
  expect(fs.readdirSync(shared)).toEqual([path.basename(one?.folder ?? "")]);
}, 120_000);
