import fs from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { config } from "./config.ts";
import { keepBytes, readBytes } from "./files.server.ts";

const usual = config.dataFolder;
beforeAll(async () => {
  config.dataFolder = await fs.mkdtemp(path.join(os.tmpdir(), "amity-store-"));
});
afterAll(async () => {
  await fs.rm(config.dataFolder, { recursive: true });
  config.dataFolder = usual;
});

test("bytes are written beside, laid down, and only then get the name under which they are found", async () => {
  const [write, rename] = [vi.spyOn(fs, "writeFile"), vi.spyOn(fs, "rename")];
  const sha256 = await keepBytes(new TextEncoder().encode("a scan"));
  const [beside, , how] = write.mock.calls[0] ?? [];
  const [from, to] = rename.mock.calls[0] ?? [];
  expect(how).toEqual({ flush: true });
  expect([beside === from, beside === to, path.basename(String(to))]).toEqual([true, false, sha256]);
  expect(String(await readBytes(sha256))).toBe("a scan");
  expect(await fs.readdir(path.dirname(String(to)))).toEqual([sha256]);
});

test("what is no digest is no file of the store", () => {
  for (const name of ["../../etc/passwd", "", "A".repeat(64), `${"a".repeat(64)}/../x`])
    expect(() => readBytes(name)).toThrow("not a file of the store");
});
