import fs from "node:fs";
import path from "node:path";
import type { AfterRestore } from "#platform/after-restore.server.ts";
import type { Owner } from "#platform/boot.server.ts";
import { config } from "#platform/config.ts";
import { OWN, ownFolder, ownUnion } from "#platform/union.server.ts";
import { RuleError } from "#platform/errors.ts";
import { inLocale, wordsFor } from "#platform/words.server.ts";
import { languageAsked, progress, requireFile, tell, waits } from "./backup.ts";
import type { Words } from "./backup.ts";
import type { Context } from "./main.ts";

const words = (key: string, inputs: Record<string, string | number> = {}): string =>
  inLocale(languageAsked(), () => wordsFor(key, inputs)) ?? key;
const lacking = (key: string, names: string[]) => names.map((file) => words(key, { file }));

/** `restore FILE`: into an empty database, with its files. */
export async function runRestoreCommand({ database, words: given }: Context): Promise<Words> {
  const { asOwner } = await import("#platform/boot.server.ts");
  const { migrate } = await import("#platform/migrate.server.ts");
  const { migrateDatabase } = await import("#platform/migrate-database.server.ts");
  const { listMigrations } = await import("#platform/migration-files.server.ts");
  const { madeAt, migrationsOf, restore } = await import("#platform/restore.server.ts");
  const { oneAtATime, storeFolder } = await import("#platform/backup-run.server.ts");
  const { rowsIn } = await import("#platform/backup-tables.server.ts");
  const file = requireFile(given[0], "restore FILE");
  const { backup } = config;
  const { schema } = ownUnion();
  const { ownerUrl, appUrl } = database;
  if (!ownerUrl) throw new Error("Set DATABASE_OWNER_URL to the address of the schema's owner for this.");
  const only = await migrationsOf(
    file,
    backup.key,
    listMigrations("migrations").map(({ name }) => name),
  );
  await requireEmpty(database);
  const done = markUnfinished(database.places !== undefined && ownUnion() === OWN);
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
  const erasures = await eraseAgain([path.dirname(file), ownFolder(backup.folder)], await madeAt(file, backup.key));
  done();
  const tables = Object.keys(restored.tables).length;
  const { missing = [], changed = [] } = restored.told?.files ?? {};
  const text = [
    words("restored_rows", { rows: rowsIn(restored.tables), tables, files: restored.files }),
    ...lacking("restored_file_lacked", [...missing, ...changed]),
    ...sentencesOf(after),
    ...erasures.text,
  ].join("\n");
  return {
    said: {
      rows: rowsIn(restored.tables),
      tables,
      files: restored.files,
      digest: restored.tables,
      ...after,
      erasures: erasures.said,
    },
    text,
  };
}

/** A clock that goes a little wrong forgets no erasure. */
const SLACK = 60_000;

/** Does the erasures again that were noted since; says what was done, and what has to be done by hand. */
async function eraseAgain(beside: string[], restored: Date) {
  const { listErasures, noteErasure } = await import("#platform/erasures.server.ts");
  const { forgetAgain } = await import("#modules/access/person.commands.server.ts");
  const { inWork } = await import("#platform/db.server.ts");
  const { system } = await import("#platform/actor.ts");
  const { noted, closed } = await listErasures(beside, new Date(restored.getTime() - SLACK));
  const done = await inWork(system, (work) => forgetAgain(work, noted));
  for (const one of noted) await noteErasure(one);
  const folders = beside.map((one) => path.join(one, "erasures")).join(", ");
  const text = [
    noted.length > 0
      ? words("restored_erasures", { noted: noted.length, done })
      : words("restored_erasures_none", { folders }),
    ...closed.map((one) => words("restored_erasure_closed", { file: one })),
  ];
  return { said: { noted: noted.length, done, closed }, text };
}

