import fs from "node:fs";
import path from "node:path";
import { foldersOf, SEGMENT } from "./trail.server.ts";
import type { Trail } from "./trail.server.ts";

/** A whole copy of the database's own files, to begin a restore from; good only with its account beside it. */
export type Base = { file: string; from: string; until: string; start: string; stop: string; bytes: number };

/** Every finished base, oldest first. */
export function listBases(trail: Trail): Base[] {
  const { bases } = foldersOf(trail);
  if (!fs.existsSync(bases)) return [];
  return fs
    .readdirSync(bases)
    .filter((name) => name.endsWith(".json"))
    .flatMap((name) => {
      const base = JSON.parse(fs.readFileSync(path.join(bases, name), "utf8")) as Base;
      const file = path.join(bases, base.file);
      return fs.existsSync(file) ? [{ ...base, file }] : [];
    })
    .toSorted((one, other) => one.from.localeCompare(other.from));
}

/** Names of the kept pieces, in order. */
export function listPieces(trail: Trail): string[] {
  const { changes } = foldersOf(trail);
  if (!fs.existsSync(changes)) return [];
  return fs
    .readdirSync(changes)
    .filter((name) => name.endsWith(".amity"))
    .map((name) => name.slice(0, -".amity".length))
    .toSorted();
}

const PER_FILE = 256n;

/** The piece after this one, on the same line of time. */
export function pieceAfter(name: string): string {
  const next = BigInt(`0x${name.slice(8, 16)}`) * PER_FILE + BigInt(`0x${name.slice(16)}`) + 1n;
  const hex = (value: bigint) => value.toString(16).toUpperCase().padStart(8, "0");
  return name.slice(0, 8) + hex(next / PER_FILE) + hex(next % PER_FILE);
}

/** The pieces from a base's first on, up to the first that is lacking. */
export function piecesFrom(pieces: string[], start: string): string[] {
  const there = new Set(pieces);
  const unbroken: string[] = [];
  for (let name = start; there.has(name); name = pieceAfter(name)) unbroken.push(name);
  return unbroken;
}

export type Reach = {
  /** The first and last second that can be restored without a gap; null while there is none. */
  from: string | null;
  until: string | null;
  bases: number;
  /** Whether what is kept now goes on from the newest base. */
  isBroken: boolean;
};

/** Which seconds the trail reaches: from the end of the oldest base whose changes go on without a gap. `keptUntil` is when the last piece was kept. */
export function reachOf(trail: Trail, keptUntil: string | null): Reach {
  const bases = listBases(trail);
  const pieces = listPieces(trail).filter((name) => SEGMENT.test(name));
  const newest = pieces.at(-1);
  const goesOn = (base: Base) => piecesFrom(pieces, base.start).at(-1) === newest && newest !== undefined;
  const from = bases.find((base) => goesOn(base) && newest !== undefined && newest >= base.stop);
  const latest = bases.at(-1);
  return {
    from: from?.until ?? null,
    until: from ? keptUntil : null,
    bases: bases.length,
    // Nothing kept since the newest base is no gap: its own pieces are on their way.
    isBroken: latest !== undefined && newest !== undefined && newest >= latest.stop && !goesOn(latest),
  };
}

/** Asks each file: for who looks, not for every minute. */
export function trailBytes(trail: Trail): number {
  return Object.values(foldersOf(trail))
    .filter((folder) => fs.existsSync(folder))
    .flatMap((folder) => fs.readdirSync(folder).map((name) => path.join(folder, name)))
    .reduce((sum, file) => sum + (fs.statSync(file, { throwIfNoEntry: false })?.size ?? 0), 0);
}

const DAY = 86_400_000;

/** Takes away what only days longer ago than the trail is to reach need: bases but the last before that day, changes before the oldest base left, files long gone from the store. */
export function thinTrail(trail: Trail, store: Set<string>, at: Date): void {
  const { bases, changes, files } = foldersOf(trail);
  const oldest = at.getTime() - trail.days * DAY;
  const all = listBases(trail);
  const first = all.findLastIndex((base) => new Date(base.until).getTime() <= oldest);
  for (const base of all.slice(0, Math.max(0, first))) {
    fs.rmSync(base.file.replace(/\.amity$/, ".json"), { force: true });
    fs.rmSync(base.file, { force: true });
  }
  const start = all[Math.max(0, first)]?.start;
  if (start)
    for (const name of listPieces(trail))
      // The stories of lines of time are small and needed by all that follow.
      if (!name.endsWith(".history") && name.slice(8, 24) < start.slice(8, 24))
        fs.rmSync(path.join(changes, `${name}.amity`), { force: true });
  thinFiles(files, store, oldest);
  for (const folder of [bases, changes, files])
    for (const name of fs.readdirSync(folder)) if (/\.(\d+)\.part$/.test(name)) clearOld(path.join(folder, name), at);
}

/** The day a file was first missed is the time of its mark. */
function thinFiles(files: string, store: Set<string>, oldest: number) {
  for (const name of fs.readdirSync(files)) {
    const sha256 = /^([0-9a-f]{64})\.amity$/.exec(name)?.[1];
    if (!sha256) continue;
    const mark = path.join(files, `${sha256}.gone`);
    if (store.has(sha256)) fs.rmSync(mark, { force: true });
    else if (!fs.existsSync(mark)) fs.writeFileSync(mark, "");
    else if (fs.statSync(mark).mtimeMs < oldest) {
      fs.rmSync(path.join(files, name), { force: true });
      fs.rmSync(mark, { force: true });
    }
  }
}

function clearOld(file: string, at: Date) {
  if (at.getTime() - (fs.statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0) > DAY)
    fs.rmSync(file, { force: true });
}
