import type { Database } from "./boot.server.ts";
import { asOwner } from "./boot.server.ts";
import { config } from "./config.ts";
import { migrate } from "./migrate.server.ts";
import { inUnion, ownUnion } from "./union.server.ts";
import { listSchemas } from "./unions.server.ts";
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

/** Every union's schema in this database, the settings' own first. Returns the names applied to that. */
export async function migrateAll(database: Database, each = (): Promise<void> => Promise.resolve()): Promise<string[]> {
  const applied = await migrateDatabase(database);
  await each();
  const others = database.ownerUrl ? await asOwner(database, listSchemas) : [];
  for (const one of others)
    await inUnion(one, async () => {
      await migrateDatabase(database);
      await each();
    });
  return applied;
}
