import fs from "node:fs";
import type { Selectable } from "kysely";
import { nextDue } from "./backup-run.server.ts";
import { config } from "./config.ts";
import type { Work } from "./db.server.ts";
import { machineTime } from "./packed.server.ts";
import type { BackupRun } from "./schema.gen.ts";
import { readTrailState } from "./trail.server.ts";
import type { TrailState } from "./trail.server.ts";
import { reachOf, trailBytes } from "./trail-reach.server.ts";
import type { Reach } from "./trail-reach.server.ts";

export type RunTold = Selectable<BackupRun>;
export type BackupState = {
  /** Undefined where none is wanted. */
  schedule: { time: string; keep: number; next: string; folder: string } | undefined;
  isSealed: boolean;
  lastGood: RunTold | undefined;
  /** Only where no good one came after it. */
  lastFailed: RunTold | undefined;
  /** Whole hours since the last good one began. */
  hours: number | undefined;
  /** None good for two days, though there should be. */
  isOld: boolean;
};
export type TrailTold = Reach & TrailState & { folder: string; days: number; bytes: number };

const HOUR = 3_600_000;
const TWO_DAYS = 48;

/** How the backups and the trail of this place are; rows show only to who acts for the whole union. */
export async function findBackupState(work: Work): Promise<BackupState> {
  const runs = work.trx.selectFrom("backup_run").selectAll("backup_run").where("backup_run.kind", "=", "backup");
  const latest = (isGood: boolean) =>
    runs
      .where("backup_run.is_good", "=", isGood)
      .where("backup_run.ended_at", "is not", null)
      .orderBy("backup_run.started_at", "desc")
      .limit(1)
      .executeTakeFirst();
  const [lastGood, failed] = [await latest(true), await latest(false)];
  const at = machineTime();
  const hours = lastGood && Math.floor((at.getTime() - new Date(lastGood.started_at).getTime()) / HOUR);
  const { schedule, folder, key } = config.backup;
  const two = (value: number) => String(value).padStart(2, "0");
  return {
    schedule: schedule && {
      time: `${two(schedule.hour)}:${two(schedule.minute)}`,
      keep: schedule.keep,
      next: nextDue(schedule, at).toISOString(),
      folder,
    },
    isSealed: key !== undefined,
    lastGood,
    lastFailed: failed && (!lastGood || failed.started_at > lastGood.started_at) ? failed : undefined,
    hours,
    isOld: schedule !== undefined && (hours === undefined || hours >= TWO_DAYS),
  };
}

/** How far the trail of this place reaches; undefined where none is kept. */
export function findTrail(): TrailTold | undefined {
  const trail = trailHere();
  if (!trail) return undefined;
  const state = readTrailState(config.dataFolder);
  return { ...trail, ...state, ...reachOf(trail, state.keptUntil), bytes: trailBytes(trail) };
}

/** Another database than the embedded one has its own way (docs/runbook.md), and no key file of ours. */
const trailHere = () => (fs.existsSync(`${config.dataFolder}/embedded.json`) ? config.trail : undefined);

/** What the administrator must know today. */
export async function findUnsafe(work: Work): Promise<{ backup: boolean; trail: boolean }> {
  if (!mayKnowBackups(work)) return { backup: false, trail: false };
  const { isOld } = await findBackupState(work);
  return { backup: isOld, trail: trailHere() !== undefined && readTrailState(config.dataFolder).why !== null };
}

/** The last thirty, newest first. */
export function listRuns(work: Work): Promise<RunTold[]> {
  return work.trx
    .selectFrom("backup_run")
    .selectAll("backup_run")
    .orderBy("backup_run.started_at", "desc")
    .orderBy("backup_run.id", "desc")
    .limit(30)
    .execute();
}

/** Who keeps the whole union's place in order. */
export function mayKnowBackups({ actor }: Pick<Work, "actor">): boolean {
  return actor.role === "administrator" && actor.paths.some((path) => !path.includes("."));
}
