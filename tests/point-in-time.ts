// A drill: people write, a base is made and the trail is kept; the machine dies; several seconds are restored, each compared with what had been confirmed by then.
// Run: node tests/point-in-time.ts [seconds of writing] [seconds to restore] [S10]
// With S10 over a union as large as the bench's, and the ordinary backup with its proof is timed too.
import { spawn, spawnSync } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import pg from "pg";
import { seed } from "#bench/seed.ts";
import { startEmbedded } from "#platform/embedded.server.ts";
import { buildIfStale } from "../bin/build-if-stale.mjs";
import { removeData } from "./data-folder.ts";
import { cutPower } from "./cut-power.ts";

const SECONDS = Number(process.argv[2] ?? 150);
const TIMES = Number(process.argv[3] ?? 4);
const IS_LARGE = process.argv[4] === "S10";
const PORT = 5817;
const place = fs.mkdtempSync(path.join(os.tmpdir(), "amity-drill-"));
const data = path.join(place, "data");
const trail = path.join(place, "trail");
const environment = {
  ...process.env,
  PORT: String(PORT),
  AMITY_DATA: data,
  AMITY_TRAIL: trail,
  AMITY_DEMO: "1",
  LOG_LEVEL: "warn",
};
type Written = { id: string; begun: number; confirmed: number };

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
if (IS_LARGE) await fillAndBackUp();
buildIfStale();
const server = spawn(process.execPath, ["bin/serve.mjs"], { env: environment, stdio: ["ignore", "ignore", "inherit"] });
await until(async () => (await fetch(`http://127.0.0.1:${PORT}/api/v1/health`)).ok, 600);
const began = Date.now();
const key = run(["token", "create", "--user", "office@demo.example", "--name", "drill"], environment).stdout.trim();
await until(
  () => Promise.resolve(fs.readdirSync(path.join(trail, "bases")).some((name) => name.endsWith(".json"))),
  900,
);
console.log(
  `a base is made (${megabytes(path.join(trail, "bases"))} MB, ${seconds(began)} s after the start); people write`,
);
const written: Written[] = [];
const end = Date.now() + SECONDS * 1000;
while (Date.now() < end) {
  const begun = Date.now();
  const answer = await fetch(`http://127.0.0.1:${PORT}/api/v1/activities`, {
    method: "POST",
    headers: { authorization: `Bearer ${key}`, "content-type": "application/json" },
    body: JSON.stringify({
      kind: "visit",
      title: `Ghi ${written.length}`,
      starts_on: "2026-01-05",
      countries: ["FR"],
      was_held: true,
    }),
  });
  const { id } = (await answer.json()) as { id?: string };
  if (answer.status === 201 && id) written.push({ id, begun, confirmed: Date.now() });
  await pause(20);
}
const died = Date.now();
server.kill("SIGKILL");
cutPower(data);
console.log(`${written.length} writings confirmed; the machine is dead. What is in the trail alone is restored.`);
let faults = 0;
for (let round = 0; round <= TIMES; round += 1) faults += await restoreAndCompare(round);
removeData(data);
fs.rmSync(place, { recursive: true, force: true });
process.exit(faults === 0 ? 0 : 1);

/** The rows of the bench, while nothing of it goes into a trail yet; then last night's backup, made and proven. */
async function fillAndBackUp() {
  run(["demo"], environment);
  const embedded = await startEmbedded(data);
  const client = new pg.Client({ connectionString: embedded.owner });
  await client.connect();
  await client.query("set search_path = amity, public; set amity.reach = 'system'");
  await seed(client, "S10", (line) => console.log(line));
  await client.end();
  embedded.stop();
  const file = path.join(place, "backup.amity");
  const began = Date.now();
  const done = run(["backup", file], { ...environment, AMITY_BACKUP_KEY: "a key of the drill, long enough" });
  console.log(`${done.stdout.trim()}\n${seconds(began)} s, ${megabytes(file)} MB`);
  fs.rmSync(file);
}

function seconds(since: number): number {
  return Math.round((Date.now() - since) / 1000);
}

function megabytes(of: string): number {
  const files = fs.statSync(of).isDirectory() ? fs.readdirSync(of).map((name) => path.join(of, name)) : [of];
  return Math.round(files.reduce((sum, file) => sum + fs.statSync(file).size, 0) / 1_000_000);
}

/** Round 0 asks for the last that there is: how much of the end is lost when only the trail is left. */
async function restoreAndCompare(round: number): Promise<number> {
  const into = path.join(place, `restored-${round}`);
  const first = written[0]?.confirmed ?? 0;
  // The last part may not be in the trail yet.
  const at = new Date(Math.floor((first + ((died - 60_000 - first) * round) / TIMES) / 1000) * 1000);
  const began = Date.now();
  const asked = ["restore", "--at", round === 0 ? "latest" : at.toISOString(), "--from", trail];
  const done = run(asked, { ...environment, AMITY_DATA: into });
  const took = seconds(began);
  if (done.status !== 0) {
    console.log(`${asked[2]}: ${done.stderr}`);
    return 1;
  }
  const found = await idsIn(into);
  removeData(into);
  if (round === 0) {
    const last = written.findLast(({ id }) => found.has(id));
    console.log(
      `latest: ${took} s; ${((died - (last?.confirmed ?? first)) / 1000).toFixed(1)} s of writing lost at the end`,
    );
    return died - (last?.confirmed ?? 0) > 60_000 ? 1 : 0;
  }
  const lost = written.filter(({ id, confirmed }) => confirmed <= at.getTime() && !found.has(id)).length;
  const early = written.filter(({ id, begun }) => begun > at.getTime() && found.has(id)).length;
  console.log(
    `${at.toISOString()}: ${took} s; ${found.size} of ${written.length} there, ${lost} lost, ${early} from after it`,
  );
  return lost + early;
}

async function idsIn(folder: string): Promise<Set<string>> {
  const embedded = await startEmbedded(folder);
  const client = new pg.Client({ connectionString: embedded.owner });
  await client.connect();
  const { rows } = await client.query<{ id: string }>("select id from amity.activity where title like 'Ghi %'");
  await client.end();
  embedded.stop();
  return new Set(rows.map(({ id }) => id));
}

function run(words: string[], env: NodeJS.ProcessEnv) {
  return spawnSync(process.execPath, ["src/cli/main.ts", ...words], { env, encoding: "utf8" });
}

async function until(is: () => Promise<boolean>, seconds: number) {
  for (let look = 0; look < seconds * 4; look += 1) {
    if (await is().catch(() => false)) return;
    await pause(250);
  }
  throw new Error("What was awaited did not come.");
}
