import fs from "node:fs";
import path from "node:path";
import { differences, digestOf, rowsIn } from "./backup-tables.server.ts";
import type { Progress } from "./backup.server.ts";
import { openClient } from "./client.server.ts";
import { startEmbedded } from "./embedded.server.ts";
import type { EmbeddedAddress } from "./embedded.server.ts";
import type { Secrets } from "./embedded-places.server.ts";
import { RuleError } from "./errors.ts";
import { migrate } from "./migrate.server.ts";
import { listMigrations } from "./migration-files.server.ts";
import { migrationsOf, restore } from "./restore.server.ts";

export type Proof = { tables: number; rows: number; files: number; missing: string[]; changed: string[] };
type Asked = { file: string; key: string | undefined; folder: string; progress?: Progress };

/** Nothing of it outlives the proof, so nothing waits for the disk. */
const HASTY = { fsync: "off", full_page_writes: "off", synchronous_commit: "off", max_wal_size: "4GB" };
const FOLDER = /^proving-(\d+)$/;

/** Restores a backup into a database made for it alone, and compares every table and file with what the backup says; `folder` is where that database may lie. */
export async function proveBackup(asked: Asked): Promise<Proof> {
  const known = listMigrations("migrations").map(({ name }) => name);
  const only = await migrationsOf(asked.file, asked.key, known);
  await clearProofs(asked.folder);
  const folder = path.join(asked.folder, `proving-${process.pid}`);
  const server = await startEmbedded(folder, () => HASTY);
  try {
    return await proveIn(server, asked, only);
  } finally {
    endProof(server, folder);
  }
}

async function proveIn({ owner, app }: EmbeddedAddress, asked: Asked, only: string[] | undefined): Promise<Proof> {
  const schema = "proof";
  await migrate({ ownerUrl: owner, appUrl: app, schema, only });
  const client = await openClient(owner);
  try {
    await client.query(`set search_path = ${schema}, public`);
    const { file, key, progress } = asked;
    const from = { file, key, store: undefined, withReference: true, ...(progress ? { progress } : {}) };
    const restored = await restore(client, schema, from);
    const there = await digestOf(client, schema);
    const differing = restored.told ? differences(restored.told.tables, there) : [];
    if (differing.length > 0) throw new RuleError("rule_backup_differs", { tables: differing.join(", ") });
    const { missing = [], changed = [] } = restored.told?.files ?? {};
    return { tables: Object.keys(there).length, rows: rowsIn(there), files: restored.files, missing, changed };
  } finally {
    await client.end();
  }
}

function endProof(server: EmbeddedAddress, folder: string) {
  server.stop();
  removeCluster(folder);
}

/** Removes a data folder with its database, which as root lies elsewhere. */
function removeCluster(folder: string) {
  const named = path.join(folder, "embedded.json");
  if (fs.existsSync(named)) {
    const { home } = JSON.parse(fs.readFileSync(named, "utf8")) as Secrets;
    fs.rmSync(home, { recursive: true, force: true });
  }
  fs.rmSync(folder, { recursive: true, force: true });
}

/** What a proof that was killed left behind, its database too. */
async function clearProofs(folder: string): Promise<void> {
  if (!fs.existsSync(folder)) return;
  for (const name of fs.readdirSync(folder)) {
    const pid = Number(FOLDER.exec(name)?.[1]);
    if (!pid || isAlive(pid)) continue;
    const left = path.join(folder, name);
    // One that cannot be started does not run either.
    const server = await startEmbedded(left, () => HASTY).catch(() => undefined);
    server?.stop();
    removeCluster(left);
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (cause) {
    return (cause as NodeJS.ErrnoException).code === "EPERM";
  }
}