async function makeSafe(database: Context["database"], former: (string | undefined)[]) {
  const { asOwner } = await import("#platform/boot.server.ts");
  const { afterRestore } = await import("#platform/after-restore.server.ts");
  return asOwner(database, (client) => afterRestore(client, { former, now: config.secret }));
}

function sentencesOf({ kept, reset, letters, notices }: AfterRestore): string[] {
  return [
    words("restored_sign_in"),
    ...(letters > 0 ? [words("restored_letters", { letters })] : []),
    ...(notices > 0 ? [words("restored_notices", { notices })] : []),
    ...(kept > 0 ? [words("restored_steps_kept", { people: kept })] : []),
    ...(reset.length > 0 ? [words("restored_steps_reset", { people: reset.join(", ") })] : []),
  ];
}

async function requireEmpty(database: Context["database"]) {
  const { asOwner } = await import("#platform/boot.server.ts");
  // A database that is not there yet is made by the migrations.
  const isThere = await asOwner(database, (client) =>
    client.query<{ is: boolean }>("select to_regclass($1) is not null as is", [`${ownUnion().schema}.auth_user`]),
  ).catch((cause: { code?: string }) => {
    if (cause.code === "3D000") return undefined;
    throw cause;
  });
  if (!isThere?.rows[0]?.is) return;
  const people = await asOwner(database, (client) => client.query("select from auth_user limit 1"));
  if (people.rowCount) throw new RuleError("rule_restore_database_not_empty");
}

/** The shared facts are every union's: where another lives in this database, they stay as they are. */
async function isAlone(client: Owner): Promise<boolean> {
  const others = await client.query(
    "select from pg_class join pg_namespace on pg_namespace.oid = relnamespace where relname = 'schema_migration' and nspname <> $1",
    [ownUnion().schema],
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
    schema: ownUnion().schema,
    into: config.dataFolder,
    at: moment,
    former,
    say: tell,
  };
  const done = await restoreTo(asked);
  const last = new Date(done.lastChange ?? done.base);
  const reached = moment ?? (Number.isNaN(last.getTime()) ? new Date(done.base) : last);
  const erasures = await eraseThere([ownFolder(from), ownFolder(path.join(path.dirname(from), "backups"))], reached);
  const place = (at: Date) => dayAndTime(at).slice(0, 19).replace("T", " ");
  const folder = path.relative(process.cwd(), config.dataFolder) || ".";
  const text = [
    moment
      ? words("restored_at", { folder, at: place(moment) })
      : words("restored_latest", { folder, at: done.lastChange ?? place(new Date(done.base)) }),
    words("restored_from_base", { base: place(new Date(done.base)), pieces: done.pieces, files: done.files }),
    ...lacking("restored_not_in_trail", done.missing),
    ...sentencesOf(done),
    ...erasures.text,
    words("restored_look", { folder }),
  ].join("\n");
  return { said: done, text, code: done.missing.length > 0 ? 1 : 0 };
}

/** The new place is opened as itself for it, and closed again. */
async function eraseThere(beside: string[], restored: Date) {
  const { openDatabase } = await import("#platform/boot.server.ts");
  const { migrateDatabase } = await import("#platform/migrate-database.server.ts");
  const database = await openDatabase();
  try {
    await migrateDatabase(database);
    return await eraseAgain([...beside, ownFolder(config.backup.folder)], restored);
  } finally {
    await (await import("#platform/db.server.ts")).closePools();
    database.stop();
  }
}

/** The place a trail lies in, where it is still there. */
async function formerOf(folder: string) {
  const named = path.join(folder, "embedded.json");
  if (!fs.existsSync(named)) return { pgWal: undefined, store: undefined, secrets: [] };
  const { home, session } = JSON.parse(fs.readFileSync(named, "utf8")) as { home: string; session: string };
  const secrets = [process.env.AMITY_SECRET, session];
  return { pgWal: path.join(home, "postgres", "pg_wal"), store: path.join(folder, "files"), secrets };
}
