import { hasAnybody } from "#modules/access/access.queries.server.ts";
import { loadPack } from "#modules/reference/reference.commands.server.ts";
import { system } from "#platform/actor.ts";
import type { Database } from "#platform/boot.server.ts";
import { asOwner } from "#platform/boot.server.ts";
import { inReading } from "#platform/db.server.ts";

/** A union of friendship organizations in Viet Nam, and a federation of sister-city committees in Switzerland. */
const DEMOS = {
  friendship: { pack: "vietnam", load: () => import("./load.ts") },
  cities: { pack: "switzerland", load: () => import("./cities/load.ts") },
} as const;
export type Demo = keyof typeof DEMOS;

/** Loads a country's facts and the demo union into a database where nobody can sign in yet; says whether it did. */
export async function startDemo(database: Database, demo: Demo, say: (part: string) => void): Promise<boolean> {
  if (await inReading(system, hasAnybody)) return false;
  if (database.ownerUrl) await asOwner(database, (client) => loadPack(client, DEMOS[demo].pack));
  // Only now, so that a start which finds its demo loaded does not carry it.
  const { loadDemo } = await DEMOS[demo].load();
  const loaded = await loadDemo(say);
  // Counted at once: the first import may come before the database's own rounds.
  if (loaded && database.ownerUrl) await asOwner(database, (client) => client.query("analyze"));
  return loaded;
}
