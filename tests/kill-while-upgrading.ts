// Kills application, database and both while the release before is upgraded by a start, at random moments; the next start goes on, and then all is as
// after an upgrade that nobody killed: every migration there, every record explained by its history, the facts brought.
// Run: node tests/kill-while-upgrading.ts [times] [minutes at most]
import { spawn } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import pg from "pg";
import { startEmbedded } from "#platform/embedded.server.ts";
import { VERIFYING, verifyHistory } from "#platform/verify.server.ts";
import { buildIfStale } from "../bin/build-if-stale.mjs";
import { cutPower } from "./cut-power.ts";
import { removeData } from "./data-folder.ts";
import { load, makeBefore } from "./release-before/load.ts";

const TIMES = Number(process.argv[2] ?? 30);
const until = Date.now() + Number(process.argv[3] ?? 24 * 60) * 60_000;
const PORT = 3700 + (process.pid % 90);
const folder = fs.mkdtempSync(path.join(os.tmpdir(), "amity-kill-upgrade-"));
const environment = { ...process.env, PORT: String(PORT), AMITY_DATA: folder, LOG_LEVEL: "error" };
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
const launch = () =>
  spawn(process.execPath, ["bin/serve.mjs"], { env: environment, stdio: ["ignore", "ignore", "inherit"] });

async function untilReady(server: ReturnType<typeof launch>) {
  for (;;) {
    if (server.exitCode !== null) throw new Error(`The application ended with code ${server.exitCode}.`);
    if ((await fetch(`http://localhost:${PORT}/api/v1/health`).catch(() => undefined))?.ok) return;
    await pause(50);
  }
}

async function ended(server: ReturnType<typeof launch>, signal: NodeJS.Signals) {
  const over = new Promise((resolve) => server.once("exit", resolve));
  if (server.exitCode === null && server.signalCode === null && server.kill(signal)) await over;
}

/** As the owner of a database of this cluster. */
async function inDatabase<Result>(name: string, run: (client: pg.Client) => Promise<Result>): Promise<Result> {
  const { owner } = await startEmbedded(folder);
  const client = new pg.Client({ connectionString: owner.replace("/amity?", `/${name}?`) });
  await client.connect();
  await client.query("set search_path = amity, public; set amity.reach = 'system'");
  return run(client).finally(() => void client.end());
}

buildIfStale();
const { owner } = await startEmbedded(folder);
await makeBefore(owner.replace("/amity?", "/before?"));
await inDatabase("before", load);

async function putBack() {
  await inDatabase("postgres", async (client) => {
    await client.query("drop database if exists amity with (force)");
    await client.query("create database amity template before");
  });
}

const stateOf = () =>
  inDatabase("amity", async (client) => {
    const { rows } = await client.query(
      `select (select count(*)::int from schema_migration) as migrations, (select count(*)::int from schema_migration where stock is not null) as owed,
        (select count(*)::int from history) as lines, (select count(*)::int from partner) as partners, (select count(*)::int from reference.country) as countries,
        obj_description('reference'::regnamespace, 'pg_namespace') as brought`,
    );
    await client.query("begin");
    for (const setting of VERIFYING) await client.query(setting);
    const { found } = await verifyHistory(client);
    return JSON.stringify([rows[0], found.slice(0, 5)]);
  });

await putBack();
const began = Date.now();
const first = launch();
await untilReady(first);
const whole = Date.now() - began;
await ended(first, "SIGTERM");
const right = await stateOf();
console.log(`An upgrade takes ${(whole / 1000).toFixed(1)} s and ends as ${right}`);

const killed = new Map<string, number>();
let wrong = 0;
for (let round = 0; round < TIMES && Date.now() < until; round += 1) {
  const what = ["application", "database", "both"][round % 3] ?? "";
  await putBack();
  const server = launch();
  await pause(Math.random() * whole);
  if (what !== "application") cutPower(folder);
  if (what !== "database") await ended(server, "SIGKILL");
  // Where only the database went, the start fails with a sentence or goes on by itself.
  else await Promise.race([untilReady(server).catch(() => undefined), pause(2 * whole)]);
  await ended(server, "SIGTERM");
  const again = launch();
  await untilReady(again);
  await ended(again, "SIGTERM");
  const state = await stateOf();
  killed.set(what, (killed.get(what) ?? 0) + 1);
  if (state !== right) {
    wrong += 1;
    console.log(`${what}: ${state}`);
  }
}
const told = [...killed].map(([what, count]) => `${count} × ${what}`).join(", ");
console.log(`${told} killed during an upgrade: ${wrong} half done`);
cutPower(folder);
removeData(folder);
process.exit(wrong === 0 ? 0 : 1);
