import { spawn, spawnSync } from "node:child_process";
import fs from "node:fs";
import net from "node:net";
import os from "node:os";
import path from "node:path";
import pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startEmbedded } from "#platform/embedded.server.ts";
import { buildIfStale } from "../bin/build-if-stale.mjs";
import { removeData } from "./data-folder.ts";

/** What serves, started as bin/start.mjs does; each of its processes notes which files of ours it read. */
const place = fs.mkdtempSync(path.join(os.tmpdir(), "amity-start-"));
const data = path.join(place, "data");
const notes = path.join(place, "read.txt");
const NOTING = `import { registerHooks } from "node:module"; import fs from "node:fs";
registerHooks({ load(url, context, next) { fs.appendFileSync(${JSON.stringify(notes)}, process.pid + " " + url + "\\n"); return next(url, context); } });`;
const noting = path.join(place, "noting.mjs");
const environment: NodeJS.ProcessEnv = {
  ...process.env,
  // A database of its own, not that of the tests.
  ...{ DATABASE_URL: "", DATABASE_OWNER_URL: "", AMITY_SECRET: "" },
  AMITY_DATA: data,
  AMITY_DEMO: "0",
  LOG_LEVEL: "error",
};

beforeAll(async () => {
  buildIfStale();
  fs.writeFileSync(noting, NOTING);
  environment.PORT = String(await freePort());
});
afterAll(() => {
  removeData(data);
  fs.rmSync(place, { recursive: true, force: true });
});

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const probe = net.createServer().listen(0, "127.0.0.1", () => {
      const { port } = probe.address() as net.AddressInfo;
      probe.close(() => resolve(port));
    });
  });
}

type Read = { process: string; file: string };

/** Starts it, waits until it answers pages too, and ends it: what it said and what was read meanwhile. */
async function start() {
  fs.rmSync(notes, { force: true });
  const args = ["--disable-warning=ExperimentalWarning", `--import=${noting}`, "bin/serve.mjs"];
  const server = spawn(process.execPath, args, { env: environment, stdio: ["ignore", "pipe", "inherit"] });
  let said = "";
  server.stdout.on("data", (piece: Buffer) => (said += piece.toString()));
  const ended = new Promise<number | null>((resolve) => server.once("exit", resolve));
  while (!said.includes("Amity is ready") && server.exitCode === null)
    await new Promise((resolve) => setTimeout(resolve, 50));
  const answers = ["/api/v1/health", "/first"].map((address) =>
    fetch(`http://localhost:${environment.PORT}${address}`),
  );
  const status = await Promise.all(answers.map(async (answer) => (await answer).status)).catch(() => []);
  const read = fs.readFileSync(notes, "utf8").trim().split("\n");
  server.kill("SIGTERM");
  const code = await ended;
  const files = read.map((line): Read => {
    const [id = "", url = ""] = line.split(" ");
    return { process: id, file: url.replace(/^file:\/\/.*?\/(?=(?:build|src|demo|node_modules|bin)\/)/, "") };
  });
  return { code, said, status, files };
}

const processesIn = (files: Read[]) => new Set(files.map((one) => one.process)).size;

async function inDatabase<Row extends object>(statement: string): Promise<Row[]> {
  const { owner } = await startEmbedded(data);
  const client = new pg.Client({ connectionString: owner });
  await client.connect();
  await client.query("set search_path = amity, public; set amity.reach = 'system'");
  const { rows } = await client.query<Row>(statement);
  await client.end();
  return rows;
}

const markOf = async () =>
  (
    await inDatabase<{ mark: string | null }>("select obj_description('amity'::regnamespace, 'pg_namespace') as mark")
  )[0]?.mark;

test("a first start is prepared by a process that ends, and each start prints a key as long as there is nobody", async () => {
  for (const _time of ["first", "second"]) {
    const { code, said, status, files } = await start();
    expect([code, status, processesIn(files)]).toEqual([0, [200, 200], 2]);
    expect(said).toMatch(/The first administrator begins at .*\/first\?key=/);
    expect(files.filter(({ file }) => file.endsWith(".ts"))).toEqual([]);
  }
  expect(await markOf()).toMatch(/^Prepared for [0-9a-f]{64}$/);
});

test("a start that finds all prepared begins no other process and reads no source, no demo, and none of what signs in, sends or sets papers", async () => {
  await inDatabase("insert into auth_user (name, email) values ('Lan', 'lan@example.org')");
  const { code, said, files } = await start();
  expect([code, processesIn(files)]).toEqual([0, 1]);
  expect(said).not.toContain("first administrator");
  const read = files.map(({ file }) => file);
  expect(read).toContain("build/server/serve.server.js");
  const LATER =
    /\.ts$|^demo\/|sign-in\.server|nodemailer|prepare\.server|cli\/|typst|easy-template|\.apart|saxes|csv-parse/;
  expect(read.filter((file) => LATER.test(file))).toEqual([]);
});

test("after another build, or whoever brought the database to another state, a start prepares again", async () => {
  const mark = await markOf();
  await inDatabase("comment on schema amity is 'Prepared for another build'");
  expect(processesIn((await start()).files)).toBe(2);
  expect(await markOf()).toBe(mark);
  const { status } = spawnSync(process.execPath, ["bin/amity.mjs", "migrate"], { env: environment });
  expect([status, await markOf()]).toEqual([0, null]);
  expect(processesIn((await start()).files)).toBe(2);
  expect(await markOf()).toBe(mark);
});

test("what cannot be prepared is said once, and nothing serves", async () => {
  await inDatabase("insert into schema_migration (name, sha256) values ('2999-01-01T0000-later.sql', '')");
  await inDatabase("comment on schema amity is null");
  const { status, stderr } = spawnSync(process.execPath, ["bin/serve.mjs"], { env: environment, encoding: "utf8" });
  expect([status, stderr.trim().split("\n").at(-1)]).toEqual([
    1,
    "The database could not be prepared; the lines above say why.",
  ]);
});
