import { createHash } from "node:crypto";
import fs from "node:fs";
import path from "node:path";
import { pipeline } from "node:stream/promises";
import type pg from "pg";
import { RuleError } from "./errors.ts";

/** What of the file store stands in a backup: how many, how large; those that a record names and the store lacks, or whose bytes are others; how many no record names. */
export type FilesTold = { count: number; bytes: number; missing: string[]; changed: string[]; surplus: number };

const NAME = /^[0-9a-f]{64}$/;
const placeOf = (store: string, sha256: string) => path.join(store, sha256.slice(0, 2), sha256);

/** The sha256 of every file that a record names, in order; asked of the catalog, so that the next table with files is known too. */
export async function namedFiles(client: pg.ClientBase, schema: string): Promise<string[]> {
  const columns = await client.query<{ sql: string }>(
    `select format('select %I as sha256 from %I.%I', attname, nspname, relname) as sql from pg_attribute
     join pg_class on pg_class.oid = attrelid join pg_namespace on pg_namespace.oid = relnamespace
     where relkind = 'r' and nspname = $1 and relname <> 'schema_migration' and attname ~ '(^|_)sha256$' and not attisdropped`,
    [schema],
  );
  if (columns.rows.length === 0) return [];
  const named = await client.query<{ sha256: string }>(
    `select distinct sha256 from (${columns.rows.map(({ sql }) => sql).join(" union all ")}) as named where sha256 is not null order by 1`,
  );
  return named.rows.map(({ sha256 }) => sha256);
}

/** Every file of the store by its sha256; what is being written has another name. */
export function listStore(store: string): string[] {
  if (!fs.existsSync(store)) return [];
  return fs
    .readdirSync(store)
    .filter((name) => /^[0-9a-f]{2}$/.test(name))
    .flatMap((name) => fs.readdirSync(path.join(store, name)))
    .filter((name) => NAME.test(name));
}

/** A file of the store piece by piece; its size first. Undefined where it is not there. */
export function openStored(store: string, sha256: string): { size: number; pieces: fs.ReadStream } | undefined {
  try {
    const handle = fs.openSync(placeOf(store, sha256), "r");
    const { size } = fs.fstatSync(handle);
    return { size, pieces: fs.createReadStream("", { fd: handle, end: Math.max(0, size - 1) }) };
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw cause;
  }
}

export async function isWhole(store: string, sha256: string): Promise<boolean | undefined> {
  const stored = openStored(store, sha256);
  if (!stored) return undefined;
  const hash = createHash("sha256");
  for await (const piece of stored.pieces) hash.update(piece as Buffer);
  return hash.digest("hex") === sha256;
}

/** Compares what comes with its name, and keeps it where a store is given: under its name only once it is whole. Answers whether it was new there. */
export async function takeFile(
  sha256: string,
  pieces: AsyncIterable<Buffer>,
  to: { store: string | undefined; from: string },
): Promise<boolean> {
  // The name becomes a path.
  if (!NAME.test(sha256)) throw new RuleError("rule_backup_changed", { file: to.from });
  const hash = createHash("sha256");
  const hashed = async function* () {
    for await (const piece of pieces) {
      hash.update(piece);
      yield piece;
    }
  };
  const target = to.store && placeOf(to.store, sha256);
  const partial = `${target}.${process.pid}.part`;
  if (target) {
    fs.mkdirSync(path.dirname(target), { recursive: true, mode: 0o700 });
    await pipeline(hashed(), fs.createWriteStream(partial, { flush: true }));
  } else for await (const _ of hashed());
  if (hash.digest("hex") !== sha256) {
    if (target) fs.rmSync(partial, { force: true });
    throw new RuleError("rule_backup_changed", { file: to.from });
  }
  if (!target) return false;
  const isNew = !fs.existsSync(target);
  fs.renameSync(partial, target);
  return isNew;
}
