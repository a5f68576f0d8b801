import { createHmac } from "node:crypto";
import type pg from "pg";
import type { Actor } from "./actor.ts";
import { config } from "./config.ts";

/** By what the database knows the application: follows from its secret and says nothing of it. */
export const databaseSecret = (secret: string): string =>
  createHmac("sha256", secret).update("who acts in the database").digest("hex");

/** `sign_in` is the reach of the sign-in library, which is nobody. */
type Acting = Pick<Actor, "userId" | "role" | "paths"> & { reach: Actor["reach"] | "sign_in" };

let known = { secret: "", told: "", names: new Map<string, string>() };

function ownSecret(): string {
  if (known.secret !== config.secret)
    known = { secret: config.secret, told: databaseSecret(config.secret), names: new Map() };
  return known.told;
}

/**
 * The statement that says who acts until the transaction ends, and along which path tables are found. The secret travels as a value: a
 * statement's text is shown to every connection of the same role.
 */
export function actAs({ reach, userId, role, paths }: Acting): pg.QueryConfig {
  const text = `select ${config.schema}.act_as($1, $2, $3, $4, $5)`;
  return {
    name: keptName(text),
    text,
    values: [ownSecret(), reach, userId ?? "", role ?? "", `{${paths.join(",")}}`],
  };
}

/** The same for what only reads, said of the transaction too: the database refuses it a writing. */
export function actAsReader(acting: Acting): pg.QueryConfig {
  const { values } = actAs(acting);
  const text = `select ${config.schema}.act_as($1, $2, $3, $4, $5), pg_catalog.set_config('transaction_read_only', 'on', true)`;
  return { name: keptName(text), text, values: values as unknown[] };
}

/** Whoever could take the name of a statement that carries the secret would be handed it by the next work on the connection. */
function keptName(text: string): string {
  ownSecret();
  const name = known.names.get(text) ?? nameOfStatement(text);
  known.names.set(text, name);
  return name;
}

/** A name that a statement inside the database cannot guess, so that it prepares nothing else under it; the same in all copies. */
export const nameOfStatement = (text: string): string =>
  createHmac("sha256", ownSecret()).update(text).digest("hex").slice(0, 40);
