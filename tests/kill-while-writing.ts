// Kills application, database and both with SIGKILL while every kind of record is written, and during imports, freezes, uploads, backups and the
// first start with its migrations; then compares what was answered as done with what is there, and every row with its history.
// Run: node tests/kill-while-writing.ts [times]
import type { ChildProcess } from "node:child_process";
import { spawn } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import pg from "pg";
import { startEmbedded } from "#platform/embedded.server.ts";
import { VERIFYING, verifyHistory } from "#platform/verify.server.ts";
import { cutPower } from "./cut-power.ts";
import { removeData } from "./data-folder.ts";
import type { Confirmed } from "./kill-writers.ts";
import { HEAVY, writeAll } from "./kill-writers.ts";

const TIMES = Number(process.argv[2] ?? 200);
const PORT = 3900 + (process.pid % 90);
const ADDRESS = `http://127.0.0.1:${PORT}`;
const folder = fs.mkdtempSync(path.join(os.tmpdir(), "amity-kill-"));
const environment = {
  ...process.env,
  PORT: String(PORT),
  AMITY_DATA: folder,
  LOG_LEVEL: "error",
  AMITY_WRITES: "1000000",
};
const confirmed = new Map<string, Confirmed>();
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

function launch(): ChildProcess {
  return spawn(process.execPath, ["bin/serve.ts"], { env: environment, stdio: ["ignore", "ignore", "inherit"] });
}

async function start(): Promise<ChildProcess> {
  const server = launch();
  await healthy();
  return server;
}

async function healthy() {
  for (let attempt = 0; attempt < 12_000; attempt += 1) {
    const answer = await fetch(`${ADDRESS}/api/v1/health`).catch(() => undefined);
    if (answer?.ok) return;
    await pause(50);
  }
  throw new Error("The application did not come back after it was killed.");
}

async function command(...words: string[]): Promise<string> {
  const made = spawn(process.execPath, ["src/cli/main.ts", ...words], { env: environment });
  let said = "";
  for await (const piece of made.stdout) said += String(piece);
  return said.trim();
}

/** Only what was answered counts as done; a call that was cut off may have been done or not. */
const caller = (key: string) => async (method: string, at: string, body?: Record<string, unknown> | FormData) => {
  const isForm = body instanceof FormData;
  const answer = await fetch(`${ADDRESS}/api/v1${at}`, {
    method,
    headers: {
      authorization: `Bearer ${key}`,
      ...(!isForm && { "content-type": "application/json" }),
      "if-match": "*",
    },
    body: isForm ? body : JSON.stringify(body ?? {}),
  }).catch(() => undefined);
  const said = answer?.ok ? ((await answer.json().catch(() => undefined)) as { id?: string } | undefined) : undefined;
  if (answer && !answer.ok && answer.status < 500)
    refused.set(`${at.replaceAll(/[0-9a-f-]{36}/g, "…")} ${answer.status}`, await answer.text());
  if (said) done += 1;
  const [, list = "", id = said?.id] = at.split("/");
  if (said && id && /^[0-9a-f-]{36}$/.test(id)) {
    const known = confirmed.get(id) ?? { list, id, fields: {}, acts: 0 };
    const isOwn = method === "PATCH" || at === `/${list}`;
    confirmed.set(id, {
      ...known,
      acts: known.acts + 1,
      fields: { ...known.fields, ...(isOwn && !isForm ? body : {}) },
    });
  } else if (method === "PATCH") unsure.add(at.split("/")[2] ?? "");
  return said?.id;
};

const refused = new Map<string, string>();
/** Records of which a change was cut off: it may stand or not. */
const unsure = new Set<string>();
let done = 0;
const WHAT = ["application", "database", "both"];
const DURING = ["writing", ...Object.keys(HEAVY), "backup"];
const rounds = new Map<string, number>();

