import fs from "node:fs";
import type pg from "pg";
import { isWhole, listStore, namedFiles, openStored } from "./backup-files.server.ts";
import type { FilesTold } from "./backup-files.server.ts";
import { counting, listTables, readAlike, rowsIn, rowsOf } from "./backup-tables.server.ts";
import type { Digest } from "./backup-tables.server.ts";
import { config } from "./config.ts";
import { writePack } from "./packed.server.ts";
import type { Packing } from "./packed.server.ts";

/** What a backup says of itself at its end; without it, it was cut off. */
export type BackupTold = { tables: Digest; files: FilesTold };
/** Where the work stands, for whoever waits. */
export type Progress = (said: {
  tables: number;
  of: number;
  rows: number;
  files: number;
  /** It is written, and is tried in a database of its own. */
  isProving?: boolean;
}) => void;
export type BackupMade = BackupTold & { bytes: number };

type Target = {
  file: string;
  store: string;
  key: string | undefined;
  progress?: Progress;
  /** Tries the finished file before it takes the place of the one before. */
  prove?: (partial: string) => Promise<void>;
};

/**
 * All records of the union, the shared facts and the files that they name, as they stood at one instant, in one file; written beside and put in its place once whole.
 * `client` owns the schema and is past every policy's question (`amity.reach`). Refuses with a RuleError.
 */
export async function backup(client: pg.ClientBase, schema: string, target: Target): Promise<BackupMade> {
  let told: BackupTold | undefined;
  const bytes = await writePack(
    { file: target.file, kind: "backup", key: target.key },
    async (pack) => {
      await readAlike(client);
      await client.query("begin isolation level repeatable read read only");
      try {
        told = await packAll(client, schema, { pack, target });
      } finally {
        await client.query("rollback");
      }
    },
    target.prove,
  );
  return { ...(told ?? { tables: {}, files: noFiles() }), bytes };
}

const noFiles = (): FilesTold => ({ count: 0, bytes: 0, missing: [], changed: [], surplus: 0 });

async function packAll(
  client: pg.ClientBase,
  schema: string,
  { pack, target }: { pack: Packing; target: Target },
): Promise<BackupTold> {
  const record = (value: object) => pack.line(`#${JSON.stringify(value)}`);
  const migrations = await client.query<{ name: string }>(
    `select name from "${schema}".schema_migration order by name`,
  );
  await record({ migrations: migrations.rows.map(({ name }) => name) });
  // Who opens the file has the key, and needs this one too: second steps are locked with it.
  if (target.key && config.secret) await record({ secret: config.secret });
  const list = await listTables(client, schema);
  const counted = counting();
  let rows = 0;
  for (const [at, table] of list.entries()) {
    await record({ table: table.name });
    counted.begin(table.name);
    for await (const page of rowsOf(client, table)) {
      for (const row of page) {
        counted.row(row);
        await pack.line(`=${row}`);
      }
      target.progress?.({ tables: at, of: list.length, rows: rows + counted.rows(), files: 0 });
    }
    rows += counted.rows();
  }
  const tables = counted.end();
  const files = await packFiles(await namedFiles(client, schema), target, {
    pack,
    say: (count) => target.progress?.({ tables: list.length, of: list.length, rows: rowsIn(tables), files: count }),
  });
  const told = { tables, files };
  await record({ end: told });
  return told;
}

/** Each file is read and compared with its name before it is packed, so that none with other bytes gets in. */
async function packFiles(
  named: string[],
  { store }: Target,
  to: { pack: Packing; say: (count: number) => void },
): Promise<FilesTold> {
  const told = noFiles();
  const isNamed = new Set(named);
  told.surplus = listStore(store).filter((name) => !isNamed.has(name)).length;
  for (const sha256 of named) {
    const whole = await isWhole(store, sha256);
    const stored = whole ? openStored(store, sha256) : undefined;
    if (!stored) {
      told[whole === undefined ? "missing" : "changed"].push(sha256);
      continue;
    }
    await to.pack.line(`#${JSON.stringify({ file: sha256, size: stored.size })}`);
    for await (const piece of stored.pieces) await to.pack.bytes(piece as Buffer);
    told.count += 1;
    told.bytes += stored.size;
    to.say(told.count);
  }
  return told;
}

/** A backup begun and not finished, of this or another time, is no backup: it goes. */
export function clearUnfinished(folder: string): void {
  if (!fs.existsSync(folder)) return;
  for (const name of fs.readdirSync(folder))
    if (/\.amity\.\d+\.part$/.test(name)) fs.rmSync(`${folder}/${name}`, { force: true });
}
