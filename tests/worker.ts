import pg from "pg";
import { beforeAll } from "vitest";
import { system } from "#platform/actor.ts";
import { inWork } from "#platform/db.server.ts";
import { enqueue } from "#platform/jobs.server.ts";
import type { Queue } from "#platform/queues.ts";
import { QUEUES } from "#platform/queues.ts";
import { workForAll } from "../src/worker.server.ts";

type Schedule = { name: string; cron: string; timezone: string };

/** The real worker over the test's own database; call once, after `useDatabase`. Nothing runs by the hour: a test says when. */
export function useWorker(database: { ownerUrl: () => string }) {
  let schedules: Schedule[] = [];
  const ask = async <Row extends pg.QueryResultRow>(sql: string, values: unknown[] = []) => {
    const jobs = new pg.Client({ connectionString: database.ownerUrl() });
    await jobs.connect();
    try {
      return (await jobs.query<Row>(sql, values)).rows;
    } finally {
      await jobs.end();
    }
  };
  beforeAll(async () => {
    await workForAll();
    schedules = await ask<Schedule>("select name, cron, timezone from amity_jobs.schedule order by name");
    await ask("delete from amity_jobs.schedule");
  });

  /** Waits until everything enqueued has been done; a job that failed is a test that fails. */
  async function settled() {
    for (let attempt = 0; attempt < 300; attempt += 1) {
      const open = await ask<{ name: string; state: string; output: unknown }>(
        "select name, state::text, output from amity_jobs.job where name = any($1) and state::text not in ('completed', 'cancelled')",
        [QUEUES],
      );
      const failed = open.find((one) => one.state === "failed" || one.state === "retry");
      if (failed) throw new Error(`${failed.name}: ${JSON.stringify(failed.output)}`);
      if (open.length === 0) return;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    throw new Error("The jobs were not done in time.");
  }

  return {
    schedules: () => schedules,
    settled,
    /** One round of a job, as the clock or a command would start it. */
    run: async (queue: Queue, details: Record<string, unknown> = {}) => {
      await inWork(system, (work) => enqueue(work, queue, details));
      await settled();
    },
  };
}
