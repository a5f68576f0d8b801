import { hasAnybody } from "#modules/access/access.queries.server.ts";
import { loadPack } from "#modules/reference/reference.commands.server.ts";
import { system } from "#platform/actor.ts";
import type { Database } from "#platform/boot.server.ts";
import { asOwner } from "#platform/boot.server.ts";
import { inReading } from "#platform/db.server.ts";

/** Loads Viet Nam's facts and the demo union into a database where nobody can sign in yet; says whether it did. */
export async function startDemo(database: Database, say: (part: string) => void): Promise<boolean> {
  if (await inReading(system, hasAnybody)) return false;
  if (database.ownerUrl) await asOwner(database, (client) => loadPack(client, "vietnam"));
  // Only now, so that a start which finds its demo loaded does not carry it.
  const { loadDemo } = await import("./load.ts");
  const loaded = await loadDemo(say);
  // Counted at once: the first import may come before the database's own rounds.
  if (loaded && database.ownerUrl) await asOwner(database, (client) => client.query("analyze"));
  return loaded;
}
