import { spawn, spawnSync } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterAll, describe, expect, test } from "vitest";

const folder = fs.mkdtempSync(path.join(os.tmpdir(), "amity-stays-"));
afterAll(() => fs.rmSync(folder, { recursive: true }));

const HEART = path.resolve("src/platform/heart.server.ts");

/** A script that finds in `run` the how manieth time this is, and how it is run under the supervisor of `npm start`, who waits 8 s for a word. */
function prepared(name: string, script: string) {
  const counted = path.join(folder, `${name}.txt`);
  const file = path.join(folder, `${name}.mjs`);
  fs.writeFileSync(
    file,
    `import fs from "node:fs";
    fs.appendFileSync(${JSON.stringify(counted)}, "x");
    import { beginBeating, endBeating } from ${JSON.stringify(HEART)};
    const run = fs.readFileSync(${JSON.stringify(counted)}, "utf8").length;
    ${script}`,
  );
  const call = `import { supervise } from "./bin/bootstrap.mjs"; supervise(${JSON.stringify(file)}, 8);`;
  return {
    args: ["--input-type=module", "-e", call],
    runs: () => (fs.existsSync(counted) ? fs.readFileSync(counted, "utf8").length : 0),
  };
}

const linesIn = (stderr: string) => stderr.split("\n").filter((line) => line.includes("Amity"));
const messages = (said: string[]) => said.map((line) => (JSON.parse(line) as { message: string }).message);

function supervised(name: string, script: string) {
  const { args, runs } = prepared(name, script);
  const { status, stderr } = spawnSync(process.execPath, args, { encoding: "utf8" });
  return { status, said: linesIn(stderr), runs: runs() };
}

/** The same while the test goes on beside it. */
function beside(name: string, script: string) {
  const { args, runs } = prepared(name, script);
  const running = spawn(process.execPath, args, { stdio: ["ignore", "ignore", "pipe"], detached: true });
  let stderr = "";
  running.stderr.on("data", (piece: Buffer) => (stderr += piece.toString()));
  const end = new Promise<{ status: number | null; said: string[]; runs: number }>((resolve) =>
    running.on("close", (status) => resolve({ status, said: linesIn(stderr), runs: runs() })),
  );
  return { group: -(running.pid ?? 0), end };
}
const seconds = (many: number) => new Promise((resolve) => setTimeout(resolve, many * 1000));

test("what was ready and died is started again, later each time, with a line that says why", () => {
  const { status, said, runs } = supervised(
    "dies",
    `process.send("ready", () => { if (run === 1) process.exit(7); if (run === 2) process.kill(process.pid, "SIGKILL"); process.exit(0); });`,
  );
  expect([status, runs]).toEqual([0, 3]);
  expect(messages(said)).toEqual([
    "Amity ended with code 7; it starts again in 1 s.",
    "Amity was ended by SIGKILL; it starts again in 2 s.",
  ]);
});

test("what never became ready is not started again", () => {
  expect(supervised("refuses", "process.exit(3);")).toEqual({ status: 3, said: [], runs: 1 });
});

describe("what is frozen is ended and started again, with a line that says why", () => {
  test.concurrent.each([
    ["turns in circles", "for (;;);"],
    ["is stopped", 'process.kill(process.pid, "SIGSTOP");'],
  ])(
    "it %s",
    async (how, freeze) => {
      const frozen = await beside(
        how,
        `beginBeating(); if (run > 1) process.exit(0); setTimeout(() => { ${freeze} }, 500);`,
      ).end;
      expect([frozen.status, frozen.runs, messages(frozen.said)]).toEqual([
        0,
        2,
        ["Amity said nothing for 8 s and was ended; it starts again in 1 s."],
      ]);
    },
    60_000,
  );

  test.concurrent.each([
    ["answers", "beginBeating(); setTimeout(() => process.exit(0), 14_000);"],
    ["is long in starting", `${busy(14)} beginBeating(); process.exit(0);`],
    ["is long in stopping", `beginBeating(); setTimeout(() => { endBeating(); ${busy(14)} process.exit(0); }, 500);`],
  ])(
    "but not what %s",
    async (how, script) => {
      expect(await beside(how, script).end).toEqual({ status: 0, said: [], runs: 1 });
    },
    60_000,
  );

  test.concurrent(
    "nor what was stopped together with its supervisor",
    async () => {
      const { group, end } = beside("together", "beginBeating(); setTimeout(() => process.exit(0), 5000);");
      await seconds(3);
      process.kill(group, "SIGSTOP");
      await seconds(14);
      process.kill(group, "SIGCONT");
      expect(await end).toEqual({ status: 0, said: [], runs: 1 });
    },
    60_000,
  );
});

/** Nothing else is done meanwhile. */
function busy(many: number): string {
  return `for (const until = Date.now() + ${many * 1000}; Date.now() < until;);`;
}

test("after a power cut the first start works", () => {
  const { stdout } = spawnSync(process.execPath, ["tests/power-cut.ts", "3"], { encoding: "utf8" });
  expect(stdout.trim()).toBe("3 of 3 first starts after a power cut worked");
}, 120_000);
