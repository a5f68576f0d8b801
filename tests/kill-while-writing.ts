// Kills application, database and both with SIGKILL while every kind of record is written, and during imports, freezes, uploads, backups, the
// first start and upgrades; then compares what was answered as done, field by field and line by line, and every row with its history.
// Run: node tests/kill-while-writing.ts [times] [minutes at most]
import type { ChildProcess } from "node:child_process";
import { spawn } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import pg from "pg";
import { startEmbedded } from "#platform/embedded.server.ts";
import { rowsOf } from "#platform/record-rows.server.ts";
import { buildIfStale } from "../bin/build-if-stale.mjs";
import { cutPower } from "./cut-power.ts";
import { removeData } from "./data-folder.ts";
import { HEAVY, WRITERS } from "./kill-beside.ts";
import type { Lefts } from "./kill-compare.ts";
import { compareAll, lastLine, learner } from "./kill-compare.ts";
import type { Carry, Who } from "./kill-hands.ts";
import { CutOff, Hands, WHO, headersOf, sentOf } from "./kill-hands.ts";
import { signIn } from "./kill-sign-in.ts";

const TIMES = Number(process.argv[2] ?? 200);
const until = Date.now() + Number(process.argv[3] ?? 24 * 60) * 60_000;
const PORT = 3900 + (process.pid % 90);
const ADDRESS = `http://localhost:${PORT}`;
const folder = fs.mkdtempSync(path.join(os.tmpdir(), "amity-kill-"));
const environment = {
  ...process.env,
  PORT: String(PORT),
  AMITY_DATA: folder,
  LOG_LEVEL: "error",
  AMITY_WRITES: "1000000",
};
const cookies = {} as Record<Who, string>;
const lefts: Lefts = new Map();
const killed = new Map<string, number>();
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

function launch(): ChildProcess {
  return spawn(process.execPath, ["bin/serve.mjs"], { env: environment, stdio: ["ignore", "ignore", "inherit"] });
}

async function start(): Promise<ChildProcess> {
  const server = launch();
  await healthy(server);
  return server;
}

async function healthy(server: ChildProcess) {
  for (let attempt = 0; attempt < 12_000; attempt += 1) {
    if (server.exitCode !== null) throw new Error(`The application ended with code ${server.exitCode}.`);
    const answer = await fetch(`${ADDRESS}/api/v1/health`).catch(() => undefined);
    if (answer?.ok) return;
    await pause(50);
  }
  throw new Error("The application did not come back after it was killed.");
}

/** One key that can be revoked. */
async function makeSpareKey() {
  const words = ["src/cli/main.ts", "token", "create", "--user", WHO.ministry, "--name", "spare"];
  const made = spawn(process.execPath, words, { env: environment, stdio: "ignore" });
  await new Promise((resolve) => made.once("exit", resolve));
}

const answers = new Map<string, number>();
const carry: Carry = async (who, method, at, body) => {
  const headers = { cookie: cookies[who], origin: ADDRESS, ...headersOf(method, at, body) };
  const sent = { method, headers, ...sentOf(body) };
  const answer = await fetch(`${ADDRESS}/api/v1${at}`, sent).catch(() => undefined);
  // An answer that was cut off says nothing: it may have been done or not.
  const said = await answer?.json().catch(() => undefined);
  const came = answer && said ? { status: answer.status, said: said as Record<string, unknown> } : undefined;
  const status = String(came?.status ?? "cut off");
  answers.set(status, (answers.get(status) ?? 0) + 1);
  return came;
};

/** Of the tables, where the database answers. */
async function look(kind: string, id: string) {
  const client = await connect(address).catch(() => undefined);
  if (!client) throw new CutOff(kind);
  try {
    return await rowsOf(client, kind, [id]);
  } catch (cause) {
    throw new CutOff(kind, { cause });
  } finally {
    await client.end().catch(() => undefined);
  }
}

const WHAT = ["application", "database", "both"];
const DURING = ["writing", ...Object.keys(HEAVY), "backup"];

