import { Kysely, PostgresAdapter, PostgresIntrospector, PostgresQueryCompiler, sql } from "kysely";
import type { CompiledQuery, DatabaseConnection, Driver, QueryResult } from "kysely";
import pg from "pg";
import { actAs, nameOfStatement } from "./act-as.server.ts";
import type { Actor } from "./actor.ts";
import { config } from "./config.ts";
import { BusyError } from "./errors.ts";
import { hearFailures, reasonOf } from "./failures.server.ts";
import { log } from "./log.server.ts";
import { learnTypes } from "./pg-types.server.ts";
import type { DB } from "./schema.gen.ts";

type Db = Kysely<DB>;

/** One unit of work: the transaction and who acts in it. */
export type Work = { trx: Db; actor: Actor; client: pg.ClientBase };

let pool: pg.Pool | undefined;
let replica: pg.Pool | undefined;

const READING = "begin read only";
/** Whoever finds all connections at work waits so long in a row: a page that comes late is better than none. */
const PATIENCE = 15_000;

function openPool(url: string | undefined): pg.Pool {
  const options = {
    connectionString: url,
    max: Number(process.env.AMITY_POOL ?? 10),
    pipeline: true,
    connectionTimeoutMillis: PATIENCE,
    idleTimeoutMillis: 60_000,
    onConnect: learnTypes,
  };
  const opened = new pg.Pool(options as pg.PoolConfig);
  // Whoever works on a connection hears of its loss from the statement it waits for; without a listener the loss would end the process.
  opened.on("error", () => undefined);
  opened.on("connect", hearFailures);
  return opened;
}

function appPool(): pg.Pool {
  pool ??= openPool(config.databaseUrl ?? process.env.DATABASE_URL);
  return pool;
}

export async function closePools(): Promise<void> {
  await Promise.all([pool?.end(), replica?.end()]);
  pool = undefined;
  replica = undefined;
}

/** Opens one unit of work for `actor`: commits what `run` did, or nothing of it. */
export function inWork<Result>(actor: Actor, run: (work: Work) => Promise<Result>): Promise<Result> {
  return perform(appPool(), actor, "begin", run);
}

/** A unit of work that only reads, on the replica when there is one. */
export function inReading<Result>(actor: Actor, run: (work: Work) => Promise<Result>): Promise<Result> {
  if (config.replicaUrl) replica ??= openPool(config.replicaUrl);
  return perform(replica ?? appPool(), actor, READING, run);
}

/** A long reading of everything as it stood at one moment. What it begins with cannot be said later: who acts is asked before anything else. */
export function inSnapshot<Result>(actor: Actor, run: (work: Work) => Promise<Result>): Promise<Result> {
  return perform(appPool(), actor, "begin isolation level repeatable read, read only", run);
}

async function perform<Result>(
  from: pg.Pool,
  actor: Actor,
  begin: string,
  run: (work: Work) => Promise<Result>,
): Promise<Result> {
  const client = await from.connect().catch((cause: Error) => {
    // The pool says the same of a database that does not answer; here it does, to others who are at work.
    const isFull = from.totalCount >= (from.options.max ?? 0);
    throw isFull && cause.message.startsWith("timeout exceeded") ? new BusyError("error_crowded", 503) : cause;
  });
  let broken: Error | undefined;
  try {
    // Sent together with the first query of `run`: what opens the work costs no round trip of its own. Each is a message
    // of its own, because a cluster refuses or repeats several commands in one text.
    gather(client);
    acting.set(client, actor);
    const opened = Promise.all([client.query(begin), client.query(actAs(actor))]);
    opened.catch(() => undefined);
    const [result] = await Promise.all([run({ actor, client, trx: queriesOf(client) }), opened]);
    await endings.get(client)?.pay();
    gather(client);
    const ended = client.query("commit");
    // Nothing hangs on the end of a reading: the answer leaves while the connection closes it before its next work.
    if (begin === READING)
      ended.catch((cause: Error) => log("warn", "a reading did not end", { cause: cause.message }));
    else await ended;
    for (const tell of told.get(client) ?? []) tell();
    return result;
  } catch (cause) {
    await client.query("rollback").catch((failure: Error) => (broken = failure));
    throw reasonOf(client, cause);
  } finally {
    told.delete(client);
    endings.delete(client);
    client.release(broken);
  }
}

const told = new WeakMap<pg.ClientBase, (() => void)[]>();

/** What is said outside of a unit of work only once it is committed; never, where it was rolled back. */
export function afterCommit({ client }: Work, tell: () => void): void {
  told.set(client, [...(told.get(client) ?? []), tell]);
}

type Ending = { owes: unknown; pay: () => Promise<void> };
const endings = new WeakMap<pg.ClientBase, Ending>();

/** What a work owes once all else of it is written, before it is committed: made when it is first asked for, then the same. */
export function owedAtEnd<Owes>({ client }: Work, make: () => { owes: Owes; pay: () => Promise<void> }): Owes {
  const known = endings.get(client) as { owes: Owes } | undefined;
  if (known) return known.owes;
  const made = make();
  endings.set(client, made);
  return made.owes;
}

/** As whom a connection acts at the moment. */
const acting = new WeakMap<pg.ClientBase, Actor>();
const queries = new WeakMap<pg.ClientBase, Db>();

/** One query builder for the life of a connection, and its messages of one turn sent in one packet. */
function queriesOf(client: pg.ClientBase): Db {
  let known = queries.get(client);
  if (!known) {
    known = new Kysely<DB>({ dialect: new ClientDialect(client) });
    queries.set(client, known);
  }
  return known;
}

