import fs from "node:fs";
import path from "node:path";
import { listStore, openStored } from "./backup-files.server.ts";
import type { Places } from "./embedded-places.server.ts";
import { RuleError } from "./errors.ts";
import { log } from "./log.server.ts";
import { machineTime, writePack } from "./packed.server.ts";

/** Where the trail lies and how long: every change that PostgreSQL wrote down, bases to begin from, the files as they came (docs/decisions/0050). */
export type Trail = { folder: string; days: number };
/** How the keeping goes; `why` is a rule with its details while it does not. */
export type TrailState = {
  keptUntil: string | null;
  last: string | null;
  failingSince: string | null;
  why: string | null;
  details: Record<string, string | number>;
};

/** Half of what may be lost goes until PostgreSQL lays a piece down, the rest is for keeping it. */
const LAY_DOWN = "40";
export const SEGMENT = /^[0-9A-F]{24}$/;
const PIECE = /^([0-9A-F]{24}(\.[0-9A-F]{8}\.backup)?|[0-9A-F]{8}\.history)$/;
const BLOCK = 65_536;
const NOTHING = Buffer.alloc(BLOCK);

/** What PostgreSQL must be started with to lay down its changes; nothing where no trail is wanted. */
export function trailSettings(trail: Trail | undefined, { spool }: Places): Record<string, string> {
  // Its own module writes beside, syncs and renames; a shell's `cp` would not.
  if (!trail) return {};
  return {
    archive_mode: "on",
    archive_library: "basic_archive",
    "basic_archive.archive_directory": spool,
    archive_timeout: LAY_DOWN,
  };
}

export const foldersOf = ({ folder }: Trail) => ({
  changes: path.join(folder, "changes"),
  bases: path.join(folder, "bases"),
  files: path.join(folder, "files"),
});

export function makeTrail(trail: Trail): void {
  for (const folder of [trail.folder, ...Object.values(foldersOf(trail))])
    fs.mkdirSync(folder, { recursive: true, mode: 0o700 });
}

/** Beside the data, not in the trail: it must be said also when the trail's disk is full. */
const stateFile = (dataFolder: string) => path.join(dataFolder, "trail-state.json");
const UNKNOWN: TrailState = { keptUntil: null, last: null, failingSince: null, why: null, details: {} };

export function readTrailState(dataFolder: string): TrailState {
  try {
    return { ...UNKNOWN, ...(JSON.parse(fs.readFileSync(stateFile(dataFolder), "utf8")) as TrailState) };
  } catch {
    return UNKNOWN;
  }
}

function sayState(dataFolder: string, state: TrailState) {
  const partial = `${stateFile(dataFolder)}.${process.pid}`;
  try {
    fs.writeFileSync(partial, JSON.stringify(state), { mode: 0o600 });
    fs.renameSync(partial, stateFile(dataFolder));
  } catch (cause) {
    log("error", "the state of the trail could not be written", { cause: (cause as Error).message });
  }
}

export type Sweep = {
  trail: Trail;
  places: Places;
  dataFolder: string;
  key: string | undefined;
  /** Bytes that must stay free beside the database, and that may wait for a trail that cannot be written. */
  limits?: { free: number; waiting: number };
};
const LIMITS = { free: 512 * 1024 * 1024, waiting: 2 * 1024 * 1024 * 1024 };

/** Takes what PostgreSQL has laid down into the trail, oldest first. Never throws: what fails is said, and the application goes on. Answers how many pieces were taken. */
export async function sweep(asked: Sweep): Promise<number> {
  const before = readTrailState(asked.dataFolder);
  let taken = 0;
  try {
    makeTrail(asked.trail);
    for (const name of laidDown(asked.places.spool)) {
      await takePiece(asked, name).catch((cause: unknown) => {
        // Whoever makes a base takes pieces too: one that is gone is there.
        if (fs.existsSync(path.join(asked.places.spool, name))) throw cause;
      });
      taken += 1;
      const keptUntil = machineTime().toISOString();
      sayState(asked.dataFolder, { ...UNKNOWN, keptUntil, last: SEGMENT.test(name) ? name : before.last });
    }
    if (before.why && taken === 0) sayState(asked.dataFolder, { ...before, failingSince: null, why: null });
  } catch (cause) {
    sayFailure(asked, cause);
  }
  return taken;
}

