import fs from "node:fs";
import path from "node:path";
import { createGunzip } from "node:zlib";
import type pg from "pg";
import { takeFile } from "./backup-files.server.ts";
import { counting, insertRows, listTables, loosen, readAlike, resetSequences } from "./backup-tables.server.ts";
import type { Digest, Table } from "./backup-tables.server.ts";
import type { BackupTold, Progress } from "./backup.server.ts";
import { RuleError } from "./errors.ts";
import { openPack, readStart, reading } from "./packed.server.ts";
import type { Pack } from "./packed.server.ts";

type Source = {
  file: string;
  /** Where files go; without it they are only compared. */
  store: string | undefined;
  withReference: boolean;
  key?: string | undefined;
  progress?: Progress;
};
/** `told` is what the backup said of itself; one of the first format said nothing. */
export type Restored = { tables: Digest; files: number; told: BackupTold | undefined; secret: string | undefined };

const PAGE = 2000;
/** One of the first format is a bare gzip of lines. */
const isFirstFormat = (file: string) => {
  const start = Buffer.alloc(2);
  return readStart(file, start) === 2 && start.readUInt16BE() === 0x1f8b;
};

function openBackup(file: string, key: string | undefined): Promise<Pack> {
  if (!isFirstFormat(file)) return openPack(file, "backup", key);
  const zipped = fs.createReadStream(file);
  const unzipped = zipped.pipe(createGunzip());
  zipped.on("error", (cause) => unzipped.destroy(cause));
  return Promise.resolve({ at: "", isSealed: false, ...reading(unzipped, file) });
}

/** The migrations a backup was made at, and whether this program has them all; undefined for the first format, which did not say. */
export async function migrationsOf(file: string, key: string | undefined, known: string[]) {
  if (isFirstFormat(file)) return undefined;
  const pack = await openBackup(file, key);
  try {
    const { migrations = [] } = recordIn(await pack.line(), file);
    if (migrations.some((name) => !known.includes(name))) throw new RuleError("rule_backup_newer", { file });
    return migrations;
  } finally {
    pack.close();
  }
}

/** The instant a backup is of; one of the first format does not say, and may be as old as any. */
export async function madeAt(file: string, key: string | undefined): Promise<Date> {
  const pack = await openBackup(file, key);
  pack.close();
  return new Date(pack.at || 0);
}

type Said = {
  format?: string;
  migrations?: string[];
  secret?: string;
  table?: string;
  file?: string;
  size?: number;
  bytes?: string;
  end?: BackupTold;
};

function recordIn(line: string | undefined, file: string): Said {
  if (line === undefined) throw new RuleError("rule_backup_cut_off", { file });
  try {
    return JSON.parse(line.startsWith("#") ? line.slice(1) : line) as Said;
  } catch {
    throw new RuleError("rule_backup_changed", { file });
  }
}

/**
 * Reads a backup into an empty schema that stands at the backup's own migrations, whole or not at all: rows in one transaction; files that were written for it go again
 * where anything fails. What was read is compared with what the backup says of itself.
 */
export async function restore(client: pg.ClientBase, schema: string, from: Source): Promise<Restored> {
  const pack = await openBackup(from.file, from.key);
  const taken: string[] = [];
  await readAlike(client);
  await client.query("begin");
  try {
    const tighten = await loosen(client, schema);
    const tables = await listTables(client, schema);
    const restored = await readAll(client, tables, { pack, from, taken });
    await resetSequences(client, tables);
    await tighten();
    requireWhole(restored, from.file);
    await client.query("commit");
    return restored;
  } catch (cause) {
    await client.query("rollback").catch(() => undefined);
    for (const file of taken) fs.rmSync(file, { force: true });
    // Values that no column takes were not written like that.
    if (/^2[23]\w{3}$/.test((cause as { code?: string }).code ?? ""))
      throw new RuleError("rule_backup_changed", { file: from.file });
    throw cause;
  } finally {
    pack.close();
  }
}

function requireWhole({ told, tables, files }: Restored, file: string) {
  if (!told) {
    if (isFirstFormat(file)) return;
    throw new RuleError("rule_backup_cut_off", { file });
  }
  const isSame = (name: string) => told.tables[name]?.sha256 === tables[name]?.sha256;
  if (files !== told.files.count || !Object.keys({ ...told.tables, ...tables }).every(isSame))
    throw new RuleError("rule_backup_changed", { file });
}

type Reading = { pack: Pack; from: Source; taken: string[] };

async function readAll(client: pg.ClientBase, tables: Table[], reads: Reading): Promise<Restored> {
  const { pack, from } = reads;
  const byName = new Map(tables.map((table) => [table.name, table]));
  const isFirst = isFirstFormat(from.file);
  const counted = counting();
  const result: Restored = { tables: {}, files: 0, told: undefined, secret: undefined };
  let current: Table | undefined;
  let page: string[] = [];
  let rows = 0;
  let seen = 0;
  const flush = async () => {
    if (current && page.length > 0) await insertRows(client, current, page);
    page = [];
    from.progress?.({ tables: seen, of: tables.length, rows, files: result.files });
  };
  const begin = async (name: string) => {
    await flush();
    counted.begin(name);
    seen += 1;
    current = name.startsWith("reference.") && !from.withReference ? undefined : byName.get(name);
    if (current) await client.query(`delete from ${current.sql}`);
  };
  for (;;) {
    const line = await pack.line();
    if (line === undefined) break;
    if (result.told) throw new RuleError("rule_backup_changed", { file: from.file });
    const isRow = isFirst ? !/^\{"(table|file|format)":"/.test(line) : line.startsWith("=");
    if (isRow) {
      const row = isFirst ? line : line.slice(1);
      rows += 1;
      counted.row(row);
      if (current && page.push(row) === PAGE) await flush();
      continue;
    }
    const said = recordIn(line, from.file);
    if (said.table !== undefined) await begin(said.table);
    else if (said.file !== undefined) await takeNext(said, reads, result);
    else if (said.secret !== undefined) result.secret = said.secret;
    else if (said.end) result.told = said.end;
    else if (isFirst && rows === 0) requireFirstHead(said, from.file);
  }
  await flush();
  result.tables = counted.end();
  return result;
}

function requireFirstHead(said: Said, file: string) {
  if (said.format !== "amity-backup") throw new RuleError("rule_backup_none", { file });
}

async function takeNext(said: Said, { pack, from, taken }: Reading, result: Restored) {
  const sha256 = path.basename(said.file ?? "");
  const inline = async function* () {
    yield Buffer.from(said.bytes ?? "", "base64");
  };
  const pieces = said.size === undefined ? inline() : pack.bytes(said.size);
  if (await takeFile(sha256, pieces, { store: from.store, from: from.file }))
    taken.push(path.join(from.store ?? "", sha256.slice(0, 2), sha256));
  result.files += 1;
}
