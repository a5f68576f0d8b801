import type pg from "pg";
import { RELEASED_TWICE } from "./released-twice.ts";

type Migration = { name: string; sha256: string };

const OLDEST = 150_000;

/**
 * Refuses, before anything is written, an upgrade that cannot end well, in words for whoever keeps the server: what is wrong, that nothing was
 * changed, what to do.
 */
export async function requireUpgradable(client: pg.ClientBase, files: readonly Migration[]): Promise<void> {
  const server = await client.query<{ number: number; version: string }>(
    "select current_setting('server_version_num')::int as number, current_setting('server_version') as version",
  );
  const [{ number, version } = { number: 0, version: "?" }] = server.rows;
  if (number < OLDEST)
    throw new Error(
      `Amity needs PostgreSQL 15 or later, and this server is ${version}. Nothing was changed. Upgrade the server (pg_upgrade), then start Amity again.`,
    );
  const { rows } = await client.query<Migration>("select name, sha256 from schema_migration order by name");
  const shipped = new Map(files.map((file) => [file.name, file.sha256]));
  const unknown = rows.find((one) => !shipped.has(one.name));
  const last = files.at(-1)?.name ?? "";
  if (unknown && unknown.name > last)
    throw new Error(
      `This database was upgraded by a newer Amity than this one (${unknown.name}). Nothing was changed. Start the newer version again; to go back to this one, restore the backup that was made before the upgrade.`,
    );
  if (unknown)
    throw new Error(
      `This database knows the migration ${unknown.name}, which this version of Amity does not have: it was made by a version that this one cannot upgrade, or files of this one are missing. Nothing was changed. Install this version whole again; if that does not help, start the version that was used before.`,
    );
  const changed = rows.find(({ name, sha256 }) => ![shipped.get(name), RELEASED_TWICE[name]].includes(sha256));
  if (changed)
    throw new Error(
      `The migration ${changed.name} was changed after it had been applied. Nothing was changed. Install this version whole again: a file of migrations/ is not as it was released. (Whoever develops: put it back and add a new file instead.)`,
    );
}

/** What went wrong within a migration, and what to do. */
export function failedUpgrade(name: string, cause: unknown): Error {
  const { message, code } = cause as Error & { code?: string };
  const done = `The migration ${name} failed: ${message}. All of it was taken back and the database is as it was before this file.`;
  return new Error(`${done} ${ADVICE[code ?? ""] ?? OTHERWISE}`, { cause });
}

const OTHERWISE =
  "Start the version used before: it works on, with the files before this one applied. Send this message and the log to who supports you.";

const ADVICE: Record<string, string> = {
  "42501":
    "The owner (DATABASE_OWNER_URL) lacks a right: it must own the database, and the schemas in it, or be allowed to create them. Give it that and start again.",
  "0A000":
    "The server lacks something that Amity needs: install the package with PostgreSQL's own extensions (ltree, pg_trgm, unaccent, btree_gist; in Debian they come with postgresql-15) and start again.",
  "58P01":
    "The server lacks an extension: install PostgreSQL's own extensions (ltree, pg_trgm, unaccent, btree_gist) and start again.",
  "53100": "The disk is full. Make room and start again.",
  "55P03": "Somebody holds a table. Stop all copies of Amity and start one again.",
};
