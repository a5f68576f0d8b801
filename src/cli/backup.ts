import { spawnSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import type { BackupMade, Progress } from "#platform/backup.server.ts";
import type { Owner } from "#platform/boot.server.ts";
import { config } from "#platform/config.ts";
import { ownFolder } from "#platform/union.server.ts";
import { RuleError } from "#platform/errors.ts";
import type { Context } from "./main.ts";

export type Words = { said: unknown; text: string; code?: number };
export const tell = (line: string) => process.stderr.write(`${line}\n`);
export const waits = () => tell("Another backup or restore is under way; this one waits until it is done …");
const SECOND = 1000;

/** A line every two seconds at most. */
export function progress(): Progress {
  let next = Date.now() + 2 * SECOND;
  return ({ tables, of, rows, files }) => {
    if (Date.now() < next) return;
    next = Date.now() + 2 * SECOND;
    tell(`${tables} of ${of} tables, ${rows} rows, ${files} files …`);
  };
}

/** `backup [FILE]`, `backup verify FILE`, `backup base`. */
export async function runBackupCommand(context: Context): Promise<Words> {
  const [first, second] = context.words;
  if (first === "verify") return verify(second);
  return first === "base" ? base(context) : make(context, first);
}

async function make({ database, options }: Context, named: string | undefined): Promise<Words> {
  const { asOwner } = await import("#platform/boot.server.ts");
  const runs = await import("#platform/backup-run.server.ts");
  const isScheduled = options.scheduled === true;
  const { schedule } = config.backup;
  const folder = ownFolder(config.backup.folder);
  return asOwner(database, (client) =>
    runs.oneAtATime(client, waits, async () => {
      const asked = options.asked === true ? await runs.takeAsked(client) : undefined;
      // Another copy may have been the first.
      if (options.asked === true ? !asked : isScheduled && !(await isStillDue(client)))
        return { said: { made: false }, text: "That backup is made already." };
      const made = await asOwner(database, (beside) =>
        runs.runBackup(client, {
          file: () => path.resolve(named ?? runs.scheduledFile()),
          isScheduled,
          asked,
          progress: progress(),
          beside,
        }),
      );
      const isOfSchedule = isScheduled || asked !== undefined;
      const gone = isOfSchedule ? runs.thinBackups(folder, schedule?.keep ?? KEPT_UNASKED) : 0;
      if (isOfSchedule) (await import("#platform/erasures.server.ts")).thinErasures();
      return tellMade(made, gone);
    }),
  );
}

/** Where no schedule says how many. */
const KEPT_UNASKED = 30;

async function isStillDue(client: Owner): Promise<boolean> {
  const runs = await import("#platform/backup-run.server.ts");
  const { machineTime } = await import("#platform/packed.server.ts");
  const { schedule } = config.backup;
  return schedule !== undefined && runs.isDue(schedule, await runs.latestRuns(client, "backup"), machineTime());
}

async function tellMade({ file, bytes, tables, files }: BackupMade & { file: string }, gone: number): Promise<Words> {
  const { rowsIn } = await import("#platform/backup-tables.server.ts");
  const { missing, changed, surplus, count } = files;
  const { key } = config.backup;
  const of = Object.keys(tables).length;
  const said = { file, bytes, tables: of, rows: rowsIn(tables), files, proven: true, encrypted: !!key, gone };
  const text = [
    `${file}: ${said.rows} rows of ${of} tables and ${count} files, ${key ? "encrypted" : "not encrypted (AMITY_BACKUP_KEY is not set)"}; restored beside and found the same.`,
    ...lacking("is not in the file store", missing),
    ...lacking("is changed in the file store", changed),
    ...(surplus > 0 ? [`${surplus} files of the store are named by no record and were left out.`] : []),
  ].join("\n");
  return { said, text, code: missing.length + changed.length > 0 ? 1 : 0 };
}

const lacking = (what: string, names: string[]) => names.map((name) => `The file ${name} ${what}.`);

async function verify(named: string | undefined): Promise<Words> {
  const { proveBackup } = await import("#platform/backup-proof.server.ts");
  const file = requireFile(named, "backup verify FILE");
  const proof = await proveBackup({ file, key: config.backup.key, folder: config.dataFolder, progress: progress() });
  const text = [
    `${file} restores: ${proof.rows} rows of ${proof.tables} tables and ${proof.files} files, all as the backup says.`,
    ...lacking("was not in the file store when the backup was made", proof.missing),
    ...lacking("was changed in the file store when the backup was made", proof.changed),
  ].join("\n");
  return { said: { file, ...proof }, text, code: proof.missing.length + proof.changed.length > 0 ? 1 : 0 };
}

export function requireFile(named: string | undefined, how: string): string {
  if (!named) throw new Error(`Say the file: npm run amity -- ${how}`);
  if (!fs.existsSync(named)) throw new RuleError("rule_backup_unread", { file: path.resolve(named) });
  return path.resolve(named);
}

async function base({ database, options }: Context): Promise<Words> {
  const { asOwner } = await import("#platform/boot.server.ts");
  const runs = await import("#platform/backup-run.server.ts");
  const { trail } = config;
  const { places } = database;
  if (!places || !trail) throw new RuleError("rule_trail_off");
  const made = await asOwner(database, (client) =>
    runs.oneAtATime(client, waits, () =>
      runs.runBase(client, { trail, places, isScheduled: options.scheduled === true }),
    ),
  );
  return { said: made, text: `${made.file}: ${made.bytes} bytes; any second from ${made.until} on can be restored.` };
}

export const languageAsked = () => (process.argv.some((word) => /^(--language=)?vi$/.test(word)) ? "vi" : "en");

/** Sentences come from the words of the interface, which a fresh clone makes first: on a new machine a restore is its first command. */
export async function makeWords(): Promise<void> {
  if (!import.meta.url.endsWith(".ts") || fs.existsSync("src/words/messages.js")) return;
  const { wordsArgs } = await import("../../bin/build-if-stale.mjs");
  spawnSync(process.execPath, wordsArgs(), { stdio: "ignore" });
}

export async function inWords(cause: unknown): Promise<string> {
  if (!(cause instanceof RuleError)) return ofMachine(cause as Error);
  await makeWords();
  const { inLocale, ruleInWords } = await import("#platform/words.server.ts");
  return inLocale(languageAsked(), () => ruleInWords(cause.code, cause.details));
}

const OF_MACHINE: Record<string, string> = {
  error_database_away: "command_database_away",
  error_disk_full: "command_disk_full",
  error_store_closed: "command_not_writable",
};

/** What the machine could not do, with what to do; what has a cause of its own is said in our words already. */
async function ofMachine(cause: Error): Promise<string> {
  if (cause.cause !== undefined) return cause.message;
  await makeWords();
  const { wordOfMachine } = await import("#platform/away.server.ts");
  const { inLocale, wordsFor } = await import("#platform/words.server.ts");
  const key = OF_MACHINE[wordOfMachine(cause) ?? ""];
  return (key && inLocale(languageAsked(), () => wordsFor(key, { cause: cause.message }))) || cause.message;
}
