import { spawnSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import type { AfterRestore } from "#platform/after-restore.server.ts";
import type { Progress } from "#platform/backup.server.ts";
import { config } from "#platform/config.ts";
import { RuleError } from "#platform/errors.ts";
import type { Context } from "./main.ts";

type Words = { said: unknown; text: string; code?: number };
const tell = (line: string) => process.stderr.write(`${line}\n`);
const waits = () => tell("Another backup or restore is under way; this one waits until it is done …");
const SECOND = 1000;

/** A line every two seconds at most. */
function progress(): Progress {
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
  const { machineTime } = await import("#platform/packed.server.ts");
  const isScheduled = options.scheduled === true;
  const { schedule, folder, key } = config.backup;
  return asOwner(database, (client) =>
    runs.oneAtATime(client, waits, async () => {
      // Another copy may have been the first.
      if (isScheduled && !(schedule && runs.isDue(schedule, await runs.latestRuns(client, "backup"), machineTime())))
        return { said: { made: false }, text: "The backup of the schedule is made already." };
      const file = path.resolve(named ?? runs.scheduledFile());
      const made = await runs.runBackup(client, { file, isScheduled, progress: progress() });
      const gone = isScheduled && schedule ? runs.thinBackups(folder, schedule.keep) : 0;
      const { rowsIn } = await import("#platform/backup-tables.server.ts");
      const { missing, changed, surplus, count } = made.files;
      const said = {
        file,
        bytes: made.bytes,
        tables: Object.keys(made.tables).length,
        rows: rowsIn(made.tables),
        files: made.files,
        proven: true,
        encrypted: key !== undefined,
        gone,
      };
      const text = [
        `${file}: ${said.rows} rows of ${said.tables} tables and ${count} files, ${key ? "encrypted" : "not encrypted (AMITY_BACKUP_KEY is not set)"}; restored beside and found the same.`,
        ...lacking("is not in the file store", missing),
        ...lacking("is changed in the file store", changed),
        ...(surplus > 0 ? [`${surplus} files of the store are named by no record and were left out.`] : []),
      ].join("\n");
      return { said, text, code: missing.length + changed.length > 0 ? 1 : 0 };
    }),
  );
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

function requireFile(named: string | undefined, how: string): string {
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

/** `restore FILE`: into an empty database, with its files. */
export async function runRestoreCommand({ database, words }: Context): Promise<Words> {
  const { asOwner, migrateDatabase } = await import("#platform/boot.server.ts");
  const { listMigrations, migrate } = await import("#platform/migrate.server.ts");
  const { migrationsOf, restore } = await import("#platform/restore.server.ts");
  const { oneAtATime, storeFolder } = await import("#platform/backup-run.server.ts");
  const { rowsIn } = await import("#platform/backup-tables.server.ts");
  const file = requireFile(words[0], "restore FILE");
  const { schema, backup } = config;
  const { ownerUrl, appUrl } = database;
  if (!ownerUrl) throw new Error("Set DATABASE_OWNER_URL to the address of the schema's owner for this.");
  const only = await migrationsOf(
    file,
    backup.key,
    listMigrations("migrations").map(({ name }) => name),
  );
  await requireEmpty(database);
  const done = markUnfinished(database.places !== undefined);
  await migrate({ ownerUrl, appUrl, schema, only });
  const restored = await asOwner(database, (client) =>
    oneAtATime(client, waits, async () => {
      const withReference = await isAlone(client);
      return restore(client, schema, {
        file,
        key: backup.key,
        store: storeFolder(),
        withReference,
        progress: progress(),
      });
    }),
  );
  await migrateDatabase(database);
  const after = await makeSafe(database, [restored.secret]);
  done();
  const tables = Object.keys(restored.tables).length;
  const { missing = [], changed = [] } = restored.told?.files ?? {};
  const text = [
    `Restored ${rowsIn(restored.tables)} rows of ${tables} tables and ${restored.files} files.`,
    ...lacking("was not in the file store when the backup was made", [...missing, ...changed]),
    ...sentencesOf(after),
  ].join("\n");
  return {
    said: { rows: rowsIn(restored.tables), tables, files: restored.files, digest: restored.tables, ...after },
    text,
  };
}

async function makeSafe(database: Context["database"], former: (string | undefined)[]) {
  const { asOwner } = await import("#platform/boot.server.ts");
  const { afterRestore } = await import("#platform/after-restore.server.ts");
  return asOwner(database, (client) => afterRestore(client, { former, now: config.secret }));
}

function sentencesOf({ kept, reset, letters }: AfterRestore): string[] {
  return [
    "Everybody signs in anew.",
    ...(letters > 0
      ? [`${letters} letters that waited may have been sent since: they stay in the outbox until somebody sends them.`]
      : []),
    ...(kept > 0 ? [`Second steps of ${kept} people work as before.`] : []),
    ...(reset.length > 0
      ? [
          `The second step of these people is reset, because the secret that locked it is not here; they set up a new one: ${reset.join(", ")}`,
        ]
      : []),
  ];
}

async function requireEmpty(database: Context["database"]) {
  const { asOwner } = await import("#platform/boot.server.ts");
  // A database that is not there yet is made by the migrations.
  const isThere = await asOwner(database, (client) =>
    client.query<{ is: boolean }>("select to_regclass($1) is not null as is", [`${config.schema}.auth_user`]),
  ).catch((cause: { code?: string }) => {
    if (cause.code === "3D000") return undefined;
    throw cause;
  });
  if (!isThere?.rows[0]?.is) return;
  const people = await asOwner(database, (client) => client.query("select from auth_user limit 1"));
  if (people.rowCount) throw new RuleError("rule_restore_database_not_empty");
}

/** The shared facts are every union's: where another lives in this database, they stay as they are. */
async function isAlone(client: import("pg").Client): Promise<boolean> {
  const others = await client.query(
    "select from pg_class join pg_namespace on pg_namespace.oid = relnamespace where relname = 'schema_migration' and nspname <> $1",
    [config.schema],
  );
  return others.rowCount === 0;
}

/** Until it is taken away, the embedded database of this folder is not opened. */
function markUnfinished(isEmbedded: boolean): () => void {
  const mark = path.join(config.dataFolder, "restore-unfinished");
  if (isEmbedded) fs.writeFileSync(mark, "");
  return () => fs.rmSync(mark, { force: true });
}

/** `restore --at TIME`: a new data folder as the old one stood at a second. Opens no database of its own. */
export async function runRestoreTo(options: Context["options"]): Promise<Words> {
  const { readMoment } = await import("#platform/moment.ts");
  const { restoreTo } = await import("#platform/point-in-time.server.ts");
  const { machineTime } = await import("#platform/packed.server.ts");
  const { dayAndTime } = await import("#platform/time.ts");
  const moment = readMoment(typeof options.at === "string" ? options.at : "", machineTime());
  const from = path.resolve(
    typeof options.from === "string" ? options.from : (config.trail?.folder ?? path.join(config.dataFolder, "trail")),
  );
  const former = await formerOf(path.dirname(from));
  const trail = { folder: from, days: config.trail?.days ?? 7 };
  const asked = {
    trail,
    key: config.backup.key,
    schema: config.schema,
    into: config.dataFolder,
    at: moment,
    former,
    say: tell,
  };
  const done = await restoreTo(asked);
  const place = (at: Date) => `${dayAndTime(at).slice(0, 19).replace("T", " ")} in Viet Nam (UTC+7)`;
  const text = [
    `${config.dataFolder} holds everything as it stood at ${moment ? place(moment) : "the last change that was kept"}.`,
    `Begun from the base of ${place(new Date(done.base))}, ${done.pieces} pieces of changes; the last change is of ${done.lastChange ?? "the base itself"}.`,
    `${done.files} files.`,
    ...lacking("is not in the trail", done.missing),
    ...sentencesOf(done),
    `Look at it: AMITY_DATA=${path.relative(process.cwd(), config.dataFolder)} npm start`,
  ].join("\n");
  return { said: done, text, code: done.missing.length > 0 ? 1 : 0 };
}

/** The place a trail lies in, where it is still there. */
async function formerOf(folder: string) {
  const named = path.join(folder, "embedded.json");
  if (!fs.existsSync(named)) return { pgWal: undefined, store: undefined, secrets: [] };
  const { home, session } = JSON.parse(fs.readFileSync(named, "utf8")) as { home: string; session: string };
  const secrets = [process.env.AMITY_SECRET, session];
  return { pgWal: path.join(home, "postgres", "pg_wal"), store: path.join(folder, "files"), secrets };
}

/** Sentences of rules come from the words of the interface, which a fresh clone makes first. */
export async function inWords(cause: unknown): Promise<string> {
  if (!(cause instanceof RuleError)) return (cause as Error).message;
  if (!fs.existsSync("src/words/messages.js")) {
    const { wordsArgs } = await import("../../bin/build-if-stale.ts");
    spawnSync(process.execPath, wordsArgs(), { stdio: "ignore" });
  }
  const { inLocale, ruleInWords } = await import("#platform/words.server.ts");
  const locale = process.argv.some((word) => /^(--language=)?vi$/.test(word)) ? "vi" : "en";
  return inLocale(locale, () => ruleInWords(cause.code, cause.details));
}
