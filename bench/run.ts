import { spawn } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { findActor } from "#modules/access/access.queries.server.ts";
import type { Actor } from "#platform/actor.ts";
import { system } from "#platform/actor.ts";
import type { Database } from "#platform/boot.server.ts";
import { asOwner } from "#platform/boot.server.ts";
import { closePools, inReading } from "#platform/db.server.ts";
import type { BareJob } from "./bare.ts";
import type { Job, Known } from "./jobs.ts";
import { NEW, jobsFor } from "./jobs.ts";
import type { Figures } from "./load.ts";
import { press } from "./load.ts";
import type { Size } from "./seed.ts";
import { seed } from "./seed.ts";
import { DEMO_OFFICE, serve, signIn } from "./served.ts";
import type { Served } from "./served.ts";
import { spentBy, spentByServer } from "./spent.ts";
import { statementsOf } from "./statements.ts";

const CONNECTIONS = 16;
const PORT = 3999;

type Row = { job: Job; ours: Figures & Spent; bare: Figures | undefined };
type Spent = { application: number | undefined; database: number | undefined };

/** Prints what the application does per second beside the bare driver on the same statements, in one run; `part` names the rows to measure. */
export async function bench(database: Database, size: Size, { part = "", seconds = 4 } = {}): Promise<void> {
  await asOwner(database, (client) => seed(client, size, (line) => process.stderr.write(`${line} …\n`)));
  const known = await asOwner(database, knownOf);
  const actor = await actorOf(DEMO_OFFICE);
  const served = await serve(PORT);
  const rows: Row[] = [];
  try {
    const cookie = await signIn(served.address);
    for (const job of jobsFor(known).filter(({ name }) => name.includes(part))) {
      const bare = job.bare && (await pressBare(database, await bareJob(job, { actor, known, seconds })));
      const row = { job, ours: await pressOurs(database, served, { job, seconds, cookie }), bare };
      rows.push(row);
      process.stderr.write(`${lineOf(row)}\n`);
    }
  } finally {
    await served.stop();
    await closePools();
  }
  process.stdout.write(`${tableOf(size, seconds, rows)}\n`);
}

async function knownOf(client: Parameters<Parameters<typeof asOwner>[1]>[0]): Promise<Known> {
  const rows = async (sql: string) => (await client.query<{ id: string }>(sql)).rows.map((row) => row.id);
  const activities = await rows("select id from activity order by id limit 5000");
  const units = await rows("select id from unit where kind <> 'mission' and closed_on is null order by path");
  const [unitPath = ""] = await rows(
    "select path::text as id from unit where kind = 'provincial_union' order by path limit 1",
  );
  const [country = ""] = await rows(
    "select unnest(countries) as id from activity group by 1 order by count(*) desc limit 1",
  );
  return { activities, units, unitPath, country, year: "2023" };
}

async function actorOf(email: string): Promise<Actor> {
  const user = await inReading(system, (work) =>
    work.trx
      .selectFrom("auth_user")
      .select("auth_user.id")
      .where("auth_user.email", "=", email)
      .executeTakeFirstOrThrow(),
  );
  const actor = await findActor(user.id, undefined);
  if (!actor) throw new Error(`${email} holds no role.`);
  return actor;
}

type Bare = { actor: Actor; known: Known; seconds: number };

async function bareJob({ bare, asked }: Job, { actor, known, seconds }: Bare): Promise<Omit<BareJob, "url">> {
  const statements = await statementsOf(actor, bare!);
  const writing = statements.find(({ text }) => text.startsWith('insert into "activity" '));
  const made = asked[0]?.method === "POST" ? (writing?.values[0] as string) : undefined;
  return { actor, statements, ids: known.activities, made, connections: CONNECTIONS, seconds };
}

function pressBare(database: Database, job: Omit<BareJob, "url">): Promise<Figures> {
  const child = spawn(process.execPath, ["--disable-warning=ExperimentalWarning", "bench/bare.ts"], {
    stdio: ["pipe", "pipe", "inherit"],
  });
  child.stdin.end(JSON.stringify({ ...job, url: database.appUrl }));
  const said: Buffer[] = [];
  child.stdout.on("data", (chunk: Buffer) => said.push(chunk));
  return new Promise((resolve, reject) =>
    child.on("close", (code) =>
      code === 0
        ? resolve(JSON.parse(Buffer.concat(said).toString()) as Figures)
        : reject(new Error("The bare driver ended.")),
    ),
  );
}

type Ours = { job: Job; seconds: number; cookie: string };

async function pressOurs(database: Database, served: Served, { job, seconds, cookie }: Ours): Promise<Figures & Spent> {
  const key = { ...served.headers, "content-type": "application/json" };
  const connections = job.isAlone ? 1 : CONNECTIONS;
  const load = { port: PORT, headers: job.isPage ? { cookie } : key, asked: job.asked, connections };
  await press({ ...load, seconds: 1 });
  const beside = job.beside ? recordBeside(served, job.beside) : () => undefined;
  const server = serverOf(database);
  const before = [spentBy(served.pid), server && spentByServer(server)] as const;
  const figures = await press({ ...load, seconds });
  const requests = figures.perSecond * seconds;
  const of = (now: number, then: number | undefined) => (then === undefined ? undefined : (now - then) / requests);
  const application = of(spentBy(served.pid), before[0]);
  const spent = { application, database: server && of(spentByServer(server), before[1]) };
  beside();
  return { ...figures, ...spent };
}

/** The process of the embedded server; of another one the time is not known. */
function serverOf({ places }: Database): number | undefined {
  return places && Number.parseInt(fs.readFileSync(path.join(places.cluster, "postmaster.pid"), "utf8"), 10);
}

function recordBeside({ address, headers }: Served, perSecond: number): () => void {
  const record = () =>
    void fetch(`${address}/api/v1/activities`, {
      method: "POST",
      headers: { ...headers, "content-type": "application/json" },
      body: JSON.stringify(NEW),
    })
      .then((answer) => answer.text())
      .catch(() => undefined);
  const clock = setInterval(record, 1000 / perSecond);
  return () => clearInterval(clock);
}

const whole = (value: number | undefined) => value?.toFixed(0) ?? "";
const HEAD = [
  "work",
  "requests/s",
  "p50 ms",
  "p95 ms",
  "µs application",
  "µs database",
  "bare driver/s",
  "ratio",
  "errors",
  "aim",
];

function lineOf({ job, ours, bare }: Row): string {
  const times = [
    whole(ours.perSecond),
    ours.p50.toFixed(1),
    ours.p95.toFixed(1),
    whole(ours.application),
    whole(ours.database),
  ];
  const beside = [whole(bare?.perSecond), bare ? (ours.perSecond / bare.perSecond).toFixed(2) : ""];
  return `| ${[job.name, ...times, ...beside, ours.errors, job.aim].join(" | ")} |`;
}

function tableOf(size: Size, seconds: number, rows: Row[]): string {
  const machine = `${os.cpus().length} cores (${os.cpus()[0]?.model}), ${Math.round(os.totalmem() / 2 ** 30)} GiB, database on the same machine, ${CONNECTIONS} connections, ${seconds} s each`;
  return [
    `${size}: ${machine}`,
    "",
    `| ${HEAD.join(" | ")} |`,
    `|${" --- |".repeat(HEAD.length)}`,
    ...rows.map(lineOf),
  ].join("\n");
}
