import { spawn } from "node:child_process";
import http from "node:http";
import os from "node:os";
import pg from "pg";
import { createToken } from "#modules/access/key.commands.server.ts";
import { system } from "#platform/actor.ts";
import type { Database } from "#platform/boot.server.ts";
import { asOwner } from "#platform/boot.server.ts";
import { inWork } from "#platform/db.server.ts";
import { buildIfStale } from "../bin/build-if-stale.mjs";
import type { Job } from "./jobs.ts";
import { jobsFor } from "./jobs.ts";
import type { Size } from "./seed.ts";
import { seed } from "./seed.ts";

type Result = { perSecond: number; p50: number; p95: number; errors: number };
const SECONDS = 4;
const CONNECTIONS = 16;
const SETTINGS = "set search_path = amity, public";
/** Prints what the interface does per second beside the bare driver on the same statements, in one run. */
export async function bench(database: Database, size: Size): Promise<void> {
  await asOwner(database, (client) => seed(client, size, (line) => process.stderr.write(`${line} …\n`)));
  const key = await inWork(system, async (work) => {
    const user = await work.trx
      .selectFrom("auth_user")
      .select("auth_user.id")
      .where("auth_user.email", "=", "office@demo.example")
      .executeTakeFirstOrThrow();
    return createToken(work, user.id, "bench");
  });
  const ids = await asOwner(database, async (client) =>
    (await client.query<{ id: string }>("select id from activity order by id limit 5000")).rows.map((row) => row.id),
  );
  buildIfStale();
  const port = 3999;
  const server = spawn(process.execPath, ["--max-old-space-size=288", "--max-semi-space-size=16", "bin/serve.mjs"], {
    env: { ...process.env, DATABASE_OWNER_URL: "", PORT: String(port), LOG_LEVEL: "error" },
    stdio: ["ignore", "ignore", "inherit"],
  });
  await answering(`http://127.0.0.1:${port}/api/v1/health`);
  const unit = await asOwner(database, async (client) => {
    const found = await client.query<{ id: string; path: string }>(
      "select id, path from unit where kind = 'provincial_union' order by path limit 1",
    );
    return found.rows[0] ?? { id: "", path: "" };
  });
  const jobs = jobsFor({ activities: ids, unit });
  const rows: string[] = [];
  for (const job of jobs) {
    const bare = await measure(bareDriver(database, job));
    const ours = await measure(throughInterface(port, key, job));
    rows.push(
      `| ${job.name} | ${ours.result.perSecond.toFixed(0)} | ${bare.result.perSecond.toFixed(0)} | ${(ours.result.perSecond / bare.result.perSecond).toFixed(2)} | ${ours.result.p50.toFixed(1)} | ${ours.result.p95.toFixed(1)} | ${ours.result.errors} | ${job.budget} |`,
    );
    process.stderr.write(`${rows.at(-1)}\n`);
  }
  server.kill("SIGTERM");
  const machine = `${os.cpus().length} cores (${os.cpus()[0]?.model}), ${Math.round(os.totalmem() / 2 ** 30)} GiB, database on the same machine, ${CONNECTIONS} connections, ${SECONDS} s each`;
  process.stdout.write(
    `${size}: ${machine}\n\n| work | requests/s | bare driver/s | ratio | p50 ms | p95 ms | errors | budget |\n| --- | --- | --- | --- | --- | --- | --- | --- |\n${rows.join("\n")}\n`,
  );
}

type Worker = { call: () => Promise<boolean>; close: () => Promise<void> };

async function measure(open: () => Promise<Worker>): Promise<{ result: Result }> {
  const workers = await Promise.all(Array.from({ length: CONNECTIONS }, open));
  for (const worker of workers) await worker.call();
  const times: number[] = [];
  let errors = 0;
  const until = performance.now() + SECONDS * 1000;
  await Promise.all(
    workers.map(async (worker) => {
      while (performance.now() < until) {
        const started = performance.now();
        if (!(await worker.call())) errors += 1;
        times.push(performance.now() - started);
      }
    }),
  );
  await Promise.all(workers.map((worker) => worker.close()));
  times.sort((one, other) => one - other);
  const at = (share: number) => times[Math.floor(times.length * share)] ?? 0;
  return { result: { perSecond: times.length / SECONDS, p50: at(0.5), p95: at(0.95), errors } };
}

function bareDriver(database: Database, job: Job) {
  return async (): Promise<Worker> => {
    const client = new pg.Client({ connectionString: database.ownerUrl });
    await client.connect();
    await client.query(SETTINGS);
    return {
      call: async () => JSON.stringify((await job.bare(client)) ?? "").length > 0,
      close: () => client.end(),
    };
  };
}

function throughInterface(port: number, key: string, job: Job) {
  return async (): Promise<Worker> => {
    const agent = new http.Agent({ keepAlive: true, maxSockets: 1 });
    const call = () =>
      new Promise<boolean>((resolve) => {
        const headers = { authorization: `Bearer ${key}`, ...(job.body ? { "content-type": "application/json" } : {}) };
        const request = http.request(
          { port, host: "127.0.0.1", agent, path: job.path(), method: job.body ? "POST" : "GET", headers },
          (answer) => {
            answer.resume();
            answer.on("end", () => resolve((answer.statusCode ?? 500) < 300));
          },
        );
        request.on("error", () => resolve(false));
        request.end(job.body?.());
      });
    return { call, close: async () => agent.destroy() };
  };
}

async function answering(address: string) {
  for (let attempt = 0; attempt < 200; attempt += 1) {
    if ((await fetch(address).catch(() => undefined))?.ok) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error("The application did not start for the bench.");
}
