// Ends the database while three write, as an upgrade or a crash does, and looks how the application comes through.
// Run: node tests/database-away.ts [times]
import { spawn } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { buildIfStale } from "../bin/build-if-stale.mjs";
import { removeData } from "./data-folder.ts";

const TIMES = Number(process.argv[2] ?? 50);
const PORT = 3800 + (process.pid % 90);
const ADDRESS = `http://127.0.0.1:${PORT}`;
const folder = fs.mkdtempSync(path.join(os.tmpdir(), "amity-away-"));
const environment = {
  ...process.env,
  PORT: String(PORT),
  AMITY_DATA: folder,
  LOG_LEVEL: "error",
  AMITY_WRITES: "1000000",
};
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

buildIfStale();
const server = spawn(process.execPath, ["bin/serve.mjs"], { env: environment, stdio: ["ignore", "ignore", "inherit"] });
while (!(await fetch(`${ADDRESS}/api/v1/health`).catch(() => undefined))?.ok) await pause(100);
const key = await token();
const seen = { 201: 0, 503: 0, other: [] as string[] };
let isOver = false;
const writers = [1, 2, 3].map(write);
const returns: number[] = [];
for (let round = 0; round < TIMES && server.exitCode === null; round += 1) {
  await pause(300 + Math.random() * 700);
  endDatabase(round % 2 === 0 ? "SIGQUIT" : "SIGINT");
  while (isUp()) await pause(10);
  while (!isUp()) await pause(10);
  const since = Date.now();
  while ((await post())?.status !== 201 && Date.now() - since < 20_000) await pause(20);
  returns.push(Date.now() - since);
}
isOver = true;
await Promise.all(writers);
const isAlive = server.exitCode === null;
server.kill("SIGTERM");
await new Promise((resolve) => (server.exitCode === null ? server.once("exit", resolve) : resolve(undefined)));
removeData(folder);
const late = returns.filter((ms) => ms > 1000).length;
console.log(
  `${returns.length - late} of ${TIMES} returns within a second (longest ${Math.max(...returns)} ms), process ${isAlive ? "alive" : "dead"}; answers 201: ${seen[201]}, 503: ${seen[503]}, other: ${[...new Set(seen.other)].join(", ") || "none"}`,
);
process.exit(isAlive && late === 0 && seen.other.length === 0 ? 0 : 1);

async function post() {
  const body = { kind: "visit", title: "Ghi", starts_on: "2026-01-05", countries: ["FR"], was_held: true };
  return fetch(`${ADDRESS}/api/v1/activities`, {
    method: "POST",
    headers: { authorization: `Bearer ${key}`, "content-type": "application/json" },
    body: JSON.stringify(body),
  }).catch(() => undefined);
}

async function write() {
  while (!isOver) {
    const answer = await post();
    if (answer?.status === 201 || answer?.status === 503) seen[answer.status] += 1;
    else seen.other.push(answer ? String(answer.status) : "no answer");
    await answer?.text();
    await pause(5);
  }
}

async function token(): Promise<string> {
  const call = ["src/cli/main.ts", "token", "create", "--user", "office@demo.example", "--name", "away"];
  const made = spawn(process.execPath, call, { env: environment });
  let said = "";
  for await (const piece of made.stdout) said += String(piece);
  return said.trim();
}

function lines(): string[] {
  const { home } = JSON.parse(fs.readFileSync(path.join(folder, "embedded.json"), "utf8")) as { home: string };
  const file = path.join(home, "postgres", "postmaster.pid");
  return fs.existsSync(file) ? fs.readFileSync(file, "utf8").split("\n") : [];
}

function isUp(): boolean {
  const [pid = "", , , , , , , state = ""] = lines();
  return state.trim() === "ready" && fs.existsSync(`/proc/${pid}`);
}

function endDatabase(signal: NodeJS.Signals) {
  process.kill(Number(lines()[0]), signal);
}
