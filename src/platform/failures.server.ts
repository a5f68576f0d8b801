import type { EventEmitter } from "node:events";
import type pg from "pg";
import { log } from "./log.server.ts";

type Failure = { code?: string };
const failures = new WeakMap<pg.ClientBase, Failure>();
/** What is said of a statement in a transaction where another failed before it. */
export const ABORTED = "25P02";

/** Remembers of a connection why a statement failed last, and says its loss, which without a listener would end the process. */
export function hearFailures(client: pg.ClientBase): void {
  client.on("error", (cause: Error) => log("warn", "a database connection was lost", { cause: cause.message }));
  const { connection } = client as unknown as { connection: EventEmitter };
  connection.on("errorMessage", (cause: Failure) => {
    if (cause.code !== ABORTED) failures.set(client, cause);
  });
}

/** Why a transaction failed. Statements travel together, and whichever is heard first may say no more than that another failed before it. */
export const reasonOf = (client: pg.ClientBase, cause: unknown): unknown =>
  (cause as Failure).code === ABORTED ? (failures.get(client) ?? cause) : cause;
