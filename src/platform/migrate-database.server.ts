import type { Database } from "./boot.server.ts";
import { config } from "./config.ts";
import { migrate } from "./migrate.server.ts";
import { ownUnion } from "./union.server.ts";
import { requireKnown } from "./web-process.server.ts";

/** Brings the schema up to date when the owner's address is known; an outside database may be migrated elsewhere. */
export async function migrateDatabase(database: Database): Promise<string[]> {
  if (!database.ownerUrl) {
    await requireKnown(database.appUrl);
    return [];
  }
  return migrate({
    ownerUrl: database.ownerUrl,
    appUrl: database.appUrl,
    schema: ownUnion().schema,
    secret: config.secret,
  });
}
