import type { Compilable, Kysely, Simplify } from "kysely";
import type { Work } from "./db.server.ts";
import type { DB } from "./schema.gen.ts";

/** Where a value will stand. Whoever looks at it while the statement is built would build another one for another value. */
class Place {
  readonly name: string;
  constructor(name: string) {
    this.name = name;
  }
  [Symbol.toPrimitive](): never {
    throw new Error(`A statement of one shape may not depend on what ${this.name} is.`);
  }
}

type Shape = { sql: string; parameters: readonly unknown[] };

/**
 * A statement that is the same for all values: it is built and compiled the first time and then only filled in, for building it costs more than
 * sending it. Its values may stand in it as they are, nowhere else.
 */
export function shaped<Values extends Record<string, unknown>, Row>(
  names: readonly (keyof Values & string)[],
  build: (trx: Kysely<DB>, values: Values) => Compilable<Row>,
): (work: Work, values: Values) => Promise<Simplify<Row>[]> {
  const places = Object.fromEntries(names.map((name) => [name, new Place(name)])) as unknown as Values;
  let known: Shape | undefined;
  return async ({ client, trx }, values) => {
    known ??= build(trx, places).compile();
    const parameters = known.parameters.map((one) => (one instanceof Place ? values[one.name] : one));
    const { rows } = await client.ask({ sql: known.sql, parameters });
    return rows as Simplify<Row>[];
  };
}
