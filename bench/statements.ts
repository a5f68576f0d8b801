import type { CompiledQuery } from "kysely";
import type pg from "pg";
import type { Actor } from "#platform/actor.ts";
import type { Work } from "#platform/db.server.ts";
import { actAs } from "#platform/act-as.server.ts";
import { inWork, payOwed } from "#platform/db.server.ts";

/** One statement as the application sent it. */
export type Sent = { text: string; values: unknown[] };

class Undone extends Error {}

const textOf = ({ text, values = [] }: pg.QueryConfig): Sent => ({ text, values });

/**
 * What the application sends to the database for `run` and nothing else: not what opens and ends the unit of work, whose changes are
 * taken back. Only for the bench, which asks one thing at a time.
 */
export async function statementsOf(actor: Actor, run: (work: Work) => Promise<unknown>): Promise<Sent[]> {
  const sent: Sent[] = [];
  await inWork(actor, async (work) => {
    const { client } = work;
    const ask = client.ask.bind(client);
    const query = client.query.bind(client) as (said: string | pg.QueryConfig, values?: unknown[]) => unknown;
    let known = actor;
    const note = (one: Sent) => {
      // Who acts is said before a statement, where it is somebody else than before.
      const acting = client.actor ?? actor;
      if (acting.reach !== known.reach) sent.push(textOf(actAs(acting)));
      known = acting;
      sent.push(one);
    };
    Object.assign(client, {
      ask: (said: CompiledQuery) => {
        note({ text: said.sql, values: [...said.parameters] });
        return ask(said);
      },
      query: (said: string | pg.QueryConfig, values: unknown[] = []) => {
        note(typeof said === "string" ? { text: said, values } : textOf(said));
        return query(said, values);
      },
    });
    try {
      await run(work);
      // What a work owes at its end is asked then.
      await payOwed(work);
    } finally {
      for (const name of ["ask", "query"]) Reflect.deleteProperty(client, name);
    }
    throw new Undone();
  }).catch((cause: unknown) => {
    if (!(cause instanceof Undone)) throw cause;
  });
  return sent;
}
