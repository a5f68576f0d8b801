import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { config } from "#platform/config.ts";
import { keyOf } from "./caller.ts";
import { aPerson, useDatabase } from "./database.ts";
import { ask } from "./handler.ts";
import { SWOLLEN, bomb, manyEntries, ordinaryWorkbook, shortLines } from "./hostile-files.ts";

useDatabase();
const folder = fs.mkdtempSync(path.join(os.tmpdir(), "amity-worst-"));
/** Time is what a busy machine lacks; what the files do to memory, and who computes, is the same on each. */
const PATIENCE = 600_000;
let key = "";
beforeAll(async () => {
  config.dataFolder = folder;
  config.threads.seconds = PATIENCE / 1000;
  key = await keyOf(await aPerson("office", "vufo"));
});
afterAll(() => fs.rmSync(folder, { recursive: true }));

/** Sends a list to be tried; `here` is how many seconds of it this thread computed, which answers everybody. */
async function tried(bytes: Uint8Array, name: string) {
  const body = new FormData();
  body.set("kind", "partners");
  body.set("file", new File([new Uint8Array(bytes)], name));
  const request = new Request("http://amity.test/api/v1/imports?try=true&language=en", {
    method: "POST",
    headers: { authorization: `Bearer ${key}` },
    body,
  });
  const [own, all] = [process.threadCpuUsage(), process.cpuUsage()];
  const answer = await ask(request);
  const said = (await answer.json()) as { detail?: string; errors?: Record<string, string>; rows?: number };
  const seconds = ({ user, system }: NodeJS.CpuUsage) => (user + system) / 1_000_000;
  return {
    status: answer.status,
    said,
    here: seconds(process.threadCpuUsage(own)),
    all: seconds(process.cpuUsage(all)),
  };
}

const WORST: Record<string, [name: string, make: () => Uint8Array]> = {
  "two million short lines": ["a.csv", shortLines],
  "a bomb of 900 MB": ["a.xlsx", bomb],
  "three hundred thousand parts": ["a.xlsx", manyEntries],
  ...Object.fromEntries(Object.entries(SWOLLEN).map(([what, make]) => [what, ["a.xlsx", make]])),
};

describe("what was made to end the server", () => {
  test.each(Object.keys(WORST))(
    "%s: one sentence beside the file, and others are answered",
    async (what) => {
      const [name, make] = WORST[what]!;
      const { status, said, here } = await tried(make(), name);
      expect([409, 422]).toContain(status);
      expect(said.errors?.file).toBe(said.detail);
      expect(said.detail).toMatch(/[.]$/);
      // Taking the bytes is all that is done here; the largest of these files has 27 MB.
      expect(here).toBeLessThan(2);
    },
    PATIENCE,
  );

  test("the next list is read as ever", async () => {
    const { status, said } = await tried(Buffer.from("Tên,Nước\nHội A,Lào\n"), "a.csv");
    expect([status, said.rows]).toEqual([201, 1]);
  });
});

test(
  "an ordinary list of 5 MB is read, and not by the thread that answers",
  async () => {
    const { status, said, here, all } = await tried(ordinaryWorkbook(5), "a.xlsx");
    expect([status, (said.rows ?? 0) > 10_000]).toEqual([201, true]);
    expect(here / all).toBeLessThan(0.5);
  },
  PATIENCE,
);

test.each([
  ["a page named as a workbook", "<html><script>1</script></html>", "a.xlsx"],
  ["a program named as a list", "MZ\u0000\u0000\u0001", "a.csv"],
  ["a list named as a program", "Tên,Nước\nA,Lào\n", "a.exe"],
])("%s is refused", async (_what, text, name) => {
  const { status, said } = await tried(Buffer.from(text), name);
  expect([409, 422]).toContain(status);
  expect(Object.keys(said.errors ?? {})).toEqual(["file"]);
});
