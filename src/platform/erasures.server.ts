import fs from "node:fs";
import path from "node:path";
import { config } from "./config.ts";
import { log } from "./log.server.ts";
import { machineTime, openPack, writePack } from "./packed.server.ts";
import { listBases } from "./trail-reach.server.ts";
import { ownFolder } from "./union.server.ts";

/** What one erasure of a person's data was asked with, by which it is done again where an older state is restored. */
export type Erasure = { case: string; at: string; letter: string; texts: readonly string[]; rows: readonly string[] };

const FOLDER = "erasures";
const NOTE = /^[0-9a-f-]{36}\.amity$/;
const DAY = 86_400_000;

/** Beside whatever still holds what was erased: the backups and the trail. */
const places = () => [
  ownFolder(config.backup.folder),
  ...(config.trail && fs.existsSync(config.trail.folder) ? [ownFolder(config.trail.folder)] : []),
];

/**
 * Keeps it beside backups and trail, encrypted as they are, for as long as these hold what was erased. Answers whether it stands everywhere:
 * where it does not, whoever erases is told, and the erasure is done all the same.
 */
export async function noteErasure(erasure: Erasure): Promise<boolean> {
  let isNoted = true;
  for (const place of places())
    try {
      const folder = path.join(place, FOLDER);
      fs.mkdirSync(folder, { recursive: true, mode: 0o700 });
      const file = path.join(folder, `${erasure.case}.amity`);
      await writePack({ file, kind: "erasure", key: config.backup.key }, (pack) =>
        pack.line(`#${JSON.stringify(erasure)}`),
      );
    } catch (cause) {
      isNoted = false;
      log("error", "an erasure could not be noted beside the backups", { cause: (cause as Error).message, place });
    }
  return isNoted;
}

/** Every erasure noted beside these folders from a moment on, oldest first, each once; and the files that do not open. */
export async function listErasures(beside: string[], since: Date): Promise<{ noted: Erasure[]; closed: string[] }> {
  const noted = new Map<string, Erasure>();
  const closed: string[] = [];
  for (const file of new Set(beside.map((one) => path.join(path.resolve(one), FOLDER)).flatMap(notesIn)))
    try {
      const pack = await openPack(file, "erasure", config.backup.key);
      const erasure = JSON.parse((await pack.line())?.slice(1) ?? "") as Erasure;
      pack.close();
      if (new Date(erasure.at) >= since) noted.set(erasure.case, erasure);
    } catch {
      closed.push(file);
    }
  return { noted: [...noted.values()].toSorted((one, other) => one.at.localeCompare(other.at)), closed };
}

const notesIn = (folder: string) =>
  fs.existsSync(folder)
    ? fs
        .readdirSync(folder)
        .filter((name) => NOTE.test(name))
        .map((name) => path.join(folder, name))
    : [];

const agesOf = (files: string[]) =>
  files.flatMap((file) => fs.statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? []);

/** Notes go once no backup and no base is left that was begun before them; called after a good new one only. */
export function thinErasures(): void {
  const folder = ownFolder(config.backup.folder);
  const backups = fs.existsSync(folder) ? fs.readdirSync(folder).filter((name) => name.endsWith(".amity")) : [];
  thin(folder, agesOf(backups.map((name) => path.join(folder, name))));
  if (config.trail) thin(ownFolder(config.trail.folder), agesOf(listBases(config.trail).map(({ file }) => file)));
}

function thin(place: string, ages: number[]) {
  // A file bears the hour of its end; none takes a day.
  const oldest = Math.min(...ages, machineTime().getTime()) - DAY;
  if (ages.length === 0) return;
  for (const file of notesIn(path.join(place, FOLDER)))
    if ((agesOf([file])[0] ?? Infinity) < oldest) fs.rmSync(file, { force: true });
}
