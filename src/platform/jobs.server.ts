import type { PgBoss } from "pg-boss";
import { config } from "./config.ts";
import type { Work } from "./db.server.ts";
import type { Queue } from "./queues.ts";
import { homeZone } from "./home.ts";
import { seldom } from "./seldom.server.ts";
import { ofUnion, ownUnion } from "./union.server.ts";

type JobHandler = (details: Record<string, unknown>) => Promise<void>;
export type Jobs = Record<Queue, { run: JobHandler; cron?: string }>;

type Bosses = { boss?: PgBoss | undefined; starting?: Promise<void> | undefined; sender?: Promise<PgBoss> | undefined };
/** Each union's queues are in a schema of its own. */
const bosses = ofUnion((): Bosses => ({}));

/** The queue's library is loaded by the first who needs it, not by whoever is still to answer the first request. */
async function open(options: { supervise: boolean }): Promise<PgBoss> {
  const { PgBoss } = await import("pg-boss");
  const made = new PgBoss({
    connectionString: config.databaseUrl ?? process.env.DATABASE_URL ?? "",
    schema: `${ownUnion().schema}_jobs`,
    createSchema: false,
    migrate: false,
    max: 3,
    supervise: options.supervise,
    schedule: options.supervise,
  });
  // Each of its queues says so each second.
  const say = seldom();
  made.on("error", (cause) => say("the job queue could not be reached", { cause: cause.message }));
  return made;
}

/** Puts a job into the same transaction as the fact: both happen or neither. */
export async function enqueue(work: Work, name: Queue, details: Record<string, unknown>): Promise<void> {
  const own = bosses();
  const queue = own.boss ?? (await (own.sender ??= openSender(own)));
  const executeSql = async (text: string, values: unknown[] = []) => {
    const result = await work.client.query(text, values);
    return { rows: result.rows };
  };
  await queue.send(name, details, { db: { executeSql }, retryLimit: 5, retryBackoff: true });
}

/** Where the database is away it is asked anew by the next who sends. */
function openSender(own: Bosses): Promise<PgBoss> {
  return open({ supervise: false })
    .then((made) => made.start())
    .catch((cause: unknown) => {
      own.sender = undefined;
      throw cause;
    });
}

/** Starts the worker. Unfinished jobs are returned to the queue when it stops. */
export function startWorker(jobs: Jobs): Promise<void> {
  return (bosses().starting = work(jobs));
}

async function work(jobs: Jobs): Promise<void> {
  const made = await open({ supervise: true });
  const boss = await made.start();
  bosses().boss = boss;
  for (const [name, job] of Object.entries(jobs)) {
    await boss.work(name, { pollingIntervalSeconds: 1 }, async (batch) => {
      for (const one of batch) await job.run((one.data ?? {}) as Record<string, unknown>);
    });
    if (job.cron) await boss.schedule(name, job.cron, {}, { tz: homeZone() });
  }
}

/** Whoever is still starting is waited for: half a worker cannot be stopped. */
export async function stopWorker(): Promise<void> {
  const own = bosses();
  await own.starting?.catch(() => undefined);
  await own.boss?.stop({ graceful: true, timeout: 5000 });
  if (own.sender) await (await own.sender).stop({ graceful: false });
  Object.assign(own, { starting: undefined, boss: undefined, sender: undefined });
}
