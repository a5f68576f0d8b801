// Everything that must hold, in one gate. Ends with one plain line over all runners.
import { execFile, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import { buildIfStale, wordsArgs } from "../bin/build-if-stale.mjs";

/** West and east of Greenwich, with summer time and without, and some that are not whole hours or far out. */
const ZONES = [
  "Asia/Ho_Chi_Minh",
  "America/Los_Angeles",
  "Africa/Cairo",
  "UTC",
  "Asia/Kathmandu",
  "Pacific/Kiritimati",
];
/** Leap day, Tet, the first and the last day of years and half-years: half of all runs fall on one of these. */
const ODD_DAYS = [
  "2026-01-01",
  "2026-02-17",
  "2026-06-30",
  "2026-12-31",
  "2027-01-01",
  "2027-02-06",
  "2027-07-01",
  "2028-01-26",
  "2028-02-29",
  "2028-12-31",
];

/** Chance, and where a commit is judged the commit's own: judged twice it gets the same answer, and each commit another day. */
function chancesOf(): () => number {
  if (!process.env.CI) return Math.random;
  const commit = spawnSync("git", ["rev-parse", "HEAD"], { encoding: "utf8" }).stdout;
  let asked = 0;
  return () =>
    createHash("sha256")
      .update(`${commit}${(asked += 1)}`)
      .digest()
      .readUInt32BE() /
    2 ** 32;
}

/** Somewhere, some time in three years: whoever relies on a place or a day is found out sooner or later. */
function chooseZoneAndMoment() {
  const chance = chancesOf();
  const pick = <Value>(values: Value[]) => values[Math.floor(chance() * values.length)];
  const isOdd = chance() < 0.5;
  const from = isOdd ? Date.parse(pick(ODD_DAYS) ?? "") : Date.parse("2026-01-01");
  const moment = new Date(from + chance() * (isOdd ? 1 : 1096) * 86_400_000);
  process.env.TZ ||= pick(ZONES);
  process.env.AMITY_NOW ||= moment.toISOString().replace(/\.\d+/, "");
  process.stdout.write(`Again the same way: TZ=${process.env.TZ} AMITY_NOW=${process.env.AMITY_NOW} npm test\n`);
}

let passed = 0;
let failed = 0;

const exec = promisify(execFile);

async function check(name: string, args: string[]) {
  const started = Date.now();
  const wrong = await exec(process.execPath, args, {
    env: { ...process.env, FORCE_COLOR: "0" },
    maxBuffer: 50_000_000,
  }).then(
    () => undefined,
    (cause: { stdout?: string; stderr?: string; message: string }) =>
      `${cause.stdout ?? ""}\n${cause.stderr ?? cause.message}\n`,
  );
  if (wrong === undefined) passed += 1;
  else {
    failed += 1;
    failedNames.push(name);
  }
  const took = ((Date.now() - started) / 1000).toFixed(1);
  process.stdout.write(`${wrong === undefined ? "ok  " : "FAIL"} ${name} (${took} s)\n`);
  if (wrong !== undefined) process.stdout.write(wrong.slice(-12_000));
}

type Counts = { numPassedTests: number; numFailedTests: number; numFailedTestSuites: number; success: boolean };
type Report = Counts & {
  testResults: { name: string; status: string; assertionResults: { fullName: string; status: string }[] }[];
};

/** What failed, by name, said once more at the end: a long log is often kept by its end alone. */
const failedNames: string[] = [];

function runTests(name: string, environment: Record<string, string>) {
  const report = path.join(os.tmpdir(), `amity-${process.pid}-${name}.json`);
  const args = [
    "node_modules/vitest/vitest.mjs",
    "run",
    "--reporter=dot",
    "--reporter=json",
    `--outputFile.json=${report}`,
  ];
  spawnSync(process.execPath, args, {
    stdio: ["ignore", "inherit", "inherit"],
    env: { ...process.env, ...environment },
  });
  if (!fs.existsSync(report)) {
    failed += 1;
    return;
  }
  const counts = JSON.parse(fs.readFileSync(report, "utf8")) as Report;
  fs.rmSync(report);
  for (const file of counts.testResults.filter((one) => one.status !== "passed")) {
    const at = path.relative(process.cwd(), file.name);
    const tests = file.assertionResults.filter((one) => one.status === "failed");
    failedNames.push(...(tests.length > 0 ? tests.map((one) => `${at}: ${one.fullName}`) : [at]));
  }
  passed += counts.numPassedTests;
  // A file that does not even load has no failed test, yet it failed.
  failed += counts.numFailedTests || (counts.success ? 0 : Math.max(1, counts.numFailedTestSuites));
}

chooseZoneAndMoment();
const vendor = (name: string) => path.join("node_modules", name);
await check("words", wordsArgs());
await check("routes known", [vendor("@sveltejs/kit/svelte-kit.js"), "sync"]);
// The longest alone on one core, the others one after the other beside it.
await Promise.all([
  check("types and markup", [
    vendor("svelte-check/bin/svelte-check"),
    "--tsconfig",
    "./tsconfig.json",
    "--fail-on-warnings",
  ]),
  check("format", [vendor("prettier/bin/prettier.cjs"), "--check", ".", "--log-level", "warn"])
    .then(() => check("lint", [vendor("oxlint/bin/oxlint"), "--type-aware"]))
    .then(() => check("dead code", [vendor("knip/bin/knip.js"), "--no-config-hints"])),
]);
runTests("tests", {});
try {
  buildIfStale();
  passed += 1;
  runTests("stories", { AMITY_STORIES: "1" });
} catch (cause) {
  failed += 1;
  process.stdout.write(`FAIL build ${(cause as Error).message}\n`);
}
for (const name of failedNames) process.stdout.write(`failed: ${name}\n`);
process.stdout.write(`${passed} passed, ${failed} failed\n`);
process.exit(failed === 0 ? 0 : 1);
