// Brings the database to where it can be served, and ends: migrations, facts and, where that is wanted, the demo. Begun by what serves (prepared.server.ts).
import { hasAnybody } from "#modules/access/access.queries.server.ts";
import { makeFirstKey } from "#modules/access/first.commands.server.ts";
import { beAtHome } from "#modules/identity/identity.queries.server.ts";
import { bringFacts } from "#modules/reference/reference.commands.server.ts";
import { system } from "#platform/actor.ts";
import type { Database } from "#platform/boot.server.ts";
import { asOwner, openDatabase } from "#platform/boot.server.ts";
import { config } from "#platform/config.ts";
import { inUnion, ownUnion } from "#platform/union.server.ts";
import { closePools, inReading, inWork } from "#platform/db.server.ts";
import { announce, outliveLog } from "#platform/log.server.ts";
import { migrateAll } from "#platform/migrate-database.server.ts";
import { markPrepared, oneAtATime } from "#platform/prepared.server.ts";
import { listSchemas } from "#platform/unions.server.ts";
import { eventsWritten } from "#platform/security-log.server.ts";

outliveLog();
// Whoever waits for this is gone: the next start begins anew.
process.once("disconnect", () => process.exit(1));

main().then(
  () => process.exit(0),
  (cause: Error) => {
    process.stderr.write(`${cause.message}\n`);
    process.exit(1);
  },
);

async function main() {
  const database = await openDatabase();
  await oneAtATime(database, () => prepare(database));
}

async function prepare(database: Database) {
  await migrateAll(database);
  if (database.ownerUrl) await asOwner(database, bringFacts);
  if (config.isDemo && !(await inReading(system, hasAnybody))) await loadDemo(database);
  await beAtHome();
  const firstKey = await inWork(system, makeFirstKey);
  if (firstKey)
    announce(`Nobody can sign in yet. The first administrator begins at ${ownUnion().origin}/first?key=${firstKey}`);
  await eventsWritten();
  await closePools();
  if (database.ownerUrl) {
    for (const one of await asOwner(database, listSchemas)) await inUnion(one, () => asOwner(database, markPrepared));
    await asOwner(database, markPrepared);
  }
}

async function loadDemo(database: Database) {
  const { startDemo } = await import("#demo/start.ts");
  const loaded = await startDemo(database, config.demo, (part) => announce(`Loading the demo union: ${part} …`));
  if (loaded) announce("The demo union is ready.");
}
