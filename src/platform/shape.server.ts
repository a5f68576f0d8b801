import type { CompiledQuery, Kysely, Simplify } from "kysely";
import type { Work } from "./db.server.ts";
import type { DB } from "./schema.gen.ts";
import { whileShaping } from "./shaping.ts";

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

type Compiles<Row> = { compile(trx: Kysely<DB>): CompiledQuery<Row> };

/**
 * A statement that is the same for all values: it is built and compiled the first time and then only filled in, for building it costs more than
 * sending it. Its values may stand in it as they are, nowhere else; a day and a language are among them. What follows from other things than
 * values, such as a filter that is there or not, makes statements of several shapes.
 */
export function shapeOf<Values extends Record<string, unknown>, Row>(
  names: readonly (keyof Values & string)[],
  build: (trx: Kysely<DB>, values: Values) => Compiles<Row>,
): (trx: Kysely<DB>, values: Values) => CompiledQuery<Row> {
  const places = Object.fromEntries(names.map((name) => [name, new Place(name)])) as unknown as Values;
  let known: CompiledQuery<Row> | undefined;
  return (trx, values) => {
    known ??= whileShaping(() => build(trx, places).compile(trx));
    const parameters = known.parameters.map((one) => (one instanceof Place ? values[one.name] : one));
    return { ...known, parameters };
  };
}

/** The same, asked at once. */
export function shaped<Values extends Record<string, unknown>, Row>(
  names: readonly (keyof Values & string)[],
  build: (trx: Kysely<DB>, values: Values) => Compiles<Row>,
): (work: Pick<Work, "client" | "trx">, values: Values) => Promise<Simplify<Row>[]> {
  const shape = shapeOf(names, build);
  return async ({ client, trx }, values) => {
    const { rows } = await client.ask(shape(trx, values));
    return rows as Simplify<Row>[];
  };
}
