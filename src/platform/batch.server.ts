import pg from "pg";
import utils from "pg/lib/utils.js";

/** One statement and whoever waits for its answer; one without a name is planned anew. */
export type Statement = {
  text: string;
  name?: string | undefined;
  values: unknown[];
  /** Whether a row is the list of its values in their order, without their names. */
  isList?: boolean;
  resolve: (answer: pg.QueryResult) => void;
  reject: (cause: Error) => void;
};

/** What the driver keeps of a connection, and how it writes its messages. */
type Wire = {
  parsedStatements: Record<string, string | undefined>;
  submittedNamedStatements: Record<string, string | undefined>;
  stream: { write(bytes: Buffer): void };
  _send(bytes: Buffer): void;
  parse(said: { name?: string | undefined; text: string }): void;
  bind(said: { statement?: string | undefined; values: unknown[]; valueMapper: (value: unknown) => unknown }): void;
  describe(said: { type: "P"; name: string }): void;
  execute(said: object): void;
  sync(): void;
};

type Field = { name: string; dataTypeID: number };
type Row = Record<string, unknown>;
/** How the rows of a statement are read. */
type Shape = { fields: Field[]; readers: ((text: string) => unknown)[] };

/** Of a connection's prepared statements it is known from the first time, and not asked again. */
const shapes = new WeakMap<Wire, Map<string, Shape>>();

/**
 * Statements that travel as one message and are answered in one: the server writes when it has read the end of all, not after each. Outside of
 * a transaction they are one of their own, which ends with them; behind one that fails none is carried out (PostgreSQL, "Pipelining";
 * docs/decisions/0056).
 */
export class Batch extends pg.Query {
  readonly #client: pg.ClientBase;
  #statements: Statement[];
  #wire: Wire | undefined;
  #known = new Map<string, Shape>();
  #at = 0;
  #shape: Shape | undefined;
  #rows: (Row | unknown[])[] = [];
  /** By name and text of the statement under way the driver remembers what the connection has parsed. */
  name: string | undefined;
  text: string | undefined;
  /** Its statements answer those who wait; as a whole it answers nobody. */
  callback = () => undefined;

  constructor(client: pg.ClientBase, statements: Statement[]) {
    super("");
    this.#client = client;
    this.#statements = statements;
  }

  override submit = (connection: pg.Connection): void => {
    const wire = connection as unknown as Wire;
    this.#wire = wire;
    this.#known = shapes.get(wire) ?? this.#known;
    shapes.set(wire, this.#known);
    const bytes: Buffer[] = [];
    const writing: Wire = Object.assign(Object.create(wire) as Wire, { _send: (piece: Buffer) => bytes.push(piece) });
    this.#statements = this.#statements.filter((one) => {
      const before = bytes.length;
      try {
        this.#write(writing, one);
        return true;
      } catch (cause) {
        // A value that cannot be written is the fault of its statement alone.
        bytes.length = before;
        one.reject(cause as Error);
        return false;
      }
    });
    writing.sync();
    wire.stream.write(Buffer.concat(bytes));
    this.#turnTo(0);
  };

  #write(wire: Wire, { name, text, values }: Statement): void {
    const isParsed = name !== undefined && (name in wire.parsedStatements || name in wire.submittedNamedStatements);
    if (!isParsed) wire.parse({ name, text });
    wire.bind({ statement: name, values, valueMapper: utils.prepareValue });
    if (!isParsed && name !== undefined) wire.submittedNamedStatements[name] = text;
    if (name === undefined || !this.#known.has(name)) wire.describe({ type: "P", name: "" });
    wire.execute({});
  }

  #turnTo(at: number): void {
    const next = this.#statements[at];
    this.#at = at;
    this.#rows = [];
    this.#shape = next?.name === undefined ? undefined : this.#known.get(next.name);
    this.name = next?.name;
    this.text = next?.text;
  }

  handleRowDescription({ fields }: { fields: Field[] }): void {
    const readers = fields.map(({ dataTypeID }) => this.#client.getTypeParser(dataTypeID, "text"));
    this.#shape = { fields, readers };
    if (this.name !== undefined) this.#known.set(this.name, this.#shape);
  }

  handleDataRow({ fields: said }: { fields: (string | null)[] }): void {
    const { fields = [], readers = [] } = this.#shape ?? {};
    const values = said.map((text, at) => (text === null ? null : readers[at]?.(text)));
    if (this.#statements[this.#at]?.isList) return void this.#rows.push(values);
    const row: Row = {};
    for (const [at, { name }] of fields.entries()) row[name] = values[at];
    this.#rows.push(row);
  }

  handleCommandComplete({ text }: { text: string }): void {
    const [command = ""] = text.split(" ");
    const rowCount = /\d+$/.exec(text)?.[0];
    const fields = (this.#shape?.fields ?? []) as pg.FieldDef[];
    const answer = {
      command,
      rowCount: rowCount === undefined ? null : Number(rowCount),
      oid: 0,
      fields,
      rows: this.#rows,
    };
    this.#statements[this.#at]?.resolve(answer);
    this.#turnTo(this.#at + 1);
  }

  handleEmptyQuery(): void {
    this.handleCommandComplete({ text: "" });
  }

  /** The one under way failed, or the connection is lost: none behind it is carried out. */
  handleError(cause: Error): void {
    const left = this.#statements.slice(this.#at);
    this.#statements = [];
    for (const { name, reject } of left) {
      const { parsedStatements = {}, submittedNamedStatements = {} } = this.#wire ?? {};
      if (name !== undefined && !(name in parsedStatements)) delete submittedNamedStatements[name];
      reject(cause);
    }
  }

  handleReadyForQuery(): void {
    // Each statement was answered by itself.
  }
}