function laidDown(spool: string): string[] {
  return fs
    .readdirSync(spool)
    .filter((name) => PIECE.test(name))
    .toSorted();
}

/** The rest of a piece that was laid down early is nothing: only what was written is kept. */
async function takePiece({ trail, places, key }: Sweep, name: string) {
  const from = path.join(places.spool, name);
  if (freeBytes(places.spool) < LIMITS.free / 8) throw new RuleError("rule_backup_no_space", { file: places.spool });
  const full = fs.statSync(from).size;
  const size = await writtenIn(from, full);
  const pack = path.join(foldersOf(trail).changes, `${name}.amity`);
  await writePack({ file: pack, kind: "wal", key }, async (to) => {
    await to.line(`#${JSON.stringify({ size, full })}`);
    if (size > 0)
      for await (const piece of fs.createReadStream(from, { end: size - 1 })) await to.bytes(piece as Buffer);
  });
  fs.rmSync(from, { force: true });
}

async function writtenIn(file: string, full: number): Promise<number> {
  const handle = await fs.promises.open(file);
  const block = Buffer.alloc(BLOCK);
  try {
    for (let end = full; end > 0; end -= BLOCK) {
      const start = Math.max(0, end - BLOCK);
      const { bytesRead } = await handle.read(block, 0, end - start, start);
      if (!block.subarray(0, bytesRead).equals(NOTHING.subarray(0, bytesRead))) return end;
    }
    return 0;
  } finally {
    await handle.close();
  }
}

const freeBytes = (folder: string) => {
  const { bavail, bsize } = fs.statfsSync(folder);
  return bavail * bsize;
};

/**
 * Says loudly that the trail is not kept, and lets go of what waits before it fills the disk of the database: the trail then has a gap, which the next base closes.
 */
function sayFailure({ places, dataFolder, limits = LIMITS }: Sweep, cause: unknown) {
  const before = readTrailState(dataFolder);
  const rule =
    cause instanceof RuleError ? cause : new RuleError("rule_trail_broken", { cause: (cause as Error).message });
  const waiting = ifReadable(() => laidDown(places.spool).map((name) => path.join(places.spool, name))) ?? [];
  const bytes = waiting.reduce((sum, file) => sum + (ifReadable(() => fs.statSync(file).size) ?? 0), 0);
  const mustGo = bytes > limits.waiting || (ifReadable(() => freeBytes(places.spool)) ?? 0) < limits.free;
  if (mustGo) for (const file of waiting) fs.rmSync(file, { force: true });
  const failingSince = before.failingSince ?? machineTime().toISOString();
  sayState(dataFolder, { ...before, failingSince, why: rule.code, details: rule.details });
  const isNew = before.failingSince === null || mustGo;
  if (isNew)
    log("error", "the trail of changes is not kept; Amity goes on", {
      since: failingSince,
      why: rule.code,
      ...rule.details,
      let_go: mustGo ? waiting.length : 0,
    });
}

/** Said by whoever asks PostgreSQL: it could not lay down its changes itself. */
export function sayNotLaidDown(asked: Sweep): void {
  sayFailure(asked, new RuleError("rule_trail_not_laid"));
}

function ifReadable<Result>(look: () => Result): Result | undefined {
  try {
    return look();
  } catch {
    return undefined;
  }
}

/** Takes every file of the store that is not there yet; it stays in the trail as long as the trail reaches back, also when it leaves the store. */
export async function mirrorFiles({ trail, key }: Sweep, store: string, known: Set<string>): Promise<number> {
  const { files } = foldersOf(trail);
  if (known.size === 0)
    for (const name of fs.readdirSync(files)) if (name.endsWith(".amity")) known.add(name.slice(0, -".amity".length));
  let taken = 0;
  for (const sha256 of listStore(store)) {
    if (known.has(sha256)) continue;
    const stored = openStored(store, sha256);
    if (!stored) continue;
    await writePack({ file: path.join(files, `${sha256}.amity`), kind: "file", key }, async (to) => {
      await to.line(`#${JSON.stringify({ size: stored.size })}`);
      for await (const piece of stored.pieces) await to.bytes(piece as Buffer);
    });
    known.add(sha256);
    taken += 1;
  }
  return taken;
}
