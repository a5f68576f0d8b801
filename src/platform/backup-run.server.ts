import fs from "node:fs";
import path from "node:path";
import type pg from "pg";
import { rowsIn } from "./backup-tables.server.ts";
import { proveBackup } from "./backup-proof.server.ts";
import { backup, clearUnfinished } from "./backup.server.ts";
import type { BackupMade, Progress } from "./backup.server.ts";
import { makeBase } from "./base.server.ts";
import { listStore } from "./backup-files.server.ts";
import { config } from "./config.ts";
import type { Places } from "./embedded-places.server.ts";
import { RuleError } from "./errors.ts";
import { log } from "./log.server.ts";
import { asRefusal, machineTime } from "./packed.server.ts";
import { sayOfMachine } from "./security-machine.server.ts";
import type { Schedule } from "./safety-settings.ts";
import { dayAndTime, startOf } from "./time.ts";
import { sweep } from "./trail.server.ts";
import type { Sweep, Trail } from "./trail.server.ts";
import { ownFolder, ownUnion } from "./union.server.ts";
import { listPieces, thinTrail } from "./trail-reach.server.ts";

export type RunKind = "backup" | "base";
export type Run = { started_at: Date; is_good: boolean; is_scheduled: boolean };
const LOCK = 7264892;

/** The file store of this place. */
export const storeFolder = () => path.join(config.dataFolder, "files");

/** One backup, base or restore at a time, on however many copies of the application; whoever comes second is told and waits. */
export async function oneAtATime<Result>(
  client: pg.ClientBase,
  waits: () => void,
  run: () => Promise<Result>,
): Promise<Result> {
  const free = await client.query<{ is: boolean }>("select pg_try_advisory_lock($1) as is", [LOCK]);
  if (!free.rows[0]?.is) {
    waits();
    await client.query("select pg_advisory_lock($1)", [LOCK]);
  }
  try {
    return await run();
  } finally {
    await client.query("select pg_advisory_unlock($1)", [LOCK]).catch(() => undefined);
  }
}

/** When the schedule last came due, at or before `at`, by the union's clock. */
export function lastDue({ hour, minute }: Pick<Schedule, "hour" | "minute">, at: Date): Date {
  const after = (hour * 60 + minute) * 60_000;
  const due = new Date(startOf(dayAndTime(at).slice(0, 10)).getTime() + after);
  return due <= at ? due : new Date(due.getTime() - DAY);
}
const DAY = 86_400_000;
const HOUR = 3_600_000;

export const nextDue = (schedule: Schedule, at: Date) => new Date(lastDue(schedule, at).getTime() + DAY);

/** Whether one should begin now: none is good since it last came due; one that failed is tried again after an hour. */
export function isDue(schedule: Pick<Schedule, "hour" | "minute">, runs: Run[], at: Date): boolean {
  const due = lastDue(schedule, at);
  const isGood = runs.some((run) => run.is_good && run.is_scheduled && run.started_at >= due);
  const isTried = runs.some(
    (run) => run.is_scheduled && at.getTime() - run.started_at.getTime() < HOUR && run.started_at >= due,
  );
  return !isGood && !isTried;
}

/** The latest, newest first. */
export async function latestRuns(client: pg.ClientBase, kind: RunKind): Promise<Run[]> {
  const found = await client.query<Run>(
    "select started_at, is_good, is_scheduled from backup_run where kind = $1 order by started_at desc limit 30",
    [kind],
  );
  return found.rows;
}

type Told = {
  file: string;
  bytes: number;
  rows?: number;
  files?: number;
  missing?: number;
  isSealed: boolean;
  isProven: boolean;
};

type Begun = {
  kind: RunKind;
  isScheduled: boolean;
  /** The row of one that was asked for on the page. */
  asked?: string | undefined;
  /** Another connection, to say on it how far it is. */
  beside?: pg.ClientBase | undefined;
};

/** Keeps account of a run: that it began, how far it is, and how it ended, also where it failed. An account that cannot be written stops no backup. */
async function accounted<Result>(
  client: pg.ClientBase,
  run: Begun,
  make: (say: Progress) => Promise<{ result: Result; told: Told }>,
): Promise<Result> {
  const id = await beginAccount(client, run);
  const heart = beating(run.beside, id);
  try {
    const { result, told } = await make(heart.say);
    await write(
      client,
      `update backup_run set ended_at = clock_timestamp(), is_good = true, file = $2, size_bytes = $3, row_count = $4, file_count = $5, missing_count = $6, is_sealed = $7, is_proven = $8 where id = $1`,
      [
        id,
        told.file,
        told.bytes,
        told.rows ?? null,
        told.files ?? null,
        told.missing ?? 0,
        told.isSealed,
        told.isProven,
      ],
    );
    await sayOfMachine(client, "backup_made", { of: run.kind, file: path.basename(told.file), sealed: told.isSealed });
    return result;
  } catch (cause) {
    const rule =
      cause instanceof RuleError ? cause : new RuleError("rule_backup_failed", { cause: (cause as Error).message });
    log("error", "a backup failed", { kind: run.kind, why: rule.code, ...rule.details });
    // The connection of the backup may be what was lost.
    const own = run.beside ?? client;
    await write(own, "update backup_run set ended_at = clock_timestamp(), why = $2, why_details = $3 where id = $1", [
      id,
      rule.code,
      JSON.stringify(rule.details),
    ]);
    await sayOfMachine(own, "control_failed", { control: run.kind, why: rule.code });
    throw cause;
  } finally {
    heart.end();
  }
}