const gathering = new WeakSet<pg.ClientBase>();

/** Each write to the socket is a system call; those of one turn of the loop travel as one. */
function gather(client: pg.ClientBase) {
  if (gathering.has(client)) return;
  const { stream } = (client as unknown as { connection: { stream: import("node:net").Socket } }).connection;
  gathering.add(client);
  stream.cork();
  setImmediate(() => {
    gathering.delete(client);
    stream.uncork();
  });
}

const MOST_STATEMENTS = 400;
const seen = new Set<string>();
const names = new Map<string, string>();

/** A statement that comes back is prepared by name: planning a query with its policies costs more than running it. */
function statementOf(text: string): { text: string; name?: string } {
  const known = names.get(text);
  if (known) return { text, name: known };
  // What is looked for decides which index helps, so a search is planned anew each time.
  if (text.length > 6000 || names.size >= MOST_STATEMENTS || text.includes("like '%'")) return { text };
  if (!seen.has(text)) {
    if (seen.size > 5000) seen.clear();
    seen.add(text);
    return { text };
  }
  const name = nameOfStatement(text);
  names.set(text, name);
  return { text, name };
}

/** Kysely over one client that is already inside a transaction. */
class ClientDialect {
  readonly #client: pg.ClientBase;
  constructor(client: pg.ClientBase) {
    this.#client = client;
  }
  createDriver(): Driver {
    return new ClientDriver(this.#client);
  }
  createQueryCompiler() {
    return new PostgresQueryCompiler();
  }
  createAdapter() {
    return new PostgresAdapter();
  }
  createIntrospector(db: Kysely<unknown>) {
    return new PostgresIntrospector(db);
  }
}

class ClientDriver implements Driver {
  readonly #connection: DatabaseConnection;
  constructor(client: pg.ClientBase) {
    this.#connection = {
      async executeQuery<Row>(query: CompiledQuery): Promise<QueryResult<Row>> {
        gather(client);
        const result = await ask(client, query);
        return { rows: result.rows as Row[], numAffectedRows: BigInt(result.rowCount ?? 0) };
      },
      streamQuery() {
        throw new Error("Lists are bounded: read them page by page.");
      },
    };
  }
  async init() {}
  async acquireConnection() {
    return this.#connection;
  }
  beginTransaction(): Promise<void> {
    throw new Error("A unit of work is already one transaction.");
  }
  async commitTransaction() {}
  async rollbackTransaction() {}
  async releaseConnection() {}
  async destroy() {}
}

/**
 * One statement that the rights of the actor must not refuse, such as the day of last contact of another unit's partner; same
 * transaction. What widens the reach and takes it back travels around it in one packet, so that nothing asked meanwhile comes between.
 */
export async function asSystem<Row>({ client, actor }: Work, query: CompiledQuery<Row>): Promise<Row[]> {
  const before = acting.get(client) ?? actor;
  const opened = act(client, { ...before, reach: "system" });
  const asked = ask(client, query);
  const closed = act(client, before);
  // Answers come in order: of several errors the first is thrown, and what follows in a transaction that failed hides none.
  const [, result] = await Promise.all([opened, asked, closed]);
  return result.rows as Row[];
}

/** The same for a statement that comes prepared. */
export async function sendAsSystem({ client, actor }: Work, query: pg.QueryConfig): Promise<void> {
  const before = acting.get(client) ?? actor;
  await Promise.all([act(client, { ...before, reach: "system" }), client.query(query), act(client, before)]);
}

/** Several statements as the system, one after the other; nothing else of the same work may be asked side by side with them. */
export async function whileSystem<Result>({ client, actor }: Work, run: () => Promise<Result>): Promise<Result> {
  const before = acting.get(client) ?? actor;
  const opened = remain(client, { ...before, reach: "system" });
  try {
    const [result] = await Promise.all([run(), opened]);
    return result;
  } finally {
    // Where a statement failed, the transaction is over and takes the reach with it; the first error is the one to hear of.
    await remain(client, before).catch(() => undefined);
  }
}

/** The same as the last thing of a work: what comes then is its end, which takes the reach with it. */
export async function endAsSystem({ client, actor }: Work, run: () => Promise<void>): Promise<void> {
  const before = acting.get(client) ?? actor;
  const opened = remain(client, { ...before, reach: "system" });
  await Promise.all([run(), opened]);
}

/**
 * What the database answers to each of these actors, asked one after the other in the same transaction: their rights are not computed
 * a second time but those of the policies. Nothing else of the same work may be asked side by side with it.
 */
export async function asEach<Row>(
  { client, actor }: Work,
  actors: Actor[],
  query: CompiledQuery<Row>,
): Promise<Row[][]> {
  const before = acting.get(client) ?? actor;
  try {
    const answers = actors.map(async (one) => {
      const [, result] = await Promise.all([act(client, one), ask(client, query)]);
      return result.rows as Row[];
    });
    return await Promise.all(answers);
  } finally {
    await act(client, before).catch(() => undefined);
  }
}

function remain(client: pg.ClientBase, as: Actor) {
  acting.set(client, as);
  return act(client, as);
}

function act(client: pg.ClientBase, as: Actor) {
  gather(client);
  return client.query(actAs(as));
}

const ask = (client: pg.ClientBase, query: CompiledQuery) =>
  client.query({ ...statementOf(query.sql), values: [...query.parameters] });

/** Keeps a record from others who would write it until this work ends: two who act at once come one after the other. */
export async function lockRow(work: Work, table: keyof DB, id: string): Promise<void> {
  await sql`select from ${sql.table(table)} where id = ${id} for update`.execute(work.trx);
}
