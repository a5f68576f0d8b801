import { randomBytes } from "node:crypto";
import fs from "node:fs";
import path from "node:path";
import { pipeline } from "node:stream/promises";
import { afterRestore } from "./after-restore.server.ts";
import type { AfterRestore } from "./after-restore.server.ts";
import { takeFile, namedFiles } from "./backup-files.server.ts";
import { readBase } from "./base.server.ts";
import { openClient } from "./client.server.ts";
import { recoverCluster, startEmbedded } from "./embedded.server.ts";
import {
  databaseIdentity,
  makeFolder,
  nativeFolder,
  placesOf,
  readSecrets,
  UNFINISHED,
} from "./embedded-places.server.ts";
import type { Places, Secrets } from "./embedded-places.server.ts";
import { RuleError } from "./errors.ts";
import { openPack } from "./packed.server.ts";
import { foldersOf, SEGMENT } from "./trail.server.ts";
import type { Trail } from "./trail.server.ts";
import { listBases, listPieces, pieceAfter, piecesFrom } from "./trail-reach.server.ts";
import type { Base } from "./trail-reach.server.ts";

type Wish = {
  trail: Trail;
  key: string | undefined;
  schema: string;
  /** The new data folder, empty or not yet there. */
  into: string;
  /** Undefined asks for the last that there is. */
  at: Date | undefined;
  /** Of the place the trail is of, where it is still there: changes not yet in the trail, files, and the secret of its second steps. */
  former: { pgWal: string | undefined; store: string | undefined; secrets: (string | undefined)[] };
  say: (line: string) => void;
};

export type RestoredTo = AfterRestore & {
  base: string;
  lastChange: string | null;
  files: number;
  missing: string[];
  pieces: number;
};

/** Makes a new data folder with the database and files as they stood at a second; the old place is only read. Refuses with a RuleError. */
export async function restoreTo(wish: Wish): Promise<RestoredTo> {
  if (fs.existsSync(wish.into) && fs.readdirSync(wish.into).length > 0)
    throw new RuleError("rule_restore_not_empty", { folder: wish.into });
  const base = baseFor(wish);
  const pieces = piecesFor(wish, base);
  fs.mkdirSync(wish.into, { recursive: true, mode: 0o700 });
  fs.writeFileSync(path.join(wish.into, UNFINISHED), "");
  const identity = databaseIdentity();
  const secrets = readSecrets(wish.into, identity);
  const places = placesOf(secrets, identity ? { uid: identity.uid, gid: identity.gid } : {});
  try {
    wish.say(`Unpacking the base of ${base.until} …`);
    const carried = await layOut(base, { places, key: wish.key });
    wish.say(`Laying out ${pieces.length} pieces of changes …`);
    for (const name of pieces) await layPiece(wish, name, places);
    layFormer(wish, places, { base, last: pieces.at(-1) });
    wish.say("PostgreSQL goes through the changes …");
    const lastChange = await recover(wish, { places, native: nativeFolder(identity), secrets });
    const told = await finish(wish, carried);
    fs.rmSync(path.join(wish.into, UNFINISHED));
    return { ...told, base: base.until, lastChange, pieces: pieces.length };
  } catch (cause) {
    fs.rmSync(secrets.home, { recursive: true, force: true });
    fs.rmSync(wish.into, { recursive: true, force: true });
    throw cause;
  }
}

/** The last base that was whole by then. */
function baseFor({ trail, at, former }: Wish): Base {
  const pieces = new Set(listPieces(trail));
  const isThere = (name: string) =>
    pieces.has(name) || (former.pgWal !== undefined && fs.existsSync(path.join(former.pgWal, name)));
  // One whose own changes were not kept is a beginning without an end.
  const bases = listBases(trail).filter(({ stop }) => isThere(stop));
  const first = bases[0];
  if (!first) throw new RuleError("rule_restore_no_base", { folder: trail.folder });
  const base = at ? bases.findLast((one) => new Date(one.until) <= at) : bases.at(-1);
  if (!base) throw new RuleError("rule_restore_too_early", { from: first.until });
  return base;
}

/** All that were kept from the base on; where one is lacking between, only what lies before it, and nothing that lies behind. */
function piecesFor({ trail, at }: Wish, base: Base): string[] {
  const all = listPieces(trail).filter((name) => SEGMENT.test(name));
  const unbroken = piecesFrom(all, base.start);
  const last = unbroken.at(-1);
  const isBroken = last !== undefined && all.some((name) => name > last);
  const until = last && fs.statSync(path.join(foldersOf(trail).changes, `${last}.amity`)).mtime;
  if (isBroken && (!at || (until && at > until)))
    throw new RuleError("rule_restore_gap", { until: until ? until.toISOString() : base.until });
  return unbroken;
}

async function layOut(base: Base, { places, key }: { places: Places; key: string | undefined }) {
  makeFolder(places.cluster, places.as);
  for (const name of ["pg_wal", "pg_wal/archive_status", "pg_wal/summaries"])
    makeFolder(path.join(places.cluster, name), places.as);
  return readBase(base.file, key, async (name, pieces) => {
    const target = path.join(places.cluster, name);
    if (!target.startsWith(places.cluster + path.sep)) throw new RuleError("rule_backup_changed", { file: base.file });
    if (!pieces) return makeFolder(target, places.as);
    await pipeline(pieces, fs.createWriteStream(target, { mode: 0o600 }));
    own(target, places);
  });
}

function own(file: string, { as }: Places) {
  if (as.uid !== undefined && as.gid !== undefined) fs.chownSync(file, as.uid, as.gid);
}