const write = (client: pg.ClientBase, sql: string, values: unknown[]) =>
  client.query<{ id: string }>(sql, values).catch((cause: Error) => {
    log("error", "the account of a backup could not be written", { cause: cause.message });
  });

async function beginAccount(client: pg.ClientBase, { kind, isScheduled, asked }: Begun): Promise<string | undefined> {
  // Whoever has the lock knows that no other runs: what is still open was ended before its time.
  await write(
    client,
    "update backup_run set ended_at = clock_timestamp(), why = 'rule_backup_ended' where kind = $1 and is_begun and ended_at is null",
    [kind],
  );
  const begun = asked
    ? await write(
        client,
        "update backup_run set is_begun = true, started_at = clock_timestamp(), said_at = clock_timestamp() where id = $1 returning id",
        [asked],
      )
    : await write(
        client,
        "insert into backup_run (kind, is_scheduled, said_at) values ($1, $2, clock_timestamp()) returning id",
        [kind, isScheduled],
      );
  return begun?.rows[0]?.id;
}

const BEAT = 2000;

/** Says every two seconds how far it is, so that who looks on can tell one that works from one that was ended. */
function beating(beside: pg.ClientBase | undefined, id: string | undefined) {
  let last: object = {};
  const beat = () =>
    void write(
      beside as pg.ClientBase,
      "update backup_run set said_at = clock_timestamp(), progress = $2 where id = $1",
      [id, JSON.stringify(last)],
    );
  const timer = beside && setInterval(beat, BEAT);
  return { say: ((said) => (last = said)) as Progress, end: () => clearInterval(timer) };
}

type Asked = {
  /** Where it goes; asked for once it is known that an account is kept. */
  file: () => string;
  isScheduled: boolean;
  asked?: string | undefined;
  progress?: Progress;
  beside?: pg.ClientBase;
};

/** Makes a backup, tries it in a database of its own, keeps account of it. Whoever calls has the lock. */
export async function runBackup(client: pg.ClientBase, wish: Asked): Promise<BackupMade & { file: string }> {
  const { key } = config.backup;
  const { isScheduled, asked, beside } = wish;
  return accounted(client, { kind: "backup", isScheduled, asked, beside }, async (say) => {
    // A folder that cannot be read is a backup that failed, and is told as one.
    const file = wish.file();
    clearUnfinished(path.dirname(file));
    const progress: Progress = (said) => {
      say(said);
      wish.progress?.(said);
    };
    const proving: Progress = (said) => progress({ ...said, isProving: true });
    const made = await backup(client, ownUnion().schema, {
      file,
      store: storeFolder(),
      key,
      progress,
      prove: async (partial) =>
        void (await proveBackup({ file: partial, key, folder: config.dataFolder, progress: proving })),
    });
    const { count, missing, changed } = made.files;
    const told = {
      file,
      bytes: made.bytes,
      rows: rowsIn(made.tables),
      files: count,
      missing: missing.length + changed.length,
    };
    return { result: { ...made, file }, told: { ...told, isSealed: key !== undefined, isProven: true } };
  });
}

/** Whether one that was asked for on the page waits to be taken up. */
export async function isAsked(client: pg.ClientBase): Promise<boolean> {
  const found = await client.query("select from backup_run where not is_begun limit 1");
  return found.rowCount !== 0;
}

/** The one that was asked for first; whoever else asked meanwhile gets the same. Whoever calls has the lock. */
export async function takeAsked(client: pg.ClientBase): Promise<string | undefined> {
  const found = await client.query<{ id: string }>(
    "select id from backup_run where not is_begun order by started_at, id limit 1",
  );
  const id = found.rows[0]?.id;
  if (id) await client.query("delete from backup_run where not is_begun and id <> $1", [id]);
  return id;
}

/** Where the next backup of the schedule goes. */
export function scheduledFile(): string {
  const name = dayAndTime(machineTime()).slice(0, 19).replaceAll(":", "");
  const file = path.join(ownFolder(config.backup.folder), `amity-${name}.amity`);
  try {
    fs.mkdirSync(ownFolder(config.backup.folder), { recursive: true, mode: 0o700 });
  } catch (cause) {
    throw asRefusal(cause, file);
  }
  return file;
}

/** Keeps the newest; called after a good new one only. Answers how many went. */
export function thinBackups(folder: string, keep: number): number {
  const old = fs
    .readdirSync(folder)
    .filter((name) => /^amity-\d{4}-\d{2}-\d{2}T\d{6}\.amity$/.test(name))
    .toSorted()
    .slice(0, -keep);
  for (const name of old) fs.rmSync(path.join(folder, name), { force: true });
  return old.length;
}

/** A base is of no use before the changes made meanwhile are kept too. */
async function awaitPiece(name: string, asked: Sweep): Promise<void> {
  for (let look = 0; look < 240 && !listPieces(asked.trail).includes(name); look += 1) {
    await sweep(asked);
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
}

/** Makes a base for the trail and takes away what nobody can need any more. Whoever calls has the lock. */
export async function runBase(
  client: pg.ClientBase,
  { trail, places, isScheduled }: { trail: Trail; places: Places; isScheduled: boolean },
) {
  const { key } = config.backup;
  return accounted(client, { kind: "base", isScheduled }, async () => {
    const base = await makeBase(client, { trail, places, key });
    await awaitPiece(base.stop, { trail, places, key, dataFolder: config.dataFolder });
    thinTrail(trail, new Set(listStore(storeFolder())), machineTime());
    return { result: base, told: { file: base.file, bytes: base.bytes, isSealed: key !== undefined, isProven: false } };
  });
}
