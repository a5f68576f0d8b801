import { spawn } from "node:child_process";
import type { Database } from "./boot.server.ts";
import { asMachine } from "./boot.server.ts";
import { isAsked, isDue, latestRuns, storeFolder } from "./backup-run.server.ts";
import { config } from "./config.ts";
import { log } from "./log.server.ts";
import { machineTime } from "./packed.server.ts";
import { programFile } from "./program.server.ts";
import { seldom } from "./seldom.server.ts";
import { mirrorFiles, readTrailState, sayNotLaidDown, sweep } from "./trail.server.ts";
import type { Sweep } from "./trail.server.ts";
import { reachOf } from "./trail-reach.server.ts";
import { isOver, listUnions } from "./unions.server.ts";
import { OWN, inUnion, ownUnion, unionsServed } from "./union.server.ts";

const SWEEP = 2000;
const LOOK = 60_000;
/** Whoever pressed the button looks on. */
const LOOK_FOR_ASKED = 5000;
const FIRST_LOOK = 15_000;
/** Bases come with the backups; without a schedule of these, in the night. */
const NIGHT = { hour: 2, minute: 0, keep: 1 };

/**
 * Sees to it that backups are made on time and when somebody asks, and that the trail of changes is kept, for as long as the process runs. It
 * asks the database as the application's role; heavy work runs in a process of its own, which alone learns the owner's address: from the folder
 * of the embedded database, or from the settings. Answers what ends it.
 */
export function keepSafe(database: Database, begin: Begin = apart): () => void {
  if (!database.places && !config.ownerUrl) return () => undefined;
  const seeTo = oneByOne(() => forEach(() => seeToIt(database, begin)));
  const seeToAsked = oneByOne(() => forEach(() => makeAsked(database, begin)));
  const timers = [setInterval(seeTo, LOOK), setTimeout(seeTo, FIRST_LOOK), setInterval(seeToAsked, LOOK_FOR_ASKED)];
  const endTrail = keepTrail(database);
  return () => {
    timers.forEach(clearInterval);
    endTrail();
  };
}

/** One union after the other: their backups are made one at a time anyway. */
async function forEach(run: () => Promise<void>): Promise<void> {
  for (const union of unionsServed().filter((one) => !one.practiceUntil)) await inUnion(union, run);
}

/** Runs a command of this program on this database, and answers when it has ended. */
type Begin = (words: string[], database: Database) => Promise<void>;

/** Begins nothing while the last is under way; what fails is said and met again by the next. */
function oneByOne(look: () => Promise<void>): () => void {
  let isLooking = false;
  const say = seldom();
  return () => {
    if (isLooking) return;
    isLooking = true;
    look()
      .catch((cause: Error) => say("backups could not be looked after", { cause: cause.message }))
      .finally(() => (isLooking = false));
  };
}

function sweepOf({ places }: Database): Sweep | undefined {
  return config.trail && places
    ? { trail: config.trail, places, dataFolder: config.dataFolder, key: config.backup.key }
    : undefined;
}

function keepTrail(database: Database): () => void {
  const asked = sweepOf(database);
  if (!asked) return () => undefined;
  const known = new Set<string>();
  let isBusy = false;
  const say = seldom();
  const timer = setInterval(() => {
    if (isBusy) return;
    isBusy = true;
    sweep(asked)
      .then(() => mirrorFiles(asked, storeFolder(), known))
      // Said by the next sweep, which meets the same.
      .catch((cause: Error) => say("files could not be taken into the trail", { cause: cause.message }))
      .finally(() => (isBusy = false));
  }, SWEEP);
  return () => clearInterval(timer);
}

/** A copy to practise with that has had its last day holds people's data for nothing. */
async function endPractice(database: Database, begin: Begin): Promise<void> {
  const found = await asMachine(database, listUnions);
  if (found.some(isOver)) await begin(["practice", "end"], database);
}

async function seeToIt(database: Database, begin: Begin): Promise<void> {
  if (ownUnion() === OWN) await endPractice(database, begin);
  const { schedule } = config.backup;
  const asked = sweepOf(database);
  const due = await asMachine(database, async (client) => {
    const at = machineTime();
    const backup = schedule !== undefined && isDue(schedule, await latestRuns(client, "backup"), at);
    // The trail is of the whole database, and is looked after once.
    return {
      backup,
      base: asked !== undefined && ownUnion() === OWN && isBaseDue(asked, await latestRuns(client, "base"), at),
    };
  });
  if (asked && ownUnion() === OWN && (await asMachine(database, isStuck))) sayNotLaidDown(asked);
  if (due.backup) await begin(["backup", "--scheduled"], database);
  if (due.base) await begin(["backup", "base", "--scheduled"], database);
}

async function makeAsked(database: Database, begin: Begin): Promise<void> {
  if (await asMachine(database, isAsked)) await begin(["backup", "--asked"], database);
}

const QUARTER = 900_000;

/** On its time, and whenever there is none that the trail goes on from; one that failed is tried again after a quarter of an hour. */
function isBaseDue(
  { trail, dataFolder }: Sweep,
  runs: { started_at: Date; is_good: boolean; is_scheduled: boolean }[],
  at: Date,
): boolean {
  const reach = reachOf(trail, readTrailState(dataFolder).keptUntil);
  const isTried = runs.some((run) => at.getTime() - run.started_at.getTime() < QUARTER);
  if (reach.bases === 0 || reach.isBroken) return !isTried;
  return isDue(config.backup.schedule ?? NIGHT, runs, at);
}

/** Whether PostgreSQL tries and fails to lay down its changes, or was started without being told to. */
async function isStuck(client: import("pg").ClientBase): Promise<boolean> {
  const found = await client.query<{ is: boolean }>(
    `select current_setting('archive_mode') = 'off' or coalesce(last_failed_time > coalesce(last_archived_time, '-infinity'), false) as is from pg_stat_archiver`,
  );
  return found.rows[0]?.is ?? false;
}

/** Runs a command of the same program in a process of its own, at the least urgency, and waits for its end; how it ended stands in its account. */
function apart(words: string[], { places }: Database): Promise<void> {
  const { code } = ownUnion();
  const whose = code ? ["--union", code] : [];
  const child = spawn(process.execPath, [...process.execArgv, programFile("cli/main"), ...words, ...whose], {
    env: { ...process.env, ...(places ? { DATABASE_URL: "" } : {}) },
    stdio: ["ignore", "ignore", "inherit"],
  });
  return new Promise((resolve) => {
    child.once("error", (cause) => {
      log("error", "a backup could not be begun", { cause: cause.message });
      resolve();
    });
    child.once("exit", () => resolve());
  });
}
