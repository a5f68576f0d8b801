import pg from "pg";
import type { Actor } from "#platform/actor.ts";
import type { Work } from "#platform/db.server.ts";
import { inWork } from "#platform/db.server.ts";

/** One statement as the application sent it. */
export type Sent = { text: string; values: unknown[] };

class Undone extends Error {}

/**
 * What the application sends to the database for `run` and nothing else: not what opens and ends the unit of work, whose changes are
 * taken back. Only for the bench, which asks one thing at a time.
 */
export async function statementsOf(actor: Actor, run: (work: Work) => Promise<unknown>): Promise<Sent[]> {
  const sent: Sent[] = [];
  await inWork(actor, async (work) => {
    const { client } = work;
    const ask = client.query.bind(client) as (...said: unknown[]) => unknown;
    const heard = (said: string | pg.QueryConfig, ...rest: unknown[]) => {
      const { text, values = [] } = typeof said === "string" ? { text: said } : said;
      sent.push({ text, values });
      return ask(said, ...rest);
    };
    Object.assign(client, { query: heard });
    try {
      await run(work);
    } finally {
      Object.assign(client, { query: ask });
    }
    throw new Undone();
  }).catch((cause: unknown) => {
    if (!(cause instanceof Undone)) throw cause;
  });
  return sent;
}