/** As long as it was, with holes where nothing was written: a day of pieces takes no more of the disk than the changes themselves. */
async function layPiece({ trail, key }: Wish, name: string, places: Places) {
  const pack = await openPack(path.join(foldersOf(trail).changes, `${name}.amity`), "wal", key);
  try {
    const said = JSON.parse((await pack.line())?.slice(1) ?? "{}") as { size?: number; full?: number };
    const target = path.join(places.cluster, "pg_wal", name);
    await pipeline(pack.bytes(said.size ?? 0), fs.createWriteStream(target, { mode: 0o600 }));
    // To the end, so that a file cut off behind its last piece is found.
    if ((await pack.line()) !== undefined) throw new RuleError("rule_backup_changed", { file: name });
    fs.truncateSync(target, said.full ?? 0);
    own(target, places);
  } finally {
    pack.close();
  }
}

/** What the place itself still has behind the last piece that was kept, its newest changes among it. */
function layFormer({ former }: Wish, places: Places, { base, last }: { base: Base; last: string | undefined }) {
  if (!former.pgWal || !fs.existsSync(former.pgWal)) return;
  for (
    let name = last ? pieceAfter(last) : base.start;
    fs.existsSync(path.join(former.pgWal, name));
    name = pieceAfter(name)
  ) {
    const target = path.join(places.cluster, "pg_wal", name);
    fs.copyFileSync(path.join(former.pgWal, name), target);
    fs.chmodSync(target, 0o600);
    own(target, places);
  }
}

const NOT_REACHED = /recovery ended before configured recovery target was reached/;

type Recovering = { places: Places; native: string; secrets: Secrets };

async function recover(wish: Wish, { places, native, secrets }: Recovering): Promise<string | null> {
  const trust = path.join(secrets.home, `trust-${randomBytes(4).toString("hex")}.conf`);
  fs.writeFileSync(trust, "local all all trust\n", { mode: 0o600 });
  own(trust, places);
  const signal = path.join(places.cluster, "recovery.signal");
  fs.writeFileSync(signal, "", { mode: 0o600 });
  own(signal, places);
  const settings = {
    // Every piece lies where it belongs already.
    restore_command: "false",
    recovery_target_timeline: "latest",
    hot_standby: "off",
    archive_mode: "off",
    fsync: "on",
    hba_file: trust,
  };
  const target = { recovery_target_time: wish.at ? asPostgres(wish.at) : "", recovery_target_action: "promote" };
  const attempt = (more: Record<string, string>) =>
    recoverCluster({ native, places, home: secrets.home, settings: { ...settings, ...more } }, (url) =>
      ownPasswords(url, secrets),
    );
  try {
    return await attempt(wish.at ? target : {});
  } catch (cause) {
    if (!wish.at || !NOT_REACHED.test(String((cause as Error).cause))) throw cause;
    // Nothing was written between the last change and that second: then all that there is, is what stood; else the trail does not reach there.
    const until = coveredUntil(wish);
    if (until < wish.at) throw new RuleError("rule_restore_too_late", { until: until.toISOString() });
    return await attempt({});
  } finally {
    fs.rmSync(trust, { force: true });
  }
}

/** Before it knows zones by name PostgreSQL reads them as numbers only. */
const asPostgres = (at: Date) => at.toISOString().replace("T", " ").replace("Z", "+00");

/** Until when everything that was written is known: to when the last piece was kept, or to now where the place itself still lies there. */
function coveredUntil({ trail, former }: Wish): Date {
  if (former.pgWal && fs.existsSync(former.pgWal)) return new Date(8.64e15);
  const last = listPieces(trail).findLast((name) => SEGMENT.test(name));
  return last ? fs.statSync(path.join(foldersOf(trail).changes, `${last}.amity`)).mtime : new Date(0);
}

/** The new place has words of its own to get in. */
async function ownPasswords(url: string, secrets: Secrets) {
  const client = await openClient(url);
  try {
    // Known to be hexadecimal: they were made here.
    await client.query(
      `alter role amity_owner password '${secrets.owner}'; alter role amity_app password '${secrets.app}'`,
    );
  } finally {
    await client.end();
  }
}

async function finish(wish: Wish, carried: string | undefined) {
  const server = await startEmbedded(wish.into, () => ({}), { evenUnfinished: true });
  const client = await openClient(server.owner).catch((cause: unknown) => {
    server.stop();
    throw cause;
  });
  try {
    await client.query(`set search_path = ${wish.schema}, public`);
    const former = [carried, ...wish.former.secrets];
    const after = await afterRestore(client, { former, now: process.env.AMITY_SECRET ?? server.secret });
    const files = await bringFiles(wish, await namedFiles(client, wish.schema));
    return { ...after, ...files };
  } finally {
    await client.end();
    server.stop();
  }
}

/** The files that the records of that second name, from the trail, else from where the place kept them. */
async function bringFiles(wish: Wish, named: string[]) {
  const store = path.join(wish.into, "files");
  const missing: string[] = [];
  for (const sha256 of named) if (!(await bringFile(wish, sha256, store))) missing.push(sha256);
  return { files: named.length - missing.length, missing };
}

async function bringFile({ trail, key, former }: Wish, sha256: string, store: string): Promise<boolean> {
  const kept = path.join(foldersOf(trail).files, `${sha256}.amity`);
  const to = { store, from: kept };
  if (fs.existsSync(kept)) {
    const pack = await openPack(kept, "file", key);
    try {
      const { size = 0 } = JSON.parse((await pack.line())?.slice(1) ?? "{}") as { size?: number };
      await takeFile(sha256, pack.bytes(size), to);
      return true;
    } finally {
      pack.close();
    }
  }
  const stored = former.store && path.join(former.store, sha256.slice(0, 2), sha256);
  if (!stored || !fs.existsSync(stored)) return false;
  await takeFile(sha256, fs.createReadStream(stored) as AsyncIterable<Buffer>, to);
  return true;
}