buildIfStale();
await killFirstStarts(Math.max(3, Math.round(TIMES / 10)));
let server = await start();
const address = (await startEmbedded(folder)).owner;
for (const [who, email] of Object.entries(WHO)) cookies[who as Who] = await signIn(ADDRESS, email);
await makeSpareKey();
const beside = await connect(address);
const from = await lastLine(beside);
const calm = await writeCalmly(beside);
await beside.end();
const hands = new Hands(carry, look);
for (let round = 0; round < TIMES && Date.now() < until; round += 1) {
  await killOnce(WHAT[round % WHAT.length] ?? "", DURING[round % DURING.length] ?? "");
  if (round % 10 === 9) console.log(`${round + 1} kills while writing, ${hands.acts.length} acts sent`);
}
await untilSettled();
server.kill("SIGTERM");
await new Promise((resolve) => server.once("exit", resolve));
const database = await startEmbedded(folder);
const client = await connect(database.owner);
const acts = [...calm.acts, ...hands.acts];
const faults = await compareAll(client, { acts, lefts, data: folder, from });
await client.end();
for (const [where, count] of killed) console.log(`${count} × ${where}`);
console.log(`answers: ${[...answers].map(([status, count]) => `${count} × ${status}`).join(", ")}`);
for (const [where, why] of hands.refused) console.log(`refused ${where}: ${why.slice(0, 200)}`);
for (const one of faults.slice(0, 40)) console.log(one);
const done = hands.acts.filter((act) => act.state === "done").length;
const unsure = hands.acts.filter((act) => act.state === "unsure").length;
const count = [...killed.values()].reduce((sum, one) => sum + one, 0);
const kinds = new Set(hands.acts.filter((act) => act.state === "done").map((act) => act.call)).size;
console.log(
  `${count} kills; ${done} acts of ${kinds} kinds confirmed, ${unsure} cut off; ${faults.length} lost or half done`,
);
cutPower(folder);
const isGood = done > count && faults.length === 0;
if (isGood) removeData(folder);
else console.log(`The data is kept in ${folder}.`);
process.exit(isGood ? 0 : 1);

async function connect(url: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: url });
  // The database is killed under it: whoever asks hears of it from the answer.
  client.on("error", () => undefined);
  await client.connect();
  await client.query("set search_path = amity, public; set timezone = 'UTC'; set amity.reach = 'system'");
  return client;
}

/** What was handed to the worker is taken up again after a kill; a slow machine may be a while. */
async function untilSettled() {
  await pause(5000);
  const client = await connect(address);
  const open = "select from import where status = 'committing'";
  for (let look = 0; look < 600 && (await client.query(open)).rowCount; look += 1) await pause(500);
  await client.end();
}

/** Once without a kill: what each call leaves is what each call has to leave from then on. */
async function writeCalmly(client: pg.Client): Promise<Hands> {
  const calm = new Hands(carry, look, await learner(client, lefts));
  for (const flow of Object.values({ ...WRITERS, ...HEAVY })) await flow(calm).catch(() => undefined);
  for (const [where, why] of calm.refused) console.log(`refused where nobody kills: ${where}: ${why.slice(0, 200)}`);
  return calm;
}

/** So many as chance will have it, however slow the machine; then into the middle of the next. */
async function someActs() {
  const enough = hands.acts.length + Math.floor(Math.random() * 25);
  for (let look = 0; look < 6000 && hands.acts.length < enough; look += 1) await pause(10);
  await pause(Math.random() * 500);
}

async function killOnce(what: string, during: string) {
  killed.set(`${what} during ${during}`, (killed.get(`${what} during ${during}`) ?? 0) + 1);
  let isOver = false;
  const over = () => isOver;
  const flows = Object.values(WRITERS);
  const write = async (at: number) => {
    for (let next = Math.floor(Math.random() * flows.length); !over(); next += 1)
      await flows[(next + at) % flows.length]?.(hands).catch(() => undefined);
  };
  const writers = [0, 4, 8].map((at) => write(at));
  const heavy = HEAVY[during];
  if (heavy)
    writers.push(
      heavy(hands).then(
        () => undefined,
        () => undefined,
      ),
    );
  const file = path.join(folder, "b.amity");
  const beside =
    during === "backup"
      ? spawn(process.execPath, ["src/cli/main.ts", "backup", file], { env: environment, stdio: "ignore" })
      : undefined;
  await someActs();
  if (what !== "database") server.kill("SIGKILL");
  if (what !== "application") cutPower(folder);
  beside?.kill("SIGKILL");
  isOver = true;
  if (what === "database") await healthy(server);
  await Promise.all(writers);
  if (what !== "database") server = await start();
}

/** The first start makes the database, its tables and the demo: killed anywhere in it, the next goes on. */
async function killFirstStarts(times: number) {
  for (let round = 0; round < times; round += 1) {
    const first = launch();
    await pause(100 + Math.random() * 9000);
    first.kill("SIGKILL");
    const isBoth = round % 2 === 1 && fs.existsSync(path.join(folder, "embedded.json"));
    if (isBoth) cutPower(folder);
    const where = `${isBoth ? "both" : "application"} during the first start`;
    killed.set(where, (killed.get(where) ?? 0) + 1);
    await pause(200);
  }
}
