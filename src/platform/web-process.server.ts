import type pg from "pg";
import { actAs } from "./act-as.server.ts";
import { anonymous } from "./actor.ts";
import type { Database } from "./boot.server.ts";
import { openClient } from "./client.server.ts";
import { config } from "./config.ts";
import { ownUnion } from "./union.server.ts";
import { listMigrations } from "./migration-files.server.ts";

/** What serves the web and its jobs reaches the database as the application's role alone; throws a sentence where it could do more. */
export async function requireLeastRight(database: Database): Promise<void> {
  if (!config.databaseUrl || database.isEmbedded) return;
  if (config.ownerUrl)
    throw new Error(
      "DATABASE_OWNER_URL does not belong to what serves the web: whoever broke in would own the database. Run `npm run amity -- migrate` with it, then start without it.",
    );
  const client = await openClient(config.databaseUrl);
  try {
    await requireBoundRole(client);
    await requireMigrated(client);
  } finally {
    await client.end();
  }
}

async function requireBoundRole(client: pg.Client) {
  const found = await client.query<{ name: string; is_unbound: boolean; owns: string | null }>(
    `select rolname as name, rolsuper or rolbypassrls or rolcreaterole as is_unbound,
       (select min(relname) from pg_class join pg_namespace on pg_namespace.oid = relnamespace
        where nspname in ($1, 'reference') and pg_has_role(relowner, 'member')) as owns
     from pg_roles where rolname = current_user`,
    [ownUnion().schema],
  );
  const [role] = found.rows;
  if (role && (role.is_unbound || role.owns !== null))
    throw new Error(
      `DATABASE_URL signs in as ${role.name}, ${role.is_unbound ? "who may do anything in the database" : `to whom ${role.owns} belongs`}. Name the application's own role there; \`npm run amity -- migrate\` makes it.`,
    );
}

async function requireMigrated(client: pg.Client) {
  const applied = await client
    .query<{ name: string }>(`select name from ${client.escapeIdentifier(ownUnion().schema)}.schema_migration`)
    .then(({ rows }) => new Set(rows.map((row) => row.name)))
    .catch(() => new Set<string>());
  const missing = listMigrations("migrations").filter(({ name }) => !applied.has(name));
  if (missing.length > 0)
    throw new Error(
      `The database lacks ${missing.length} of ${missing.length + applied.size} migrations. Run \`npm run amity -- migrate\` with DATABASE_OWNER_URL, then start again.`,
    );
}

/** A database that does not know the application's secret believes nothing that it says of who acts, and shows nothing. */
export async function requireKnown(appUrl: string): Promise<void> {
  const client = await openClient(appUrl);
  try {
    await client.query(actAs(anonymous));
  } catch (cause) {
    throw new Error(
      "The database does not know this AMITY_SECRET, or is not up to date. Run `npm run amity -- migrate` with the same AMITY_SECRET and with DATABASE_OWNER_URL.",
      { cause },
    );
  } finally {
    await client.end();
  }
}
