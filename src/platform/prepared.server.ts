import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import fs from "node:fs";
import { system } from "./actor.ts";
import type { Database, Owner } from "./boot.server.ts";
import { onServer } from "./boot.server.ts";
import { openClient } from "./client.server.ts";
import { config } from "./config.ts";
import { ownUnion } from "./union.server.ts";
import { inReading } from "./db.server.ts";
import { listMigrations } from "./migration-files.server.ts";
import { programFile } from "./program.server.ts";
import { THEIRS } from "./unions.server.ts";

/**
 * What a database was prepared for stands in it: this build with these migrations. Whoever brings it to another state takes the mark away first
 * (migrate.server.ts), and it is set when all is done, so a start that was killed in between prepares again.
 */
function mark(): string {
  const digest = createHash("sha256").update(fs.readFileSync("build/.source"));
  for (const { name, sha256 } of listMigrations("migrations")) digest.update(`${name} ${sha256}\n`);
  return `Prepared for ${digest.digest("hex")}`;
}

const TURN = 7264894;

/** Two that prepare the same database come one after the other: what a start began that was killed may still be at it. */
export async function oneAtATime({ ownerUrl }: Database, run: () => Promise<void>): Promise<void> {
  if (!ownerUrl) return run();
  const client = await openClient(onServer(ownerUrl));
  try {
    await client.query("select pg_advisory_lock($1)", [TURN]);
    await run();
  } finally {
    await client.end();
  }
}

export async function markPrepared(client: Owner): Promise<void> {
  await client.query(`comment on schema ${client.escapeIdentifier(ownUnion().schema)} is '${mark()}'`);
}

/** What a database holds that was not even made yet, or that does not know this secret; what else may be wrong is met, and said, by what prepares it. */
const NOTHING = { isPrepared: false, isBegun: false };

/** Whether all was done that a start does before it serves, and whether anybody can sign in. An outside database is brought up to date elsewhere. */
export function findPrepared({ isEmbedded }: Database): Promise<typeof NOTHING> {
  return inReading(system, async ({ client }) => {
    const { rows } = await client.query<{ marks: (string | null)[]; is_begun: boolean }>(
      `select array(select obj_description(oid, 'pg_namespace') from pg_namespace where oid = current_schema()::regnamespace or ${THEIRS}) as marks,
        exists (select from auth_user) as is_begun`,
    );
    const [{ marks, is_begun } = { marks: [], is_begun: false }] = rows;
    return { isPrepared: !isEmbedded || marks.every((one) => one === mark()), isBegun: is_begun };
  }).catch(() => NOTHING);
}

/**
 * Prepares the database in a process of its own, so that none of what that takes stays with what serves; answers whether it succeeded, else it has
 * said why. Whoever loads the demo reads its source, and so its own: no build knows the demo.
 */
export function prepareApart({ isEmbedded }: Database, isBegun: boolean): Promise<boolean> {
  const file = config.isDemo && !isBegun ? "src/prepare.server.ts" : programFile("prepare.server");
  const child = spawn(process.execPath, [...process.execArgv, file], {
    env: { ...process.env, ...(isEmbedded ? { DATABASE_URL: "" } : {}) },
    stdio: ["ignore", "inherit", "inherit", "ipc"],
  });
  return new Promise((resolve, reject) => child.once("error", reject).once("exit", (code) => resolve(code === 0)));
}
