import { spawnSync } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterAll, expect, test } from "vitest";

const folder = fs.mkdtempSync(path.join(os.tmpdir(), "amity-stays-"));
afterAll(() => fs.rmSync(folder, { recursive: true }));

/** Runs a script under the supervisor of `npm start`; it finds in `run` the how manieth time this is. */
function supervised(name: string, script: string) {
  const counted = path.join(folder, `${name}.txt`);
  const file = path.join(folder, `${name}.mjs`);
  fs.writeFileSync(
    file,
    `import fs from "node:fs";
    fs.appendFileSync(${JSON.stringify(counted)}, "x");
    const run = fs.readFileSync(${JSON.stringify(counted)}, "utf8").length;
    ${script}`,
  );
  const call = `import { supervise } from "./bin/bootstrap.mjs"; supervise(${JSON.stringify(file)});`;
  const { status, stderr } = spawnSync(process.execPath, ["--input-type=module", "-e", call], { encoding: "utf8" });
  return {
    status,
    said: stderr.split("\n").filter((line) => line.includes("Amity")),
    runs: fs.readFileSync(counted, "utf8").length,
  };
}

test("what was ready and died is started again, later each time, with a line that says why", () => {
  const { status, said, runs } = supervised(
    "dies",
    `process.send("ready", () => { if (run === 1) process.exit(7); if (run === 2) process.kill(process.pid, "SIGKILL"); process.exit(0); });`,
  );
  expect([status, runs]).toEqual([0, 3]);
  expect(said.map((line) => (JSON.parse(line) as { message: string }).message)).toEqual([
    "Amity ended with code 7; it starts again in 1 s.",
    "Amity was ended by SIGKILL; it starts again in 2 s.",
  ]);
});

test("what never became ready is not started again", () => {
  expect(supervised("refuses", "process.exit(3);")).toEqual({ status: 3, said: [], runs: 1 });
});

test("after a power cut the first start works", () => {
  const { stdout } = spawnSync(process.execPath, ["tests/power-cut.ts", "3"], { encoding: "utf8" });
  expect(stdout.trim()).toBe("3 of 3 first starts after a power cut worked");
}, 120_000);
