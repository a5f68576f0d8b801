import type pg from "pg";
import { log } from "./log.server.ts";
import type { SecurityKind } from "./security-kinds.ts";
import { now } from "./time.ts";

type OfMachine = Extract<SecurityKind, "backup_made" | "backup_restored" | "control_failed">;

/**
 * An event that nobody who signed in caused, on a connection of the schema's owner, where the application's own is not at hand. A database of
 * an older release may have no place for it yet; an event that cannot be written stops nothing.
 */
export async function sayOfMachine(
  client: pg.ClientBase,
  kind: OfMachine,
  what: Record<string, string | number | boolean>,
): Promise<void> {
  try {
    const { rows } = await client.query<{ is: boolean }>("select to_regclass('security_event') is not null as is");
    if (!rows[0]?.is) return;
    const values = [now(), kind, JSON.stringify(what)];
    await client.query("insert into security_event (at, kind, what) values ($1, $2, $3)", values);
  } catch (cause) {
    log("error", "an event of security could not be written", { kind, cause: (cause as Error).message });
  }
}
