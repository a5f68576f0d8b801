import type { CompiledQuery } from "kysely";
import { Kysely } from "kysely";
import type pg from "pg";
import { actAs, actAsReader } from "./act-as.server.ts";
import type { Actor } from "./actor.ts";
import type { Statement } from "./batch.server.ts";
import { Batch } from "./batch.server.ts";
import { log } from "./log.server.ts";
import { TELL_RIGHTS, changesRights } from "./rights-told.ts";
import { TalkDialect } from "./talk-dialect.server.ts";
import { preparedAs } from "./statement-names.server.ts";
import type { DB } from "./schema.gen.ts";

type Said = { text: string; name?: string | undefined; values?: unknown[] | undefined; rowMode?: unknown };

/**
 * What is said over one connection: all of one turn of the loop in one message. A reading begins without a transaction, for what is asked in its
 * first turn is one by itself, and mostly that is all; only what asks again afterwards opens one.
 */
export class Talk {
  readonly trx: Kysely<DB> = new Kysely<DB>({ dialect: new TalkDialect(this) });
  readonly #client: pg.ClientBase;
  #turn: Statement[] | undefined;
  #atTurn: NodeJS.Immediate | undefined;
  #state: "shut" | "first" | "asked" | "reading" | "writing" = "shut";
  #acting: Actor | undefined;
  /** Whether what was written changes who may what. */
  #tells = false;

  constructor(client: pg.ClientBase) {
    this.#client = client;
  }

  /** Begins a unit of work that only reads. */
  async read(actor: Actor): Promise<void> {
    this.#acting = actor;
    this.#state = "first";
    this.#tells = false;
    await this.#push(actAsReader(actor));
  }

  /** Begins one in a transaction from its first statement on. */
  async open(begin: string, actor: Actor): Promise<void> {
    this.#acting = actor;
    this.#state = "writing";
    this.#tells = false;
    await Promise.all([this.#push({ text: begin }), this.#push(actAs(actor))]);
  }

  /** Each is a statement of its own in that message, because a cluster refuses or repeats several commands in one text. */
  query<Row extends pg.QueryResultRow>(
    said: string | pg.QueryConfig,
    values?: unknown[],
  ): Promise<pg.QueryResult<Row>> {
    return this.#say(typeof said === "string" ? { text: said, values } : said) as Promise<pg.QueryResult<Row>>;
  }

  ask(query: Pick<CompiledQuery, "sql" | "parameters">): Promise<pg.QueryResult> {
    return this.#say({ text: query.sql, name: preparedAs(query.sql), values: [...query.parameters] });
  }

  /** As whom it acts at the moment. */
  get actor(): Actor | undefined {
    return this.#acting;
  }

  /** Acts as somebody for what is asked next; `remains` also for what is asked in later turns. */
  as(actor: Actor, remains = false): Promise<unknown> {
    if (remains) this.#acting = actor;
    return this.#say(actAs(actor));
  }

  /** Ends what was begun, and keeps it. */
  async end(): Promise<void> {
    const state = this.#state;
    this.#state = "shut";
    if (this.#tells) this.#push({ text: TELL_RIGHTS }).catch(() => undefined);
    const ended = state === "reading" || state === "writing" ? this.#push({ text: "commit" }) : undefined;
    this.#send();
    // Nothing hangs on the end of a reading: the answer leaves while the connection closes it before its next work.
    if (state === "reading")
      ended?.catch((cause: Error) => log("warn", "a reading did not end", { cause: cause.message }));
    else await ended;
  }

  /** Ends what was begun, and keeps nothing of it. */
  async undo(): Promise<void> {
    const isOpen = this.#state === "reading" || this.#state === "writing";
    this.#state = "shut";
    const ended = isOpen ? this.#push({ text: "rollback" }) : undefined;
    this.#send();
    await ended;
  }

  #say(said: Said): Promise<pg.QueryResult> {
    if (this.#state === "asked") {
      this.#state = "reading";
      const opened = [
        this.#push({ text: "begin read only" }),
        ...(this.#acting ? [this.#push(actAs(this.#acting))] : []),
      ];
      // Where the beginning fails so does what follows, which is heard of.
      for (const one of opened) one.catch(() => undefined);
    }
    if (this.#state === "writing") this.#tells ||= changesRights(said.text);
    return this.#push(said);
  }

  #push({ text, name, values = [], rowMode }: Said): Promise<pg.QueryResult> {
    const { promise, resolve, reject } = Promise.withResolvers<pg.QueryResult>();
    if (!this.#turn) {
      this.#turn = [];
      this.#atTurn = setImmediate(() => this.#send());
    }
    this.#turn.push({ text, name, values, isList: rowMode === "array", resolve, reject });
    return promise.catch((cause: Error) => {
      // Who asked, instead of the socket on which it was heard.
      Error.captureStackTrace(cause);
      throw cause;
    });
  }

  #send(): void {
    const statements = this.#turn;
    if (!statements) return;
    this.#turn = undefined;
    clearImmediate(this.#atTurn);
    if (this.#state === "first") this.#state = "asked";
    this.#client.query(new Batch(this.#client, statements));
  }
}
