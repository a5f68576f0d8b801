import fs from "node:fs";
import path from "node:path";
import type pg from "pg";
import { config } from "./config.ts";
import type { Places } from "./embedded-places.server.ts";
import { RuleError } from "./errors.ts";
import { openPack, writePack } from "./packed.server.ts";
import type { Packing } from "./packed.server.ts";
import { foldersOf, makeTrail } from "./trail.server.ts";
import type { Trail } from "./trail.server.ts";
import type { Base } from "./trail-reach.server.ts";

type Kept = { trail: Trail; places: Places; key: string | undefined };

/** What belongs to a running server alone, or is made anew. */
const NOT_KEPT =
  /^(postmaster\.(pid|opts)|backup_label(\.old)?|tablespace_map(\.old)?|recovery\.signal|standby\.signal|pg_wal\/.*|pg_(replslot|dynshmem|notify|serial|snapshots|stat_tmp|subtrans)\/.*)$/;
const PASSING = /(^|\/)(pgsql_tmp[^/]*|pg_internal\.init(\.\d+)?|[^/]+\.history\.tmp)$/;
/** Copied after all others, so that it says the last of what they hold. */
const CONTROL = "global/pg_control";

/**
 * Copies the database's own files while it runs, as PostgreSQL asks that it be done, into one pack; read whole again before it counts. `client` is a superuser's, of the embedded database.
 */
export async function makeBase(client: pg.ClientBase, { trail, places, key }: Kept): Promise<Base> {
  makeTrail(trail);
  const begun = await client.query<{ from: string; start: string }>(
    `select to_char(clock_timestamp() at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as from, pg_walfile_name(pg_backup_start('amity', true)) as start`,
  );
  const { from = "", start = "" } = begun.rows[0] ?? {};
  const name = `base-${from.replace(/[-:]|\.\d+/g, "")}`;
  const file = path.join(foldersOf(trail).bases, `${name}.amity`);
  let stopped = { until: "", stop: "" };
  const bytes = await writePack(
    { file, kind: "base", key },
    async (pack) => {
      await pack.line(`#${JSON.stringify({ start, ...(key && config.secret ? { secret: config.secret } : {}) })}`);
      await packFolder(pack, places.cluster);
      const ended = await client.query<{ until: string; stop: string; label: string; map: string | null }>(
        `select to_char(clock_timestamp() at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as until, pg_walfile_name(lsn) as stop, labelfile as label, spcmapfile as map
         from pg_backup_stop(false)`,
      );
      const { label = "", map, until = "", stop = "" } = ended.rows[0] ?? {};
      await packText(pack, "backup_label", label);
      if (map) await packText(pack, "tablespace_map", map);
      stopped = { until, stop };
      await pack.line(`#${JSON.stringify({ end: true })}`);
    },
    (partial) => readBase(partial, key, () => Promise.resolve()).then(() => undefined),
  );
  const base = { file: path.basename(file), from, start, ...stopped, bytes };
  const account = path.join(path.dirname(file), `${name}.json`);
  fs.writeFileSync(`${account}.part`, JSON.stringify(base), { mode: 0o600, flush: true });
  fs.renameSync(`${account}.part`, account);
  return { ...base, file };
}

async function packFolder(pack: Packing, cluster: string) {
  const all = fs
    .readdirSync(cluster, { recursive: true, withFileTypes: true })
    .map((entry) => ({ entry, name: path.relative(cluster, path.join(entry.parentPath, entry.name)) }))
    .filter(({ name }) => !NOT_KEPT.test(name) && !PASSING.test(name) && name !== CONTROL);
  for (const { name } of all.filter(({ entry }) => entry.isDirectory()))
    await pack.line(`#${JSON.stringify({ folder: name })}`);
  for (const { name } of all.filter(({ entry }) => entry.isFile())) await packFile(pack, cluster, name);
  await packFile(pack, cluster, CONTROL);
}

/** A file that grows meanwhile is cut, one that shrinks is filled: the changes kept beside set both right. */
async function packFile(pack: Packing, cluster: string, name: string) {
  const handle = await fs.promises.open(path.join(cluster, name)).catch((cause: NodeJS.ErrnoException) => {
    if (cause.code === "ENOENT") return undefined;
    throw cause;
  });
  if (!handle) return;
  try {
    const { size } = await handle.stat();
    await pack.line(`#${JSON.stringify({ path: name, size })}`);
    let left = size;
    const piece = Buffer.alloc(Math.min(size, 262_144));
    while (left > 0) {
      const { bytesRead } = await handle.read(piece, 0, Math.min(left, piece.length));
      if (bytesRead === 0) break;
      await pack.bytes(Buffer.from(piece.subarray(0, bytesRead)));
      left -= bytesRead;
    }
    for (; left > 0; left -= Math.min(left, piece.length)) await pack.bytes(Buffer.alloc(Math.min(left, piece.length)));
  } finally {
    await handle.close();
  }
}

async function packText(pack: Packing, name: string, text: string) {
  const bytes = Buffer.from(text);
  await pack.line(`#${JSON.stringify({ path: name, size: bytes.length })}`);
  await pack.bytes(bytes);
}

type Said = { secret?: string; folder?: string; path?: string; size?: number; end?: boolean };

/** Reads a base to its end; `take` gets each folder, and each file with what is in it. Answers the secret it carries. */
export async function readBase(
  file: string,
  key: string | undefined,
  take: (name: string, pieces: AsyncIterable<Buffer> | undefined) => Promise<void>,
): Promise<string | undefined> {
  const pack = await openPack(file, "base", key);
  let secret: string | undefined;
  let isWhole = false;
  try {
    for (let line = await pack.line(); line !== undefined; line = await pack.line()) {
      const said = JSON.parse(line.slice(1)) as Said;
      secret ??= said.secret;
      isWhole ||= said.end ?? false;
      if (said.folder !== undefined) await take(said.folder, undefined);
      if (said.path === undefined) continue;
      const pieces = pack.bytes(said.size ?? 0);
      await take(said.path, pieces);
      for await (const _ of pieces);
    }
  } finally {
    pack.close();
  }
  if (!isWhole) throw new RuleError("rule_backup_cut_off", { file });
  return secret;
}
