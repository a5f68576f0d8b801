import type { CompiledQuery, Kysely } from "kysely";
import { sql } from "kysely";
import pg from "pg";
import type { Actor } from "./actor.ts";
import { config } from "./config.ts";
import { BusyError } from "./errors.ts";
import { hearFailures, reasonOf } from "./failures.server.ts";
import { learnTypes } from "./pg-types.server.ts";
import type { DB } from "./schema.gen.ts";
import { Talk } from "./talk.server.ts";
import { ofUnion } from "./union.server.ts";

/** One unit of work: the transaction and who acts in it. */
export type Work = { trx: Kysely<DB>; actor: Actor; client: Talk };

/** A union's own connections: what one of them learned holds in no other's schema. */
const pools = ofUnion(() => ({}) as { pool?: pg.Pool; replica?: pg.Pool });
const opened = new Set<pg.Pool>();

const READING = "reading";
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
  const pool = new pg.Pool(options as pg.PoolConfig);
  // Whoever works on a connection hears of its loss from the statement it waits for; without a listener the loss would end the process.
  pool.on("error", () => undefined);
  pool.on("connect", hearFailures);
  opened.add(pool);
  return pool;
}

function appPool(): pg.Pool {
  const own = pools();
  if (!own.pool || own.pool.ending) own.pool = openPool(config.databaseUrl ?? process.env.DATABASE_URL);
  return own.pool;
}

function replicaPool(url: string): pg.Pool {
  const own = pools();
  if (!own.replica || own.replica.ending) own.replica = openPool(url);
  return own.replica;
}

/** Of all unions. */
export async function closePools(): Promise<void> {
  const all = [...opened];
  opened.clear();
  await Promise.all(all.map((pool) => pool.end()));
}

/** Opens one unit of work for `actor`: commits what `run` did, or nothing of it. */
export function inWork<Result>(actor: Actor, run: (work: Work) => Promise<Result>): Promise<Result> {
  return perform(appPool(), actor, "begin", run);
}

/** A unit of work that only reads, on the replica when there is one. */
export function inReading<Result>(actor: Actor, run: (work: Work) => Promise<Result>): Promise<Result> {
  return perform(config.replicaUrl ? replicaPool(config.replicaUrl) : appPool(), actor, READING, run);
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
  // One of its own for each work: what another left under way when it failed comes neither into this one nor after its end.
  const talk = new Talk(client);
  let broken: Error | undefined;
  try {
    const opened = begin === READING ? talk.read(actor) : talk.open(begin, actor);
    opened.catch(() => undefined);
    const [result] = await Promise.all([run({ actor, client: talk, trx: talk.trx }), opened]);
    await payOwed({ client: talk });
    await talk.end();
    for (const tell of told.get(talk) ?? []) tell();
    return result;
  } catch (cause) {
    await talk.undo().catch((failure: Error) => (broken = failure));
    throw reasonOf(client, cause);
  } finally {
    told.delete(talk);
    endings.delete(talk);
    client.release(broken);
  }
}

const told = new WeakMap<Talk, (() => void)[]>();

/** What is said outside of a unit of work only once it is committed; never, where it was rolled back. */
export function afterCommit({ client }: Work, tell: () => void): void {
  told.set(client, [...(told.get(client) ?? []), tell]);
}

type Ending = { owes: unknown; pay: () => Promise<void> };
const endings = new WeakMap<Talk, Ending>();

/** What a work owes once all else of it is written, before it is committed: made when it is first asked for, then the same. */
export function owedAtEnd<Owes>({ client }: Work, make: () => { owes: Owes; pay: () => Promise<void> }): Owes {
  const known = endings.get(client) as { owes: Owes } | undefined;
  if (known) return known.owes;
  const made = make();
  endings.set(client, made);
  return made.owes;
}

/** Pays what a work owes. */
export async function payOwed({ client }: Pick<Work, "client">): Promise<void> {
  const ending = endings.get(client);
  endings.delete(client);
  await ending?.pay();
}

/**
 * Statements that the rights of the actor must not refuse, such as the day of last contact of another unit's partner; same transaction. Only what
 * `run` asks is asked so.
 */
export function whileSystem<Result>({ client, actor }: Work, run: () => Promise<Result>): Promise<Result> {
  return client.as({ ...(client.actor ?? actor), reach: "system" }, run);
}

/** One of them. */
export async function asSystem<Row>(work: Work, query: CompiledQuery<Row>): Promise<Row[]> {
  return (await whileSystem(work, () => work.client.ask(query))).rows as Row[];
}

/** The same for a statement that comes prepared. */
export async function sendAsSystem(work: Work, query: pg.QueryConfig): Promise<void> {
  await whileSystem(work, () => work.client.query(query));
}

/** What the database answers to each of these actors, in the same transaction: their rights are not computed a second time but those of the policies. */
export function asEach<Row>({ client }: Work, actors: Actor[], query: CompiledQuery<Row>): Promise<Row[][]> {
  const answers = actors.map(async (one) => (await client.as(one, () => client.ask(query))).rows as Row[]);
  return Promise.all(answers);
}

/** Keeps a record from others who would write it until this work ends: two who act at once come one after the other. */
export async function lockRow(work: Work, table: keyof DB, id: string): Promise<void> {
  await sql`select from ${sql.table(table)} where id = ${id} for update`.execute(work.trx);
}
