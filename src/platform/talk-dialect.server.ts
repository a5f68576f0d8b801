import type { CompiledQuery, DatabaseConnection, Driver, Kysely, QueryResult } from "kysely";
import { PostgresAdapter, PostgresIntrospector, PostgresQueryCompiler } from "kysely";
import type pg from "pg";

type Asks = { ask(query: CompiledQuery): Promise<pg.QueryResult> };

/** Kysely over one connection that is already inside a unit of work. */
export class TalkDialect {
  readonly #talk: Asks;
  constructor(talk: Asks) {
    this.#talk = talk;
  }
  createDriver(): Driver {
    return new TalkDriver(this.#talk);
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

class TalkDriver implements Driver {
  readonly #connection: DatabaseConnection;
  constructor(talk: Asks) {
    this.#connection = {
      async executeQuery<Row>(query: CompiledQuery): Promise<QueryResult<Row>> {
        const result = await talk.ask(query);
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
