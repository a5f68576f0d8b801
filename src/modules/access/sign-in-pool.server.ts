import pg from "pg";
import { actAs } from "#platform/act-as.server.ts";
import { anonymous } from "#platform/actor.ts";
import { config } from "#platform/config.ts";
import { log } from "#platform/log.server.ts";
import { TELL, isTold } from "#platform/told.ts";

type Client = Pick<pg.PoolClient, "query" | "release">;
type Ask = (text: string, values?: unknown[]) => Promise<pg.QueryResult>;

/** Opens the tables of sign-in and nothing else (docs/decisions/0046). */
const SIGN_IN = { ...anonymous, reach: "sign_in" } as const;
const BEGINS = /^\s*(begin|start transaction)\b/i;
const ENDS = /^\s*(commit|rollback)\s*;?\s*$/i;

/** Connections for the sign-in library: whatever it asks, it asks in a transaction that says so, of its own or of the library's. */
export function openSignInPool() {
  const pool = openPool();
  return {
    options: pool.options,
    end: () => pool.end(),
    connect: async (): Promise<Client> => saying(await pool.connect()),
  };
}

function openPool() {
  const options = {
    connectionString: config.databaseUrl ?? process.env.DATABASE_URL,
    max: 4,
    pipeline: true,
    connectionTimeoutMillis: 15_000,
  };
  const pool = new pg.Pool(options as pg.PoolConfig);
  // A connection that breaks is replaced; without a listener of each it would end the process.
  pool.on("error", () => undefined);
  pool.on("connect", (client) =>
    client.on("error", (cause) => log("warn", "a database connection was lost", { cause: cause.message })),
  );
  return pool;
}

function saying(client: pg.PoolClient): Client {
  let isInside = false;
  const ask: Ask = async (text, values) => {
    if (BEGINS.test(text)) {
      isInside = true;
      const [begun] = await Promise.all([client.query(text), client.query(actAs(SIGN_IN))]);
      return begun;
    }
    if (ENDS.test(text)) isInside = false;
    const told = isTold(text) ? [TELL] : [];
    if (isInside || ENDS.test(text)) {
      for (const tell of told) client.query(tell).catch(() => undefined);
      return client.query(text, values);
    }
    // One packet; where the statement fails, its end takes it back.
    const [, , asked] = await Promise.allSettled([
      client.query("begin"),
      client.query(actAs(SIGN_IN)),
      client.query(text, values),
      ...told.map((tell) => client.query(tell)),
      client.query("commit"),
    ]);
    if (asked.status === "rejected") throw asked.reason;
    return asked.value;
  };
  return { query: ask as Client["query"], release: (failure?: Error | boolean) => client.release(failure) };
}
