import fs from "node:fs";
import type { Selectable } from "kysely";
import { z } from "zod";
import { nextDue } from "./backup-run.server.ts";
import { config } from "./config.ts";
import type { Work } from "./db.server.ts";
import { asSystem } from "./db.server.ts";
import { RuleError, requirePermission, requireRow } from "./errors.ts";
import { machineTime } from "./packed.server.ts";
import type { BackupRun } from "./schema.gen.ts";
import { sayEventIn } from "./security-log.server.ts";
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
  underWay: UnderWay | undefined;
};
/** `asked` waits for the process that keeps the place; `left` was asked for and nobody takes it up; `silent` was ended before its time. */
type UnderWay = {
  state: "asked" | "left" | "running" | "silent";
  since: Date;
  progress: { tables?: number; of?: number; rows?: number; files?: number; isProving?: boolean };
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
    underWay: await findUnderWay(work),
  };
}

/** Longer than one that works ever says nothing, or waits to be taken up. */
const SILENT = 60_000;

async function findUnderWay(work: Work): Promise<UnderWay | undefined> {
  const open = await work.trx
    .selectFrom("backup_run")
    .selectAll("backup_run")
    .where("backup_run.kind", "=", "backup")
    .where("backup_run.ended_at", "is", null)
    .orderBy("backup_run.started_at", "desc")
    .execute();
  const found = open.map(howUnderWay);
  // What works goes before what waits, and that before what was ended and nobody has closed yet.
  return found.find(({ state }) => state === "running") ?? found.find(({ state }) => state !== "silent") ?? found[0];
}

function howUnderWay({ is_begun, said_at, started_at, progress }: RunTold): UnderWay {
  const isSilent = machineTime().getTime() - new Date(said_at ?? started_at).getTime() > SILENT;
  const state = is_begun ? (isSilent ? "silent" : "running") : isSilent ? "left" : "asked";
  return { state, since: new Date(started_at), progress: progress as UnderWay["progress"] };
}

export const askForm = z.object({});

/** A backup now: asked for here, taken up by the process that keeps the place within seconds. Answers its id. */
export async function askBackup(work: Work): Promise<string> {
  requirePermission(mayKnowBackups(work));
  const underWay = await findUnderWay(work);
  if (underWay && underWay.state !== "silent") throw new RuleError("rule_backup_under_way");
  const asked = { kind: "backup", is_scheduled: false, is_begun: false };
  const [run] = await asSystem(
    work,
    work.trx.insertInto("backup_run").values(asked).returning("backup_run.id").compile(),
  );
  await sayEventIn(work, "backup_asked");
  return requireRow(run).id;
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
  return { backup: isOld, trail: trailFailure() !== undefined };
}

/** Since when and why the trail of this place is not kept; undefined where it is, or where none is wanted. */
export function trailFailure(): TrailState | undefined {
  const state = trailHere() && readTrailState(config.dataFolder);
  return state?.why ? state : undefined;
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
