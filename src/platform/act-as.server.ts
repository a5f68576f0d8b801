import { createHmac } from "node:crypto";
import type pg from "pg";
import type { Actor } from "./actor.ts";
import { config } from "./config.ts";
import { ofUnion, ownUnion } from "./union.server.ts";

const USUAL = "amity";

/** By what a union's schema knows the application: follows from its secret, says nothing of it, and is no other schema's. */
export const databaseSecret = (secret: string, schema: string): string =>
  createHmac("sha256", secret)
    .update(`who acts in the database${schema === USUAL ? "" : ` of ${schema}`}`)
    .digest("hex");

/** `sign_in` is the reach of the sign-in library, which is nobody. */
type Acting = Pick<Actor, "userId" | "role" | "paths"> & { reach: Actor["reach"] | "sign_in" };

const kept = ofUnion(() => ({ secret: "", schema: "", told: "", names: new Map<string, string>() }));

function own() {
  const known = kept();
  const { secret } = config;
  const { schema } = ownUnion();
  if (known.secret !== secret || known.schema !== schema)
    Object.assign(known, { secret, schema, told: databaseSecret(secret, schema), names: new Map() });
  return known;
}

/**
 * The statement that says who acts until the transaction ends, and along which path tables are found. The secret travels as a value: a
 * statement's text is shown to every connection of the same role.
 */
export function actAs({ reach, userId, role, paths }: Acting): pg.QueryConfig {
  const text = `select ${ownUnion().schema}.act_as($1, $2, $3, $4, $5)`;
  return {
    name: keptName(text),
    text,
    values: [own().told, reach, userId ?? "", role ?? "", `{${paths.join(",")}}`],
  };
}

/** The same for what only reads, said of the transaction too: the database refuses it a writing. */
export function actAsReader(acting: Acting): pg.QueryConfig {
  const { values } = actAs(acting);
  const text = `select ${ownUnion().schema}.act_as($1, $2, $3, $4, $5), pg_catalog.set_config('transaction_read_only', 'on', true)`;
  return { name: keptName(text), text, values: values as unknown[] };
}

/** Whoever could take the name of a statement that carries the secret would be handed it by the next work on the connection. */
function keptName(text: string): string {
  const { names } = own();
  const name = names.get(text) ?? nameOfStatement(text);
  names.set(text, name);
  return name;
}

/** A name that a statement inside the database cannot guess, so that it prepares nothing else under it; the same in all copies. */
export const nameOfStatement = (text: string): string =>
  createHmac("sha256", own().told).update(text).digest("hex").slice(0, 40);
