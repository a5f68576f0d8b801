import { AsyncLocalStorage } from "node:async_hooks";
import type { CompiledQuery } from "kysely";
import { Kysely } from "kysely";
import type pg from "pg";
import { actAs, actAsReader } from "./act-as.server.ts";
import type { Actor } from "./actor.ts";
import type { Statement } from "./batch.server.ts";
import { Batch } from "./batch.server.ts";
import { ABORTED } from "./failures.server.ts";
import { changeHeard } from "./heard.server.ts";
import { log } from "./log.server.ts";
import { TELL, isTold } from "./told.ts";
import { TalkDialect } from "./talk-dialect.server.ts";
import { preparedAs } from "./statement-names.server.ts";
import type { DB } from "./schema.gen.ts";

/** By what two are the same to the database. */
const nameOf = ({ reach, userId, role, paths }: Actor) => `${reach} ${userId} ${role} ${paths.join()}`;

const acting = new AsyncLocalStorage<{ talk: Talk; actor: Actor }>();

type Said = { text: string; name?: string | undefined; values?: unknown[] | undefined; rowMode?: unknown };

/**
 * What one unit of work says over its connection: all of one turn of the loop in one message. A reading begins without a transaction, for what is
 * asked in its first turn is one by itself, and mostly that is all; only what asks again afterwards opens one. Once it is over nothing more is
 * said: the connection is another's.
 */
export class Talk {
  readonly trx: Kysely<DB> = new Kysely<DB>({ dialect: new TalkDialect(this) });
  readonly #client: pg.ClientBase;
  #turn: Statement[] | undefined;
  #atTurn: NodeJS.Immediate | undefined;
  #state: "new" | "shut" | "first" | "asked" | "reading" | "writing" = "new";
  /** Whose work it is. */
  #own: Actor | undefined;
  /** As whom the database knows who acts: it is told before a statement of somebody else, so that nobody is named for nothing. */
  #told: string | undefined;
  /** Whether what was written changes what is remembered (told.ts). */
  #tells = false;

  constructor(client: pg.ClientBase) {
    this.#client = client;
  }

  /** Begins a unit of work that only reads. */
  async read(actor: Actor): Promise<void> {
    this.#own = actor;
    this.#told = nameOf(actor);
    this.#state = "first";
    await this.#push(actAsReader(actor));
  }

  /** Begins one in a transaction from its first statement on. */
  async open(begin: string, actor: Actor): Promise<void> {
    this.#own = actor;
    this.#told = nameOf(actor);
    this.#state = "writing";
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

  /** Whether nothing can be written in it, and nothing was that only itself would see. */
  get isReading(): boolean {
    return this.#state === "first" || this.#state === "asked" || this.#state === "reading";
  }

  /** Whoever acts here. */
  get actor(): Actor | undefined {
    const inside = acting.getStore();
    return inside?.talk === this ? inside.actor : this.#own;
  }

  /** Acts as somebody for what `run` asks, at once or later, and for nothing that is asked beside it. */
  as<Result>(actor: Actor, run: () => Result): Result {
    return acting.run({ talk: this, actor }, run);
  }

  /** Ends what was begun, and keeps it. */
  async end(): Promise<void> {
    const state = this.#state;
    const isAnswered = !this.#turn;
    this.#state = "shut";
    if (this.#tells) this.#push({ text: TELL }).catch(() => undefined);
    const ended = state === "reading" || state === "writing" ? this.#push({ text: "commit" }) : undefined;
    this.#send();
    if (state === "reading") {
      const over = ended?.catch((cause: Error) => this.#notEnded(cause));
      // Nothing hangs on the end of a reading, but what fails before it in its message: the answer leaves while the connection closes it.
      if (!isAnswered) await over;
    } else await ended?.then(requireKept, (cause: Error) => this.#notKept(cause));
    // What this copy changed itself it need not hear of first.
    if (this.#tells) changeHeard();
  }

  /** What stood before the end in the same message failed, or the end was called off: the transaction is still open. */
  #notKept(cause: Error): never {
    this.#state = "writing";
    throw cause;
  }

  async #notEnded(cause: Error): Promise<void> {
    log("warn", "a reading did not end", { cause: cause.message });
    const undone = this.#push({ text: "rollback" });
    this.#send();
    await undone.catch(() => undefined);
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
    if (this.#state === "shut") return Promise.reject(new Error("This unit of work is over."));
    if (this.#state === "asked") {
      this.#state = "reading";
      this.#told = undefined;
      this.#pushBefore({ text: "begin read only" });
    }
    const { actor } = this;
    if (actor && this.#told !== nameOf(actor)) {
      this.#told = nameOf(actor);
      this.#pushBefore(actAs(actor));
    }
    if (this.#state === "writing") this.#tells ||= isTold(said.text);
    // Whoever acted when it was set acts again.
    if (said.text.startsWith("rollback to")) this.#told = undefined;
    return this.#push(said);
  }

  /** Where it fails so does what follows, which is heard of. */
  #pushBefore(said: Said): void {
    this.#push(said).catch(() => undefined);
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

/** A transaction in which a statement failed ends in rolling back, whatever it was told: whoever took no notice of the failure did nothing. */
function requireKept({ command }: pg.QueryResult): void {
  if (command === "ROLLBACK") throw Object.assign(new Error("Nothing of this was kept."), { code: ABORTED });
}
