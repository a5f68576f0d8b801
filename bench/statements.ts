import type { CompiledQuery } from "kysely";
import type pg from "pg";
import type { Actor } from "#platform/actor.ts";
import type { Work } from "#platform/db.server.ts";
import { actAs } from "#platform/act-as.server.ts";
import { inWork, payOwed } from "#platform/db.server.ts";

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
    const { ask, as } = { ask: client.ask.bind(client), as: client.as.bind(client) };
    const query = client.query.bind(client) as (said: string | pg.QueryConfig, values?: unknown[]) => unknown;
    Object.assign(client, {
      ask: (said: CompiledQuery) => {
        sent.push({ text: said.sql, values: [...said.parameters] });
        return ask(said);
      },
      as: (...said: Parameters<typeof as>) => {
        const { text, values = [] } = actAs(said[0]);
        sent.push({ text, values: [...values] });
        return as(...said);
      },
      query: (said: string | pg.QueryConfig, values: unknown[] = []) => {
        sent.push(typeof said === "string" ? { text: said, values } : { text: said.text, values: said.values ?? [] });
        return query(said, values);
      },
    });
    try {
      await run(work);
      // What a work owes at its end is asked then.
      await payOwed(work);
    } finally {
      for (const name of ["ask", "as", "query"]) Reflect.deleteProperty(client, name);
    }
    throw new Undone();
  }).catch((cause: unknown) => {
    if (!(cause instanceof Undone)) throw cause;
  });
  return sent;
}
