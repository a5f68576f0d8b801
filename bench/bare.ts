// The bare driver on the statements of one job, in a process of its own: bench/bare.ts, told on stdin what to do, answers on stdout.
import { randomUUID } from "node:crypto";
import pg from "pg";
import { actAs } from "#platform/act-as.server.ts";
import type { Actor } from "#platform/actor.ts";
import "#platform/pg-types.server.ts";
import type { Figures } from "./load.ts";
import type { Sent } from "./statements.ts";

export type BareJob = {
  url: string;
  actor: Actor;
  statements: Sent[];
  /** Who takes turns in the last value of each statement, so that not one row alone is read. */
  ids: string[];
  /** The id that a writing made, put anew each time; of a reading none. */
  made: string | undefined;
  connections: number;
  seconds: number;
};

const chunks: Buffer[] = [];
for await (const chunk of process.stdin) chunks.push(chunk as Buffer);
const job = JSON.parse(Buffer.concat(chunks).toString()) as BareJob;
process.stdout.write(JSON.stringify(await press()));

/** As many clients as the application's load has connections, each with the next work as soon as the last is answered. */
async function press(): Promise<Figures> {
  const clients = await Promise.all(Array.from({ length: job.connections }, open));
  const times: number[] = [];
  const until = performance.now() + job.seconds * 1000;
  await Promise.all(
    clients.map(async (client) => {
      await once(client);
      while (performance.now() < until) {
        const begun = performance.now();
        await once(client);
        times.push(performance.now() - begun);
      }
    }),
  );
  await Promise.all(clients.map((client) => client.end()));
  times.sort((one, other) => one - other);
  const at = (share: number) => times[Math.floor(times.length * share)] ?? 0;
  return { perSecond: times.length / job.seconds, p50: at(0.5), p95: at(0.95), errors: 0 };
}

/** Readings share one transaction, in which the rights of the actor hold: nothing but the statement itself is paid for. */
async function open(): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: job.url, pipeline: true } as pg.ClientConfig);
  await client.connect();
  if (job.made === undefined) {
    await client.query("begin read only");
    await client.query(actAs(job.actor));
  }
  return client;
}

async function once(client: pg.Client): Promise<number> {
  const id = job.made === undefined ? job.ids[Math.floor(Math.random() * job.ids.length)] : randomUUID();
  const before = job.made ?? job.ids[0];
  const ask = ({ text, values }: Sent, at: number) =>
    client.query({
      // What is looked for decides which index helps: a search is planned anew, as the application plans it.
      ...(!text.includes("like '%'") && { name: `bare_${at}` }),
      text,
      values: values.map((value) => (value === before ? id : value)),
    });
  const isReading = job.made === undefined;
  const opened = isReading ? [] : [client.query("begin"), client.query(actAs(job.actor))];
  const asked = [...opened, ...job.statements.map(ask), ...(isReading ? [] : [client.query("commit")])];
  const answers = await Promise.all(asked);
  return JSON.stringify(answers.map(({ rows }) => rows)).length;
}