await killFirstStarts(Math.max(2, Math.round(TIMES / 10)));
let server = await start();
const key = await command("token", "create", "--user", "leader@demo.example", "--name", "kill");
const call = caller(key);
for (let round = 0; round < TIMES; round += 1) {
  const [what = "", during = ""] = [WHAT[round % WHAT.length], DURING[round % DURING.length]];
  rounds.set(`${what} during ${during}`, (rounds.get(`${what} during ${during}`) ?? 0) + 1);
  let isOver = false;
  const write = async (one: () => Promise<unknown>) => {
    while (!isOver) await one();
  };
  const writers = [1, 2, 3].map(() => write(() => writeAll(call)));
  if (HEAVY[during]) writers.push(write(() => HEAVY[during]?.(call) ?? Promise.resolve()));
  const beside =
    during === "backup"
      ? spawn(process.execPath, ["src/cli/main.ts", "backup", path.join(folder, "b.amity")], {
          env: environment,
          stdio: "ignore",
        })
      : undefined;
  await pause(during === "writing" ? 40 + Math.random() * 800 : 200 + Math.random() * 2500);
  if (what !== "database") server.kill("SIGKILL");
  if (what !== "application") cutPower(folder);
  beside?.kill("SIGKILL");
  isOver = true;
  await Promise.all(writers);
  if (what === "database") await healthy();
  else server = await start();
}
await pause(5000);
const lost = await compareAnswers();
server.kill("SIGTERM");
await new Promise((resolve) => server.once("exit", resolve));
const half = await compareHistory();
for (const [where, count] of rounds) console.log(`${count} × ${where}`);
for (const [where, why] of refused) console.log(`refused ${where}: ${why.slice(0, 160)}`);
for (const one of [...lost.slice(0, 20), ...half.slice(0, 20)]) console.log(one);
console.log(
  `${TIMES} kills, ${done} confirmed acts on ${confirmed.size} records, ${lost.length} lost, ${half.length} half done`,
);
const isGood = done > 0 && lost.length === 0 && half.length === 0;
cutPower(folder);
if (isGood) removeData(folder);
process.exit(isGood ? 0 : 1);

/** The first start makes the database, its tables and the demo: killed anywhere in it, the next goes on. */
async function killFirstStarts(times: number) {
  for (let round = 0; round < times; round += 1) {
    const first = launch();
    await pause(100 + Math.random() * 6000);
    first.kill("SIGKILL");
    if (round % 2 === 1 && fs.existsSync(path.join(folder, "embedded.json"))) cutPower(folder);
    rounds.set("first start", round + 1);
    await pause(200);
  }
}

/** Every field of every record that was answered as written. */
async function compareAnswers(): Promise<string[]> {
  const lost: string[] = [];
  for (const { list, id, fields } of confirmed.values()) {
    if (!["partners", "activities", "delegations"].includes(list)) continue;
    const answer = await fetch(`${ADDRESS}/api/v1/${list}/${id}`, { headers: { authorization: `Bearer ${key}` } });
    if (!answer.ok) {
      lost.push(`${list} ${id}: ${answer.status}`);
      continue;
    }
    const there = (await answer.json()) as Record<string, unknown>;
    for (const [name, value] of Object.entries(fields))
      if (name in there && !unsure.has(id) && JSON.stringify(there[name]) !== JSON.stringify(value))
        lost.push(
          `${list} ${id} ${name}: ${JSON.stringify(value)} was confirmed, ${JSON.stringify(there[name])} is there`,
        );
  }
  return lost;
}

/** Every row against the state that its last act left, every line against its proof; and a line for every act that was answered. */
async function compareHistory(): Promise<string[]> {
  const database = await startEmbedded(folder);
  const client = new pg.Client({ connectionString: database.owner });
  await client.connect();
  await client.query("set search_path = amity, public");
  const { rows } = await client.query<{ id: string; lines: number }>(
    "select subject_id as id, count(*)::int as lines from history group by 1",
  );
  const lines = new Map(rows.map((row) => [row.id, row.lines]));
  const few = [...confirmed.values()].filter(
    ({ list, id, acts }) => list !== "imports" && list !== "reports" && (lines.get(id) ?? 0) < acts,
  );
  await client.query("begin");
  for (const setting of VERIFYING) await client.query(setting);
  const { found, foundInAll } = await verifyHistory(client);
  await client.end();
  console.log(`${foundInAll} findings of verify-history`);
  return [
    ...few.map((one) => `${one.list} ${one.id}: ${one.acts} acts confirmed, ${lines.get(one.id) ?? 0} lines`),
    ...found.map((one) => JSON.stringify(one)),
  ];
}
