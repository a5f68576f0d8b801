// Kills the application 50 times while it writes and checks that no confirmed write is lost and nothing is half done.
// Run: node tests/kill-while-writing.ts [times]
import { spawn } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import pg from "pg";
import { startEmbedded } from "#platform/embedded.server.ts";
import { removeData } from "./data-folder.ts";

const TIMES = Number(process.argv[2] ?? 50);
const PORT = 3900 + (process.pid % 90);
const ADDRESS = `http://127.0.0.1:${PORT}`;
const folder = fs.mkdtempSync(path.join(os.tmpdir(), "amity-kill-"));
const environment = { ...process.env, PORT: String(PORT), AMITY_DATA: folder, LOG_LEVEL: "error" };

async function start() {
  const server = spawn(process.execPath, ["bin/serve.ts"], {
    env: environment,
    stdio: ["ignore", "ignore", "inherit"],
  });
  for (let attempt = 0; attempt < 400; attempt += 1) {
    const answer = await fetch(`${ADDRESS}/api/v1/health`).catch(() => undefined);
    if (answer?.ok) return server;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error("The application did not come back after it was killed.");
}

async function token(): Promise<string> {
  const made = spawn(
    process.execPath,
    ["src/cli/main.ts", "token", "create", "--user", "office@demo.example", "--name", "kill"],
    { env: environment },
  );
  let said = "";
  for await (const piece of made.stdout) said += String(piece);
  return said.trim();
}

const confirmed = new Set<string>();

/** Writes without pause until the server is gone; only what was answered counts as confirmed. */
async function write(key: string, isOver: () => boolean) {
  for (let number = 0; !isOver(); number += 1) {
    const answer = await fetch(`${ADDRESS}/api/v1/activities`, {
      method: "POST",
      headers: { authorization: `Bearer ${key}`, "content-type": "application/json" },
      body: JSON.stringify({
        kind: "visit",
        title: `Ghi ${number}`,
        starts_on: "2026-01-05",
        countries: ["FR"],
        was_held: true,
      }),
    }).catch(() => undefined);
    const body =
      answer?.status === 201
        ? ((await answer.json().catch(() => undefined)) as { id?: string } | undefined)
        : undefined;
    if (body?.id) confirmed.add(body.id);
  }
}

let server = await start();
const key = await token();
for (let round = 1; round <= TIMES; round += 1) {
  let isOver = false;
  const writers = [1, 2, 3, 4].map(() => write(key, () => isOver));
  await new Promise((resolve) => setTimeout(resolve, 40 + Math.random() * 500));
  server.kill("SIGKILL");
  // Every fifth time the database dies with it.
  if (round % 5 === 0) killDatabase();
  isOver = true;
  await Promise.all(writers);
  server = await start();
}
const database = await startEmbedded(folder);
const client = new pg.Client({ connectionString: database.owner });
await client.connect();
await client.query("set search_path = amity, public");
const ids = [...confirmed];
const found = await client.query<{ id: string }>("select id from activity where id = any($1::uuid[])", [ids]);
const half = await client.query(
  `select activity.id from activity where activity.title like 'Ghi %' and
   ((select count(*) from activity_host where activity_host.activity_id = activity.id) <> 1 or (select count(*) from history where history.subject_id = activity.id) <> 1)`,
);
await client.end();
server.kill("SIGTERM");
await new Promise((resolve) => server.once("exit", resolve));
killDatabase();
removeData(folder);
console.log(
  `${TIMES} kills, ${ids.length} confirmed writes, ${ids.length - (found.rowCount ?? 0)} lost, ${half.rowCount} half done`,
);
process.exit(ids.length > 0 && found.rowCount === ids.length && half.rowCount === 0 ? 0 : 1);

function killDatabase() {
  const { home } = JSON.parse(fs.readFileSync(path.join(folder, "embedded.json"), "utf8")) as { home: string };
  const file = path.join(home, "postgres", "postmaster.pid");
  if (fs.existsSync(file)) process.kill(Number(fs.readFileSync(file, "utf8").split("\n")[0]), "SIGQUIT");
}
